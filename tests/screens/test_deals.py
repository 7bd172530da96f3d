"""Deals by their keys: in their list, on the card of a client, on their own card."""

import pytest

from crm_tui.domain.entities import DEALS
from crm_tui.i18n import Language
from crm_tui.screens.lists.views import KINDS, with_usual
from crm_tui.services import records


@pytest.fixture
def sold(session, romashka):
    """Three deals of Romashka: one late, one in another currency, one won."""
    for name, typed in (
        ("Chairs", {"amount": "5000 EUR", "expected_close": "2026-11-20", "contact": "P-1"}),
        ("Tables", {"amount": "700000", "expected_close": "2026-12-10", "stage": "contract"}),
        ("Lamps", {"amount": "900", "status": "won"}),
    ):
        records.add(session, DEALS, {"name": name, "client": "C-1"} | typed)


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("", "status:open"),
        ("kazan", "status:open kazan"),
        ("kazan or owner:me", "status:open (kazan or owner:me)"),
        ("my_status:1", "status:open my_status:1"),
        ("chairs -status:won", "chairs -status:won"),
        ("closed_at:>30d", "closed_at:>30d"),
        ("Статус:won", "Статус:won"),
    ],
)
def test_a_filter_is_about_the_open_deals_unless_it_says_which(typed, whole):
    assert with_usual(KINDS["deals"], typed, Language("ru")) == whole


async def test_the_list_moves_wins_and_loses_the_open_deals(
    crm, session, sold, press, seen, toasts
):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "d")
        lines = seen(app)
        assert lines[0].startswith(" Deals › in progress ")
        assert "2 / 3" in lines[0]
        chairs = " ".join(lines[2].split())
        assert chairs.startswith("▌○ Chairs Romashka LLC 5,000 € first cont… ! 4 d")
        await press(pilot, "greater_than_sign", "down", "greater_than_sign")
        assert records.get(session, DEALS, 1).stage == "needs"
        assert toasts(app) == [
            "Chairs: needs known    u undo",
            "contract is the last stage: W won, Z lost",
        ]
        await press(pilot, "W", "Z", *"too dear", "enter")
        assert records.get(session, DEALS, 2).status == "won", "the cursor went to what is left"
        lost = records.get(session, DEALS, 1)
        assert (lost.status, lost.lost_reason) == ("lost", "too-dear")
        assert "Nothing matches the filter" in "\n".join(seen(app))
        await press(pilot, "slash", *"status:lost", "enter")
        assert " ".join(seen(app)[2].split()).startswith("▌× Chairs Romashka LLC 5,000 € lost")
        assert "O open again" in seen(app)[-1]
        assert "W won" not in seen(app)[-1]
        await press(pilot, "escape", "slash", *"status:won tables", "enter", "W")
        assert toasts(app)[-1] == "Tables is won: O opens it again"
        await press(pilot, "escape", "slash", *"status:lost", "enter", "space", "greater_than_sign")
        assert toasts(app)[-1] == "nothing of what is marked has changed"
        await press(pilot, "greater_than_sign", "O")
        assert toasts(app)[-2:] == [
            "Chairs is closed: open it again before it moves on",
            "Chairs is open again    u undo",
        ]
        await press(pilot, "escape")
        assert "› in progress" in seen(app)[0]
        assert "Chairs" in seen(app)[2]
        assert "W won" in seen(app)[-1]


async def test_a_clients_card_lists_its_deals_and_leads_to_theirs(crm, session, sold, press, seen):
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        app.open_card("clients", 1)
        await press(pilot)
        summary = " ".join("\n".join(seen(app)).split())
        assert "Deals 2 in progress 5,000 € · 700,000 ₽" in summary
        await press(pilot, "3")
        lines = seen(app)
        assert " OPEN  2   5,000 € · 700,000 ₽ " in lines[5]
        assert any(" WON  1   900 ₽ " in line for line in lines)
        await press(pilot, "n", *"Sofas", "enter")
        assert records.get(session, DEALS, 4).client.id == 1
        await press(pilot, "enter")
        text = "\n".join(seen(app))
        assert "● ○ ○ ○ ○  first contact" in text
        assert "Romashka LLC   +7 495 555-12-34" in text
        assert "Ivan Petrov   +7 495 555-12-35" in text
        assert "Fri 20 Nov   ! 4 d" in text
        await press(pilot, "Z", "down", "enter")
        assert "× lost · Tue 24 Nov · competitor" in "\n".join(seen(app))
        await press(pilot, "u", "W", "7")
        assert records.get(session, DEALS, 1).status == "won"
        people = "\n".join(seen(app))
        assert people.index("Romashka LLC  ") < people.index("Ivan Petrov") < people.index("Anna")
        await press(pilot, "enter")
        assert seen(app)[1].startswith(" ● Romashka LLC  C-1")
        await press(pilot, "ctrl+k", *"chai")
        assert any("Chairs  Romashka LLC" in line for line in seen(app))
