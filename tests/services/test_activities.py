from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS
from crm_tui.domain.fields import Link
from crm_tui.domain.listing import Listing
from crm_tui.errors import InvalidInputError
from crm_tui.services import (
    activities,
    bulk,
    cards,
    days,
    fields,
    history,
    occurrences,
    records,
    settings,
)


@pytest.fixture
def romashka(session) -> Link:
    client = records.add(session, CLIENTS, {"name": "Romashka LLC"})
    return Link(client.id, client.name)


def test_a_logged_contact_is_done_now_by_me(session, romashka):
    call = activities.log(session, romashka, CLIENTS, "call", "talked about price", {})
    assert (call.subject, call.kind, call.status) == ("talked about price", "call", "done")
    assert (call.client, call.owner.name, call.start) == (romashka, "Olga", session.now())
    assert (call.direction, call.channel) == ("out", "phone")


def test_a_contact_person_brings_the_client_along(session, romashka):
    jane = records.add(session, CONTACTS, {"display_name": "Jane Smith", "client": "C-1"})
    party = Link(jane.id, jane.display_name)
    call = activities.log(session, party, CONTACTS, "call", "hello", {})
    assert (call.client, call.contact) == (romashka, party)


def test_a_long_text_is_kept_whole(session, romashka):
    text = "first line\n" + "and much more " * 100
    call = activities.log(session, romashka, CLIENTS, "call", text, {})
    assert (call.subject, call.body) == ("first line", text.strip())


def test_a_text_of_more_than_a_mebibyte_is_refused(session, romashka):
    with pytest.raises(InvalidInputError, match="at most 1048576 bytes"):
        activities.log(session, romashka, CLIENTS, "call", "я" * 600_000, {})


def test_an_empty_text_is_refused(session, romashka):
    with pytest.raises(InvalidInputError):
        activities.log(session, romashka, CLIENTS, "call", " \n ", {})


def test_a_held_contact_is_the_last_contact_of_the_client(session, romashka):
    activities.log(session, romashka, CLIENTS, "call", "hello", {"start": "2026-11-20 10:00"})
    activities.log(session, romashka, CLIENTS, "note", "no contact at all", {})
    client = records.get(session, CLIENTS, romashka.id)
    assert client.last_contact == datetime(2026, 11, 20, 7, tzinfo=UTC)


def test_a_planned_call_becomes_a_held_one_in_the_same_row(session, romashka):
    plan = {"subject": "renewal", "kind": "call", "client": "C-1", "start": "2026-11-24 18:00"}
    call = records.add(session, ACTIVITIES, plan)
    assert records.get(session, CLIENTS, 1).next_contact == call.start
    held = activities.done(session, call.id, "agreed")
    assert (held.id, held.status, held.outcome) == (call.id, "done", "agreed")
    assert held.start == session.now()
    assert records.get(session, CLIENTS, 1).next_contact is None
    history.undo(session)
    assert records.get(session, ACTIVITIES, call.id) == records.get(session, ACTIVITIES, 1)
    assert records.get(session, ACTIVITIES, call.id).status == "planned"


def test_a_past_start_stays_when_it_is_done(session):
    call = records.add(session, ACTIVITIES, {"subject": "call", "start": "2026-11-20 10:00"})
    assert activities.done(session, call.id).start == call.start


def plan(session, subject, **typed):
    records.add(session, ACTIVITIES, {"subject": subject, **typed})


def subjects(section):
    return [row.subject for row in section.rows]


def test_the_day_sorts_what_is_late_what_comes_and_what_was(session, romashka):
    plan(session, "late call", start="2026-11-24 12:00")
    plan(session, "late task", due="2026-11-23")
    plan(session, "call this evening", start="2026-11-24 18:00")
    plan(session, "task of today", due="2026-11-24")
    plan(session, "call on Friday", start="2026-11-27 10:00")
    plan(session, "next year", start="2027-11-27 10:00")
    activities.log(session, romashka, CLIENTS, "call", "hello", {})
    day = days.get(session)
    assert subjects(day.overdue) == ["late task", "late call"]
    assert subjects(day.agenda) == ["hello", "call this evening"]
    assert subjects(day.to_do) == ["task of today"]
    assert subjects(day.coming) == ["call on Friday"]
    assert [row.name for row in day.without_next_step.rows] == ["Romashka LLC"]
    assert days.bell(session).count == 2


def test_nothing_that_is_to_be_done_today_is_hidden_however_much_there_is(session):
    for number in range(40):
        records.add(session, ACTIVITIES, {"subject": f"old {number}", "due": "2026-11-02"})
        activities.log(session, None, CLIENTS, "call", f"held {number}", {})
    records.add(session, ACTIVITIES, {"subject": "yesterday", "due": "2026-11-23"})
    typed = {"subject": "tonight", "kind": "call", "start": "2026-11-24 19:00"}
    records.add(session, ACTIVITIES, typed)
    day = days.get(session)
    assert (len(day.overdue.rows), day.overdue.rows[-1].subject) == (41, "yesterday")
    assert (len(day.agenda.rows), day.agenda.rows[-1].subject) == (41, "tonight")
    assert days.bell(session).count == 41


