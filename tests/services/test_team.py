"""The desk of who leads says of each of us what her own Today says."""

from dataclasses import replace

import pytest

from crm_tui.data.stores import users as stored
from crm_tui.domain.entities import ACTIVITIES, CLIENTS
from crm_tui.domain.team import Desk
from crm_tui.errors import ForbiddenError
from crm_tui.services import days, records, team, users


@pytest.fixture
def anna(session):
    return replace(session, user=stored.sign_in("anna", "Anna", session.now()))


@pytest.fixture
def work(session, anna):
    """Something of each kind, of Anna, of me, and of nobody."""
    for owner in ("anna", "anna", "me", ""):
        records.add(session, CLIENTS, {"name": f"Client of {owner}", "owner": owner})
    for owner in ("anna", "me", ""):
        for typed in (
            {"kind": "call", "start": "2026-11-24 09:00"},
            {"kind": "call", "start": "2026-11-24 18:00", "end": "2026-11-24 18:30"},
            {"kind": "call", "due": "2026-11-24"},
            {"kind": "call", "start": "2026-11-24 10:00", "status": "done"},
            {"kind": "call", "start": "2026-11-25 10:00"},
            {"kind": "event", "start": "2026-11-23", "end": "2026-11-26"},
            {"kind": "task", "due": "2026-11-20", "status": "cancelled"},
            {"kind": "task", "due": "2026-11-20"},
            {"kind": "task"},
        ):
            records.add(session, ACTIVITIES, {"subject": "x", "owner": owner} | typed)
    records.add(session, CLIENTS, {"name": "Lost", "owner": "anna", "lifecycle": "lost"})


def test_each_line_counts_what_is_hers_and_the_last_what_is_nobodys(session, anna, work):
    me = users.find(session, "olga")
    assert team.desks(session) == [
        Desk(anna.user, 4, 1, 2, 7, 2),
        Desk(me, 4, 1, 2, 7, 1),
        Desk(None, 4, 1, 2, 7, 1),
    ]


def test_a_call_that_repeats_is_one_of_today(session, anna):
    for start in ("2026-11-10 18:00", "2026-11-24 18:00", "2026-11-11 18:00"):
        call = {"subject": "x", "kind": "call", "start": start, "recurrence": "every week"}
        records.add(session, ACTIVITIES, call | {"owner": "anna"})
    assert [desk.calls for desk in team.desks(session)] == [2, 0]
    assert len(days.get(anna).agenda.rows) == 2


def test_the_desk_and_today_say_the_same(session, anna, work):
    desks = {desk.user.login if desk.user else "": desk for desk in team.desks(session)}
    for one in (session, anna):
        day, mine, nobodys = days.get(one), desks[one.user.login], desks[""]
        assert day.overdue.total == mine.overdue + nobodys.overdue
        assert day.without_next_step.total == mine.without_next_step + nobodys.without_next_step


def test_who_has_left_is_told_while_something_is_hers(session, anna):
    users.archive(session, anna.user)
    assert [desk.user.login for desk in team.desks(session)] == ["olga"]
    records.add(session, CLIENTS, {"name": "One", "owner": "me"})
    users.restore(session, anna.user)
    records.edit(session, CLIENTS, 1, {"owner": "anna"})
    users.archive(session, anna.user)
    assert [desk.user.login for desk in team.desks(session)] == ["olga", "anna"]


def test_it_is_for_those_who_lead_by_what_they_are_now(session, anna):
    with pytest.raises(ForbiddenError, match="you are sales rep"):
        team.desks(anna)
    users.give_role(session, anna.user, "manager")
    assert [desk.user.login for desk in team.desks(anna)] == ["anna", "olga"]
