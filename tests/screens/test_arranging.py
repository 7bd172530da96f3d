"""A list arranged by its user: columns, several sorts, headings."""

import pytest

from crm_tui.domain.entities import CLIENTS, CONTACTS
from crm_tui.domain.views import Arrangement
from crm_tui.services import records
from crm_tui.widgets.record_list import RecordList


@pytest.fixture
def clients(session):
    for name, city in (("Acme", "Leeds"), ("Bright", "York"), ("Cobalt", "Leeds")):
        records.add(session, CLIENTS, {"name": name, "city": city, "tax_id": "7701234567"})


def keys(app) -> list[str]:
    shown = app.screen_stack[0].query_one(RecordList)
    items = [shown.item_at(line) for line in range(shown.length or 0)]
    return [getattr(item, "title", "") or item.record.values["name"] for item in items]


async def test_columns_are_chosen_while_the_list_follows(crm, clients, press, seen):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "space", "C", "slash", *"tax", "enter", "space")
        assert "7701234567" in "\n".join(seen(app))
        await press(pilot, "enter")
        assert "Tax id" in seen(app)[1]
        assert "1 marked" in seen(app)[0]
        await press(pilot, "C", "j", "space", "less_than_sign")
        assert "Tax id" not in seen(app)[1]
        await press(pilot, "escape")
        assert "Tax id" in seen(app)[1]


async def test_a_column_shows_a_field_of_the_linked_record(crm, clients, session, press, seen):
    records.add(session, CONTACTS, {"display_name": "Jane", "client": "C-2"})
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "p", "C", "slash", *"client ci", "enter", "space", "enter")
        assert "Client: City" in seen(app)[1]
        assert "York" in seen(app)[2]


async def test_a_list_is_sorted_by_several_fields_and_grouped(crm, clients, press, seen):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "S", "j", "space", "k", "space", "space", "enter")
        assert keys(app) == ["Cobalt", "Acme", "Bright"]
        assert "Name ↓2" in seen(app)[1]
        assert "City ↑1" in seen(app)[1]
        await press(pilot, "S", "j", "h", "enter")
        assert keys(app) == ["Leeds", "Cobalt", "Acme", "York", "Bright"]
        assert seen(app)[2].startswith(" Leeds  2 ─")


async def test_a_long_grouping_says_how_far_it_is_and_esc_brings_back_what_was(
    crm, clients, press, settle, seen, toasts, monkeypatch
):
    def endless(*_arguments, progress, **_more):
        while True:
            progress(0.4)

    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "c")
        with monkeypatch.context() as slow:
            slow.setattr(records, "order", endless)
            app.screen.show_arrangement(Arrangement(group="city"))
            while "40% grouped  Esc stops" not in seen(app)[0]:
                await pilot.pause()
            await pilot.press("escape")
        await settle(pilot)
        assert app.screen.view.arrangement == Arrangement()
        assert "Acme" in seen(app)[2]
        assert toasts(app)[-1] == "stopped: nothing was done"