def test_what_still_goes_on_is_not_late_and_stands_in_the_day(session):
    def add(subject, start, end="", duration=""):
        typed = {"subject": subject, "kind": "event", "start": start}
        records.add(session, ACTIVITIES, typed | {"end": end, "duration": duration})

    add("fair", "2026-11-20", "2026-12-02")
    add("over", "2026-11-20", "2026-11-23")
    add("talk", "2026-11-24 12:00", "2026-11-24 13:00")  # it is 12:41
    add("before", "2026-11-24 11:00", "2026-11-24 12:00")
    add("demo", "2026-11-24 12:30", duration="30")
    add("short", "2026-11-24 12:30", duration="10")
    day = days.get(session)
    assert [row.subject for row in day.overdue.rows] == ["over", "before", "short"]
    assert [row.subject for row in day.agenda.rows] == ["talk", "demo"]
    assert [row.subject for row in day.to_do.rows] == ["fair"]


def test_an_event_that_repeats_is_not_late_but_stands_at_todays_time(session):
    typed = {"recurrence": "every working day", "start": "2026-11-02 15:00"}
    event = records.add(session, ACTIVITIES, {"subject": "stand-up", "kind": "event"} | typed)
    records.add(session, ACTIVITIES, {"subject": "call", "kind": "call"} | typed)
    day = days.get(session)
    assert subjects(day.overdue) == ["call"], "work that was not done stays late"
    assert [(row.subject, str(row.start)) for row in day.agenda.rows] == [
        (name, "2026-11-24 12:00:00+00:00") for name in ("stand-up", "call")
    ]
    occurrences.held(session, day.agenda.rows[0].happening)
    day = days.get(session)
    assert [(row.subject, row.status) for row in day.agenda.rows] == [
        ("stand-up", "done"), ("call", "planned"),
    ]  # fmt: skip
    assert records.get(session, ACTIVITIES, event.id).except_on == "2026-11-24"
    history.undo(session)
    assert [row.status for row in days.get(session).agenda.rows] == ["planned", "planned"]


def test_the_day_is_the_users_day(session):
    """At 09:41 UTC it is 12:41 in Moscow; her day ends at 21:00 UTC."""
    plan(session, "tonight", start="2026-11-24 23:59")
    plan(session, "tomorrow", start="2026-11-25 00:00")
    day = days.get(session)
    assert (subjects(day.agenda), subjects(day.coming)) == (["tonight"], ["tomorrow"])


def test_lost_and_dormant_clients_ask_for_no_next_step(session):
    for stage in ("customer", "lost", "dormant", "lead"):
        records.add(session, CLIENTS, {"name": stage, "lifecycle": stage})
    shown = {row.name for row in days.get(session).without_next_step.rows}
    assert shown == {"customer", "lead"}


def test_the_card_counts_the_contacts_of_twelve_months(session, romashka):
    for start in ("2026-11-01 00:30", "2026-10-31 23:30", "2025-12-01 10:00", "2025-11-30 10:00"):
        activities.log(session, romashka, CLIENTS, "call", "hello", {"start": start})
    assert cards.get(session, CLIENTS, 1).months == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]


def test_what_one_plans_is_ones_own_unless_somebody_is_named(session):
    task = records.add(session, ACTIVITIES, {"subject": "send the offer"})
    assert task.owner == Link(session.user.id, "Olga")


def test_a_past_day_stays_when_it_is_done(session):
    visit = records.add(session, ACTIVITIES, {"subject": "fair", "start": "2026-11-20"})
    assert activities.done(session, visit.id).start == visit.start


def planned_again(session):
    found = [records.get(session, ACTIVITIES, number) for number in (1, 2)]
    return found[1]


def test_doing_what_repeats_plans_its_next_time_and_one_undo_takes_both_back(session, romashka):
    typed = {"due": "2026-11-24 10:00", "recurrence": "every week", "client": "C-1"}
    plan(session, "report", **typed)
    activities.done(session, 1)
    again = planned_again(session)
    assert (again.subject, again.status, again.client) == ("report", "planned", romashka)
    assert again.due == datetime(2026, 12, 1, 7, tzinfo=UTC)
    activities.done(session, 1)
    assert len(list(session_activities(session))) == 2
    history.undo(session)
    assert [row.status for row in session_activities(session)] == ["planned"]
    history.redo(session)
    assert [row.status for row in session_activities(session)] == ["done", "planned"]


@pytest.mark.parametrize("many", [False, True])
def test_what_repeats_is_planned_again_however_it_is_said_to_be_done(session, many):
    plan(session, "report", due="2026-11-24 10:00", recurrence="every week")
    if many:
        known = fields.named(session, ACTIVITIES.name)
        bulk.change(session, ACTIVITIES, Listing((known["status"],)), {"status": "done"})
    else:
        records.edit(session, ACTIVITIES, 1, {"status": "done"})
    assert planned_again(session).due == datetime(2026, 12, 1, 7, tzinfo=UTC)
    history.undo(session)
    assert [row.status for row in session_activities(session)] == ["planned"]


