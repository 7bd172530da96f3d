"""`|` sends what is marked to a command, `|=` takes back what it made of it."""

import json

import pytest

from crm_tui.domain.entities import CLIENTS
from crm_tui.screens.lists.pipes import CommandEntry, PipeSheet
from crm_tui.services import edits, records


@pytest.fixture
def clients(session):
    for name, city in (("Acme", "Leeds"), ("Bright", "York")):
        records.add(session, CLIENTS, {"name": name, "city": city})


@pytest.fixture
def send(press):
    async def send(pilot, words: str) -> None:
        await press(pilot, "vertical_line")
        pilot.app.screen.query_one(CommandEntry).value = words
        await press(pilot, "enter")

    return send


async def test_what_is_marked_goes_to_a_command_and_its_answer_is_shown_then_applied(
    crm, clients, press, send, seen, toasts, session, tmp_path
):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c")
        await send(pilot, f"tee {tmp_path}/one; exit 4")
        assert "it has ended with code 4" in "\n".join(seen(app))
        assert json.loads((tmp_path / "one").read_text())["name"] == "Acme"
        await press(pilot, "escape", "asterisk")
        await send(pilot, "=sed s/Leeds/Hull/")
        assert "City: Leeds → Hull" in "\n".join(seen(app))
        assert "C-2" not in "\n".join(seen(app))
        await press(pilot, "enter")
        assert toasts(app)[-1] == "changed: 1 record, u takes it back"
        assert records.get(session, CLIENTS, 1).city == "Hull"
        await press(pilot, "vertical_line", "up", "up", "down", "enter")
        assert "it has ended: nothing was changed" in "\n".join(seen(app))
        await press(pilot, "escape")
        await send(pilot, "= echo no")
        assert "line 1: this is no JSON" in "\n".join(seen(app))


async def test_a_list_that_is_still_being_read_says_so(crm, clients, press, toasts, monkeypatch):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c")
        monkeypatch.setattr(type(app.screen), "record", None)
        await press(pilot, "vertical_line")
        assert toasts(app)[-1] == "the list is still being read"


async def test_of_very_many_the_first_are_shown_and_how_many_there_are(
    crm, clients, press, send, seen, monkeypatch
):
    monkeypatch.setattr(edits, "FIRST", 1)
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "asterisk")
        await send(pilot, """=sed 's/"city": *"/&X/'""")
        shown = "\n".join(seen(app))
        assert "2 records change" in shown
        assert "City: 2" in shown
        assert "City: Leeds → XLeeds" in shown
        assert "XYork" not in shown


async def test_esc_stops_a_command_that_hangs(crm, clients, press, seen, settle):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "vertical_line")
        app.screen.query_one(CommandEntry).value = "echo on; sleep 60"
        await pilot.press("enter")
        while not (isinstance(app.screen, PipeSheet) and app.screen.said):
            await pilot.pause()
        await pilot.press("escape")
        await settle(pilot)
        assert "! stopped" in "\n".join(seen(app))
        await press(pilot, "escape")
        assert not isinstance(app.screen, PipeSheet)
