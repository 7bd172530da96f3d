"""Playbooks belong to the firm; starting one is one change."""

from dataclasses import replace
from datetime import date

import pytest

from crm_tui.data.models.activities import Activity
from crm_tui.data.models.journal import Transaction
from crm_tui.data.stores import users
from crm_tui.domain.entities import CLIENTS, CONTACTS
from crm_tui.domain.fields import Link
from crm_tui.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from crm_tui.services import history, playbooks, records

STEPS = "call 10:00 +0, send the offer to Acme #hot +4, meeting 11:00-12:00 @ivan +9"


@pytest.fixture
def anna(session):
    users.sign_in("ivan", "Ivan", session.now())
    records.add(session, CLIENTS, {"name": "Bright"})
    records.add(session, CLIENTS, {"name": "Acme"})
    added = records.add(session, CONTACTS, {"display_name": "Anna", "client": "C-1"})
    return CONTACTS, Link(added.id, "Anna")


def local(session, moment):
    return moment.astimezone(session.zone).strftime("%d.%m %H:%M")


def test_starting_one_plans_all_steps_on_working_days_and_one_undo_takes_them_back(session, anna):
    playbook = playbooks.save(session, " New  lead ", STEPS)
    call, offer, meeting = playbooks.start(session, playbook, anna)
    assert (playbook.name, call.kind, local(session, call.start)) == (
        *("New lead", "call"),
        "24.11 10:00",
    )
    assert (offer.due, offer.tags) == (date(2026, 11, 30), ("hot",)), "a Saturday waits for Monday"
    assert (local(session, meeting.start), local(session, meeting.end)) == (
        *("03.12 11:00", "03.12 12:00"),
    )
    assert (offer.owner.name, meeting.owner.name) == ("Olga", "Ivan")
    assert {(one.client.name, one.contact.name) for one in (call, offer, meeting)} == {
        ("Bright", "Anna")
    }, "whatever names stand in the steps"
    history.undo(session)
    assert Activity.select().count() == 0


def test_a_holiday_is_no_working_day_and_the_plan_shows_what_is_written(session, anna):
    playbook = playbooks.save(session, "Delivery", "call +3, visit +4")
    shown = playbooks.plan(session, playbook.steps, anna, date(2026, 11, 1))
    assert [step.quick.moment for step in shown] == [date(2026, 11, 5)] * 2, "Unity Day"
    started = playbooks.start(session, playbook, anna, date(2026, 11, 1))
    assert [one.start for one in started] == [step.quick.moment for step in shown]


def test_one_is_changed_renamed_archived_and_brought_back_by_undo(session):
    first = playbooks.save(session, "Lead", "call +0")
    again = playbooks.save(session, "Lead 2", "call +1", first)
    assert (again.id, again.name, again.steps[0].days) == (first.id, "Lead 2", 1)
    with pytest.raises(ConflictError):
        playbooks.save(session, "lead", "call +5", first)  # another version was there meanwhile
    playbooks.archive(session, again)
    assert playbooks.everything(session) == []
    history.undo(session)
    with pytest.raises(ConflictError, match="there is a playbook Lead 2"):
        playbooks.save(session, "lead 2", "call +5")
    with pytest.raises(NotFoundError, match="did you mean Lead 2"):
        playbooks.find(session, "lead 3")


@pytest.mark.parametrize("steps", ["call !then write +1", "#hot +1", "call on friday +1"])
def test_a_step_is_one_plan_without_a_day(session, steps):
    with pytest.raises(InvalidInputError):
        playbooks.save(session, "Lead", steps)


def test_only_who_shapes_the_firm_changes_them_and_takes_that_back(session):
    rep = replace(session, user=users.sign_in("ivan", "Ivan", session.now()))
    with pytest.raises(ForbiddenError):
        playbooks.save(rep, "Lead", "call +0")
    saved = playbooks.save(session, "Lead", "call +0")
    with pytest.raises(ForbiddenError):
        playbooks.archive(rep, saved)
    with pytest.raises(ForbiddenError):
        history.undo(rep, Transaction.select().count())