def test_of_two_who_do_what_repeats_at_once_only_one_plans_its_next_time(session, monkeypatch):
    plan(session, "report", due="2026-11-24 10:00", recurrence="every week")
    waits = activities.action

    def waiting(*arguments):
        """The other one has the database first."""
        monkeypatch.setattr(activities, "action", waits)
        activities.done(session, 1)
        return waits(*arguments)

    monkeypatch.setattr(activities, "action", waiting)
    activities.done(session, 1)
    assert [row.status for row in session_activities(session)] == ["done", "planned"]


def session_activities(session):
    known = fields.named(session, ACTIVITIES.name)
    return records.iterate(session, ACTIVITIES, Listing((known["status"],)))


@pytest.mark.parametrize(
    ("due", "typed", "again"),
    [
        ("2026-11-20", {"recurrence": "daily"}, date(2026, 11, 24)),
        ("2026-11-20", {"recurrence": "weekly"}, date(2026, 11, 27)),
        ("2026-11-20", {"recurrence": "weekly", "repeat_from": "done"}, date(2026, 12, 1)),
        ("2026-11-24", {"recurrence": "FREQ=DAILY;COUNT=2"}, date(2026, 11, 25)),
    ],
)
def test_the_next_time_is_counted_from_the_due_date_or_from_the_day_it_was_done(
    session, due, typed, again
):
    plan(session, "report", due=due, **typed)
    activities.done(session, 1)
    assert planned_again(session).due == again


def test_what_was_to_happen_once_more_is_over_after_that(session):
    plan(session, "report", due="2026-11-24", recurrence="FREQ=DAILY;COUNT=2")
    activities.done(session, 1)
    activities.done(session, 2)
    assert len(list(session_activities(session))) == 2


def test_the_gaps_of_the_working_day_are_free(session):
    plan(session, "demo", start="2026-11-24 14:00", end="2026-11-24 15:30")
    plan(session, "call", start="2026-11-24 15:00", duration="60")
    spans = [
        tuple(f"{moment.astimezone(session.zone):%H:%M}" for moment in span)
        for span in days.get(session).free
    ]
    assert spans == [("12:41", "14:00"), ("16:00", "18:00")]


def test_another_day_shows_what_will_be_late_then(session):
    plan(session, "today", due="2026-11-24")
    plan(session, "tomorrow", start="2026-11-25 10:00")
    tomorrow = days.get(session, date(2026, 11, 25))
    assert (subjects(tomorrow.overdue), subjects(tomorrow.agenda)) == (["today"], ["tomorrow"])


def test_birthdays_of_a_week_are_told_the_next_first(session):
    for name, day in (("Anna", "2 dec 1980"), ("Boris", "1.12.1990"), ("Vera", "24.11.1975"),
                      ("Gleb", "2 dec")):  # fmt: skip
        records.add(session, CONTACTS, {"display_name": name, "birthday": day})
    shown = [row.display_name for row in days.get(session).birthdays.rows]
    assert shown == ["Vera", "Boris"]


def test_who_waits_longest_for_its_worth_is_called_first_and_a_contact_ends_it(session):
    for name, cadence, turnover in (("small", 10, 1000), ("large", 30, 50_000), ("fresh", 90, 1)):
        typed = {"name": name, "cadence": str(cadence), "turnover": str(turnover)}
        client = records.add(session, CLIENTS, typed)
        party = Link(client.id, name)
        activities.log(session, party, CLIENTS, "call", "hello", {"start": "2026-10-10 10:00"})
    assert [row.name for row in days.get(session).quiet.rows] == ["large", "small"]
    activities.log(session, Link(2, "large"), CLIENTS, "call", "hello again", {})
    assert [row.name for row in days.get(session).quiet.rows] == ["small"]


def test_a_segment_has_its_days_and_a_clients_own_go_before(session):
    session = replace(session, settings={**session.settings, "cadence": "key 14, retail 60"})
    for name, segment, cadence in (("a", "key", ""), ("b", "key", "90"), ("c", "retail", "")):
        typed = {"name": name, "segment": segment, "cadence": cadence}
        client = records.add(session, CLIENTS, typed)
        at = {"start": "2026-10-10 10:00"}
        activities.log(session, Link(client.id, name), CLIENTS, "call", "hello", at)
    quiet = days.get(session).quiet.rows
    assert [(row.name, row.cadence) for row in quiet] == [("a", 14)]


@pytest.mark.parametrize("text", ["key", "key x", "key 0", "14"])
def test_a_segment_without_days_is_refused(session, text):
    with pytest.raises(InvalidInputError, match="is no segment"):
        settings.put(session, "cadence", text)
