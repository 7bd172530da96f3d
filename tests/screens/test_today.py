"""Today: sections in the order of urgency, and the keys that settle them."""

import asyncio
from dataclasses import replace
from threading import Event

import pytest

from crm_tui.data.stores import users
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, DEALS
from crm_tui.domain.fields import Link
from crm_tui.services import days, records
from crm_tui.widgets.inputs import Field
from crm_tui.widgets.sectioned_list import SectionedList


@pytest.fixture
def day(session):
    """Something late, something today, something next week, and a client nobody waits for."""
    client = records.add(session, CLIENTS, {"name": "Romashka"})
    records.add(session, CLIENTS, {"name": "Quiet Ltd"})
    for subject, start in (
        ("ask about the contract", "2026-11-22"),
        ("demo for four", "2026-11-24 15:00"),
        ("renewal", "2026-11-27"),
    ):
        typed = {"subject": subject, "kind": "call", "client": f"C-{client.id}", "start": start}
        records.add(session, ACTIVITIES, typed)
    return client


async def test_the_most_urgent_stands_first_and_the_bell_counts_what_is_late(
    crm, day, settle, press, seen
):
    app = crm()
    async with app.run_test() as pilot:
        await settle(pilot)
        lines = seen(app)
        titles = [line.split()[0:2] for line in lines if "──" in line]
        assert titles[0] == ["!", "OVERDUE"]
        assert [title[0] for title in titles[1:]] == ["AGENDA", "COMING", "WITHOUT"]
        assert "2 d" in lines[2]
        assert "Romashka" in lines[2]
        assert any("15:00" in line and "demo for four" in line for line in lines)
        assert any("Fri" in line and "renewal" in line for line in lines)
        assert any("Quiet Ltd" in line for line in lines)
        assert "♪ 1" in lines[0]
        await press(pilot, "d")
        assert "♪" not in seen(app)[0]
        assert "OVERDUE" not in "\n".join(seen(app))


async def test_a_deal_for_which_nothing_is_planned_gets_its_next_step_from_its_line(
    crm, session, press, seen, toasts
):
    records.add(session, CLIENTS, {"name": "Romashka", "phone": "+7 495 555-12-34"})
    records.add(session, DEALS, {"name": "Ovens", "client": "Romashka", "amount": "500 EUR"})
    records.edit(session, DEALS, 1, {"stage": ""})
    app = crm()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "c", *"c wants two", "enter")
        assert toasts(app)[0] == "+7 495 555-12-34"
        assert records.get(session, ACTIVITIES, 1).deal.name == "Ovens"
        shown = "\n".join(seen(app))
        assert "DEALS WITHOUT A NEXT STEP  1" in shown
        await press(pilot, "home", "down", "d")
        assert toasts(app)[-1] == "nothing is planned here yet"
        await press(pilot, "p", *"offer fri", "enter")
        shown = "\n".join(seen(app))
        assert "DEALS WITHOUT" not in shown
        assert "offer" in shown
        assert records.get(session, ACTIVITIES, 2).deal.name == "Ovens"


async def test_what_is_late_moves_to_tomorrow_and_enter_opens_its_client(
    crm, session, day, press, seen
):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "enter")
        assert "Romashka" in seen(app)[1]
        await press(pilot, "escape", "p", *"foo", "enter")
        assert "! this is no day" in "\n".join(seen(app))
        assert app.screen.is_modal
        assert records.get(session, ACTIVITIES, 1).start.isoformat() == "2026-11-22"
        await press(pilot, *["backspace"] * 3, *"tomorrow", "enter")
        assert records.get(session, ACTIVITIES, 1).start.isoformat() == "2026-11-25"


async def test_an_empty_day_says_what_to_press(crm, session, settle, seen):
    records.add(session, CLIENTS, {"name": "Romashka"})
    records.add(session, ACTIVITIES, {"subject": "call", "due": "2027-02-01", "client": "C-1"})
    app = crm()
    async with app.run_test() as pilot:
        await settle(pilot)
        shown = "\n".join(seen(app))
        assert "Nothing is planned" in shown
        assert "log a contact" in shown


async def test_a_wide_window_shows_the_client_at_the_cursor(crm, day, settle, seen):
    app = crm()
    async with app.run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        assert "C-1" in "\n".join(seen(app))


