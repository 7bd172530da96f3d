"""The history of changes: what everybody did, and taking one thing back."""

import pytest

from crm_tui.domain.entities import CLIENTS
from crm_tui.services import records


@pytest.fixture
def edited(session):
    """A client that was made, and then moved to another city and renamed."""
    client = records.add(session, CLIENTS, {"name": "Romashka", "city": "Kazan"})
    records.edit(session, CLIENTS, client.id, {"city": "Moscow"})
    records.edit(session, CLIENTS, client.id, {"name": "Romashka LLC"})
    return client


async def test_the_newest_stands_first_and_says_of_what(crm, edited, press, seen):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "h")
        lines = seen(app)
        assert "edit" in lines[2]
        assert "Romashka LLC" in lines[2]
        assert "add" in lines[4]


async def test_enter_shows_what_an_action_did_and_r_takes_it_back(
    crm, session, edited, press, seen
):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "h", "j", "enter")
        assert "Kazan → Moscow" in "\n".join(seen(app))
        await press(pilot, "r")
        kept = records.get(session, CLIENTS, edited.id)
        assert kept.city == "Kazan"
        assert kept.name == "Romashka LLC"
        await press(pilot, "escape")
        assert "undone" in "\n".join(seen(app))


async def test_enter_in_an_action_opens_the_record(crm, edited, press):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "h", "enter", "enter")
        assert type(app.screen).__name__ == "CardScreen"
