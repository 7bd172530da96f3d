"""What comes due is told once, rings in the header and on Today, and can be put off."""

import pytest

from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.settings import Notifications
from crm_tui.screens.reminding import sequences
from crm_tui.services import records, settings


@pytest.fixture
def call(session):
    typed = {"subject": "ask [b]prices", "kind": "call", "start": "2026-11-24 12:50"}
    return records.add(session, ACTIVITIES, typed)


async def test_a_reminder_is_told_once_and_z_puts_it_off(crm, session, call, press, seen, toasts):
    settings.put(session, "notifications", "terminal")
    session = settings.renewed(session)
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "t")
        assert "♪ 12:50 ask [b]prices" in toasts(app)[0]
        assert "♪ 1" in seen(app)[0]
        assert any("♪" in line and "ask [b]prices" in line for line in seen(app)[1:10])
        await press(pilot, "z")
        assert "again at 12:51" in toasts(app)[-1]
        assert "♪" not in seen(app)[0]
        await press(pilot, "u")
        assert "♪ 1" in seen(app)[0]
    again = crm()
    async with again.run_test() as pilot:
        await press(pilot, "g", "t")
        assert toasts(again) == []


@pytest.mark.parametrize(
    ("level", "environment", "written"),
    [
        (Notifications.SCREEN, {}, ""),
        (Notifications.BELL, {}, "\x07"),
        (Notifications.TERMINAL, {"TERM": "xterm-kitty"}, "\x1b]9;a; b\x07\x07"),
        (Notifications.TERMINAL, {"TERM": "foot"}, "\x1b]777;notify;crm;a, b\x07\x07"),
    ],
)
def test_the_terminal_is_told_as_it_understands(level, environment, written):
    assert sequences(level, "a; b", environment) == written


def test_nothing_that_was_typed_ends_the_sequence_of_the_terminal():
    written = sequences(Notifications.TERMINAL, "x\x07\x1b]0;y\x9c", {})
    assert written.count("\x1b") == 1
    assert written.count("\x07") == 2
