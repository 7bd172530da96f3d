"""`V` keeps what a list shows, `v` and the palette bring it back."""

import pytest

from crm_tui.domain.entities import CLIENTS
from crm_tui.domain.views import Arrangement
from crm_tui.services import history, records, views
from crm_tui.widgets.record_list import RecordList


@pytest.fixture
def clients(session):
    for name, city in (("Acme", "Leeds"), ("Bright", "York"), ("Cobalt", "Leeds")):
        records.add(session, CLIENTS, {"name": name, "city": city})


def names(app) -> list[str]:
    shown = app.screen.query_one(RecordList)
    return [shown.item_at(line).cells[0] for line in range(shown.length or 0)]


async def test_a_view_is_saved_opened_renamed_and_archived(crm, session, clients, press, seen):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "slash", *"city:leeds", "enter", "S", "1")
        await press(pilot, "V", *"Leeds", "tab", "space", "enter")
        saved = views.find(session, "clients", "leeds")
        assert saved.shared
        assert saved.arrangement == Arrangement("city:leeds", sorts=("-name",))
        await press(pilot, "v", "enter")
        assert names(app) == ["Acme", "Bright", "Cobalt"]
        await press(pilot, "v", "j", "enter")
        assert names(app) == ["Cobalt", "Acme"]
        assert seen(app)[0].startswith(" Clients › Leeds ")
        assert any("city:leeds" in line for line in seen(app))
        await press(pilot, "v", "j", "e", *"2", "enter", "x", "escape")
        assert views.visible(session) == []
        await press(pilot, "u")
        assert [view.name for view in views.visible(session)] == ["Leeds2"]


async def test_the_palette_opens_a_view_and_what_is_gone_from_it_is_told(
    crm, session, clients, press, toasts
):
    views.save(session, "clients", "Fleets", Arrangement("york", ("name", "fleet")))
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "enter", "colon", *"fleets", "enter")
        assert names(app) == ["Bright"]
        assert toasts(app) == ["clients have no field fleet"]


async def test_a_list_is_shown_after_a_restart_as_it_was_before(
    crm, session, clients, press, seen, tmp_path
):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "slash", *"city:leeds", "enter", "S", "1")
        app.leave(143)
    (kept,) = tmp_path.rglob("lists.json")
    assert kept.stat().st_mode & 0o777 == 0o600
    assert history.page(session, 0, 9).total == 3
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c")
        assert names(app) == ["Cobalt", "Acme"]
        assert "2 / 3" in seen(app)[0]
        assert any("/ city:leeds" in line for line in seen(app))
        await press(pilot, "escape")
        assert names(app) == ["Cobalt", "Bright", "Acme"]
        app.leave(0)
    assert '"where": ""' in kept.read_text()
    kept.write_text("{")
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c")
        assert names(app) == ["Acme", "Bright", "Cobalt"]
