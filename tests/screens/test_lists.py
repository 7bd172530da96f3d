"""Lists: filter, order, marks, archive, live changes, whatever the records are called."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from textual.widgets import Input

from crm_tui.domain.entities import ACTIVITIES, CLIENTS
from crm_tui.domain.listing import Listed
from crm_tui.screens.lists import views
from crm_tui.screens.shown import showing
from crm_tui.services import records
from crm_tui.widgets.record_list import RecordList

HOSTILE = (
    "[ACME] Ltd",
    "x [/b]",
    "[@click=app.quit]x",
    "evil\x1b]52;c;aGk=\x07name",
    "nul\x00name",
    "\u202egnp.exe",
    "🦊 fox",
    "$role-late",
)


@pytest.mark.parametrize(
    ("values", "overdue"),
    [
        ({"due": date(2026, 11, 23)}, True),
        ({"due": date(2026, 11, 23), "status": "done"}, False),
        ({"start": date(2026, 11, 20), "end": date(2026, 11, 24)}, False),
        ({"start": datetime(2026, 11, 24, 9, tzinfo=UTC), "duration": 60}, False),
        ({"start": datetime(2026, 11, 24, 9, tzinfo=UTC), "duration": 30}, True),
        ({"start": date(2026, 11, 2), "kind": "event", "recurrence": "FREQ=DAILY"}, False),
        ({"due": date(2026, 11, 2), "kind": "task", "recurrence": "FREQ=DAILY"}, True),
        ({}, False),
    ],
)
def test_what_goes_on_or_comes_again_is_not_overdue(session, values, overdue):
    planned = {"status": "planned", "start": None, "due": None}
    listed = Listed(1, 1, {}, planned | values)  # it is 09:41 UTC
    assert showing(session).is_overdue(listed) is overdue


CLIENT_NAMES = ("Acme", "Bright", "Cobalt", "Dover", "Eesti", "Farben", "Gamma", "Hansen")


@pytest.fixture
def clients(session, session_on, built):
    """Eight clients in two cities."""
    session_on(built(fill))
    return CLIENT_NAMES


def fill(session):
    for place, name in enumerate(CLIENT_NAMES):
        city = "London" if place % 2 else "Leeds"
        records.add(session, CLIENTS, {"name": name, "city": city})


def names(app) -> list[str]:
    shown = app.screen.query_one(RecordList)
    return [shown.item_at(index).cells[0] for index in range(shown.length or 0)]


async def test_g_c_shows_the_clients_and_the_order_turns_round(crm, clients, press, seen):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c")
        assert names(app) == list(clients)
        assert seen(app)[0].startswith(" Clients")
        assert " 8 " in seen(app)[0]
        await press(pilot, "S", "1")
        assert names(app) == list(reversed(clients))


async def test_a_filter_counts_while_it_is_typed_and_its_letters_are_no_keys(
    crm, clients, press, seen, toasts
):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "slash", *"city:london")
        assert names(app) == ["Bright", "Dover", "Farben", "Hansen"]
        assert "4 / 8" in seen(app)[0]
        await press(pilot, "enter", "escape")
        assert names(app) == list(clients)
        await press(pilot, "slash", *"xnuqg?")
        assert app.screen.query_one(Input).value == "xnuqg?"
        await press(pilot, "escape")
        assert names(app) == list(clients)
        await press(pilot, "slash", *'city:>(")')  # half a filter is no failure
        await press(pilot, *["backspace"] * 4)
        assert "missing" in "\n".join(seen(app))
        assert toasts(app) == []
        await press(pilot, "escape", "slash", *"cit", "tab")
        assert app.screen.query_one(Input).value == "city:"


async def test_marked_records_are_archived_and_u_brings_them_back_also_where_they_are_very_many(
    crm, clients, press, seen, toasts, monkeypatch
):
    for place in ("lists.screen", "everywhere"):
        monkeypatch.setattr(f"crm_tui.screens.{place}.MANY", 1)
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "space", "space")
        assert "2 marked" in seen(app)[0]
        await press(pilot, "x")
        assert names(app) == list(clients[2:])
        assert toasts(app) == ["archived: 2 records, u takes it back"]
        await press(pilot, "u")
        assert names(app) == list(clients)
        await press(pilot, "U")
        assert names(app) == list(clients[2:])
        screen = app.screen
    app.generation += 1
    screen.catch_up()  # a look around may come to its end while the program ends: nothing is read


async def test_all_but_one_of_a_filter_are_archived(crm, clients, press):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "slash", *"city:london", "enter")
        await press(pilot, "asterisk", "space", "x", "escape")
        assert names(app) == ["Acme", "Bright", "Cobalt", "Eesti", "Gamma"]


async def test_archived_records_come_back_with_x(crm, clients, press):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "x", "slash", *"is:archived", "enter")
        assert names(app) == ["Acme"]
        await press(pilot, "x", "escape")
        assert names(app) == list(clients)


async def test_leads_are_the_clients_that_may_become_customers(crm, session, clients, press):
    records.add(session, CLIENTS, {"name": "Newcomer", "lifecycle": "lead"})
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "l")
        assert names(app) == ["Newcomer"]


async def test_an_empty_list_says_what_to_press(crm, press, seen):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "p")
        shown = "\n".join(seen(app))
        assert "No people yet" in shown
        assert "add a person" in shown


async def test_no_name_drives_the_program(crm, session, press, seen):
    for name in HOSTILE:
        records.add(session, CLIENTS, {"name": name})
    app = crm()
    async with app.run_test(size=(160, 30)) as pilot:
        await press(pilot, "g", "c", "x", "u", "colon")
        shown = "\n".join(seen(app))
        assert not [char for char in shown if char != "\n" and not char.isprintable()]
    assert all(name in shown for name in HOSTILE if name.startswith("["))


async def test_a_change_of_another_program_is_seen_and_the_cursor_stays(
    crm, session, clients, press, settle
):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "j", "j")
        app.look_around()
        await settle(pilot)
        code = (
            "from crm_tui import bootstrap;"
            "from crm_tui.services import records;"
            "from crm_tui.domain.entities import CLIENTS;"
            f"records.add(bootstrap.open_session({session.database!r}), CLIENTS, {{'name': 'Aaa'}})"
        )
        subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ})
        app.look_around()
        await settle(pilot)
        assert names(app) == ["Aaa", *clients]
        assert app.screen.query_one(RecordList).row.cells[0] == "Cobalt"


async def test_a_bug_in_a_service_is_one_calm_line(
    crm, clients, press, toasts, monkeypatch, tmp_path
):
    monkeypatch.setattr(views, "load", lambda *_args: 1 // 0)
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c")
        told = "this did not work: it is a bug of the program, and the log says where"
        assert set(toasts(app)) == {told}
        assert app.is_running
    assert "ZeroDivisionError" in next(tmp_path.rglob("crm.log")).read_text()


async def test_an_activity_is_done_moved_and_put_off(crm, session, press, toasts):
    task = records.add(session, ACTIVITIES, {"subject": "send the offer", "due": "2026-11-25"})
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "a", "plus")
        assert records.get(session, ACTIVITIES, task.id).due.isoformat() == "2026-11-26"
        await press(pilot, "minus", "p", *"1 dec", "enter")
        assert records.get(session, ACTIVITIES, task.id).due.isoformat() == "2026-12-01"
        await press(pilot, "d")
        assert records.get(session, ACTIVITIES, task.id).status == "done"
        assert toasts(app)[-1] == "done: send the offer"


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_every_place_fits_every_window(crm, session, clients, press, seen, language):
    app = crm(language)
    async with app.run_test(size=(160, 48)) as pilot:
        for size in ((160, 48), (80, 24), (40, 10), (20, 5)):
            await pilot.resize_terminal(*size)
            for letter in "tclpah":
                await press(pilot, "g", letter)
                lines = seen(app)
                assert len(lines) == size[1]
                if size[0] >= 40:
                    assert lines[-1].endswith("?") or "? " in lines[-1]
        await press(pilot, "j")
        assert any("20x5" in line for line in seen(app))