async def test_a_line_is_understood_while_it_is_typed_and_then_planned(
    crm, session, day, press, seen
):
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "t", *"send offer fri 10:00 !call mon")
        shown = "\n".join(seen(app))
        assert "task  Fri 27 Nov 10:00  ·  send offer" in shown
        assert "call  Mon 30 Nov  ·  call" in shown
        assert "Romashka" in shown
        await press(pilot, "enter")
        assert not app.screen.is_modal
    assert records.get(session, ACTIVITIES, 4).client == Link(1, "Romashka")
    assert records.get(session, ACTIVITIES, 5).kind == "call"


async def test_a_review_goes_through_what_is_late_and_asks_for_the_next_step(
    crm, session, day, press, seen
):
    for subject, due in (("report", "2026-11-23"), ("bill", "2026-11-20"), ("offer", "2026-11-21")):
        records.add(session, ACTIVITIES, {"subject": subject, "due": due})
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "r")
        assert "review: 1 of 4" in seen(app)[0]
        await press(
            pilot, "d", "plus"
        )  # that of today stands in the agenda, that of tomorrow below
        assert "review: 3 of 4" in seen(app)[0]
        assert records.get(session, ACTIVITIES, 6).due.isoformat() == "2026-11-25"
        await press(pilot, "d")
        assert "Next step?" in "\n".join(seen(app))
        await press(pilot, "escape")
        assert "review: 4 of 4" in seen(app)[0]
        await press(pilot, "i")
        assert "Nobody is invited yet" in "\n".join(seen(app))
        await press(pilot, "escape", "d")
        assert "review" not in seen(app)[0]


async def test_the_keys_of_planning_act_on_what_is_marked_as_one_change(
    crm, session, day, press, seen, toasts
):
    def planned():
        return [records.get(session, ACTIVITIES, number) for number in (1, 2, 3)]

    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "space", "space", "plus")
        assert [one.start.day for one in planned()] == [25, 25, 27], "what was late is not any more"
        assert toasts(app)[-1].startswith("moved: 2 activities")
        await press(pilot, "u", "g", "a", "asterisk", "d")
        assert {one.status for one in planned()} == {"done"}
        assert toasts(app)[-1].startswith("done: 3 activities")
        assert not app.screen.is_modal
        await press(pilot, "u")
        assert {one.status for one in planned()} == {"planned"}

        # A mark on what comes again is not passed over for the row to which the cursor went on.
        again = {"subject": "stand-up", "kind": "event", "start": "2026-11-20 11:00"}
        await app.run_service(records.add, ACTIVITIES, again | {"recurrence": "every day"})
        app.changed()
        await press(pilot, "g", "t")
        rows = app.screen.query_one(SectionedList)
        keys = [getattr(item, "key", None) for item in rows.items]
        rows.cursor = keys.index(("again", 4))
        await press(pilot, "space", "d", "plus")
        assert {one.status for one in planned()} == {"planned"}
        assert "is changed by itself" in toasts(app)[-1]
        rows.clear_marks()
        await press(pilot, "home", "space")
        rows.cursor = keys.index(("client", 2))
        await press(pilot, "p", *"1 dec", "enter")
        assert str(planned()[0].start)[:10] == "2026-12-01", "what is marked, and no new task"


async def test_no_key_is_silent_about_a_line_that_plans_nothing(crm, session, press, toasts):
    anna = replace(session, user=users.sign_in("anna", "Anna", session.now()))
    records.add(anna, ACTIVITIES, {"subject": "please do", "due": "fri", "owner": "olga"})
    app = crm()
    async with app.run_test() as pilot:
        for name in ("c", "plus", "p", "z"):
            await press(pilot, name)
        nobody, *others = toasts(app)
        assert nobody == "nobody to call stands here"
        assert {told.split(":")[0] for told in others} == {"this tells what a colleague has done"}
        await press(pilot, "e")
        assert app.screen.query_one(Field).value == "please do", "its form"


async def test_what_is_overdue_shows_first_and_others_are_served_before_the_rest(
    crm, day, settle, seen, monkeypatch
):
    free, served = Event(), []

    def slow(session):
        assert free.wait(20)
        return {}

    def last(session):
        served.append("day")
        return {}

    monkeypatch.setattr(days, "PARTS", (slow, *days.PARTS, last))
    app = crm()
    async with app.run_test() as pilot:
        while "OVERDUE" not in "\n".join(seen(app)):
            await pilot.pause()
        assert "AGENDA" not in "\n".join(seen(app))
        listing = asyncio.create_task(app.run_service(lambda session: served.append("list")))
        await pilot.pause()
        free.set()
        await listing
        await settle(pilot)
        assert "AGENDA" in "\n".join(seen(app))
        assert served == ["list", "day"]
