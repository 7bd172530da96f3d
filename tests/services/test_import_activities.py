"""Calendars, letters and tables become activities, linked to whom they are with."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from crm_tui.data.models.activities import Activity
from crm_tui.data.models.imports import ImportBatch
from crm_tui.data.models.journal import Transaction
from crm_tui.data.stores import users
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_nodes import Chosen
from crm_tui.errors import InvalidInputError
from crm_tui.services import (
    history,
    import_activities,
    imports,
    notifications,
    past_imports,
    records,
    search,
)
from tests.services.steps import StoppedError, during, small_steps, stop

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1@x
SUMMARY:Price talk
DTSTART:20240110T090000Z
DTEND:20240110T100000Z
ATTENDEE:mailto:nobody@x.example
ATTENDEE:mailto:Anna@Acme.example
END:VEVENT
BEGIN:VEVENT
UID:2@x
SUMMARY:Weekly call
DTSTART:20240110T090000Z
RRULE:FREQ=WEEKLY;BYDAY=WE
END:VEVENT
BEGIN:VTODO
UID:3@x
SUMMARY:Send the offer
DUE:20991231T100000Z
END:VTODO
BEGIN:VEVENT
UID:4@x
DTSTART:20261399T990000
END:VEVENT
END:VCALENDAR
"""
LETTERS = """From anna@acme.example Wed Jan 10 09:00:00 2024
Message-ID: <in@x>
From: Anna <anna@acme.example>
To: sales@us.example
Date: Wed, 10 Jan 2024 12:00:00 +0300
Subject: Order

Ten boxes, please.

From sales@us.example Wed Jan 10 10:00:00 2024
Message-ID: <out@x>
From: sales@us.example
To: Anna <anna@acme.example>
Date: Thu, 11 Jan 2024 12:00:00 +0300

They are on their way.
And thanks.
"""
TABLE = """Subject;Kind;Date;Client;Person;Phone;Owner
Price talk;call;10.01.2024;acme;;;
Visit;visit;11.01.2024;;Anna Taylor;;
Rang back;call;12.01.2024 10:00;;;+44 (20) 7946-0123;
Nobody;call;13.01.2024;Unknown Ltd;;;Somebody
Broken;call;99.99.2024;Acme;;;
Price talk;call;10.01.2024;Acme;;;
"""


@pytest.fixture
def load(session, tmp_path):
    """Imports a text under a name and returns the result."""
    acme = records.add(session, CLIENTS, {"name": "Acme", "phone": "+44 20 7946 0123"})
    anna = {"display_name": "Anna Taylor", "email": "anna@acme.example", "client": "C-1"}
    records.add(session, CONTACTS, anna)
    assert acme.id == 1

    def load(name: str, text: str, progress=None, **options):
        path = tmp_path / name
        path.write_text(text)
        return imports.run(session, str(path), imports.Options(**options), progress=progress)

    return load


def verdicts(result) -> tuple[int, ...]:
    found = (result.new, result.updated, result.same, result.duplicate, result.rejected)
    assert sum(found) == result.rows
    return found


def activity(session, subject):
    return records.get(session, ACTIVITIES, Activity.get(Activity.subject == subject).id)


def test_a_calendar_goes_to_the_activities_with_those_whom_we_know(session, load):
    assert verdicts(load("plan.ics", CALENDAR)) == (3, 0, 0, 0, 1)
    talk, call = activity(session, "Price talk"), activity(session, "Weekly call")
    assert (talk.kind, talk.status, talk.external_id) == ("meeting", "done", "1@x")
    assert (talk.client.id, talk.contact.id) == (1, 1)
    assert (call.kind, call.status, call.client) == ("event", "planned", None)
    assert call.recurrence == "FREQ=WEEKLY;BYDAY=WE"
    task = activity(session, "Send the offer")
    assert (task.kind, task.status, task.due.year) == ("task", "planned", 2099)


def test_letters_come_in_or_go_out_and_are_the_last_contact(session, load):
    assert verdicts(load("post.mbox", LETTERS)) == (2, 0, 0, 0, 0)
    order, answer = activity(session, "Order"), activity(session, "They are on their way.")
    assert [found.direction for found in (order, answer)] == ["in", "out"]
    assert (order.kind, order.status, order.channel) == ("email", "done", "e-mail")
    assert order.body == "Ten boxes, please."
    client, contact = (records.get(session, entity, 1) for entity in (CLIENTS, CONTACTS))
    assert client.last_contact == contact.last_contact == answer.start
    assert [hit.id for hit in search.find(session, "boxes")] == [order.id]


def test_a_table_says_with_whom_by_name_or_phone(session, load):
    result = load("log.csv", TABLE, into="activities")
    assert verdicts(result) == (4, 0, 0, 1, 1)
    assert result.unknown == {"Client": ("Unknown Ltd",), "Owner": ("Somebody",)}
    visit, rang = activity(session, "Visit"), activity(session, "Rang back")
    assert (visit.client.id, visit.contact.id, visit.status) == (1, 1, "done")
    assert (rang.client.id, rang.contact) == (1, None)


def test_a_russian_table_is_understood_in_any_language(session, load):
    text = (
        "Тема;Тип;Дата;Контрагент;Результат;Ответственный\n"
        "Цены;звонок;10.01.2024;acme;договорились;Ольга\n"
    )
    result = load("log.csv", text, into="activities")
    assert (verdicts(result), [*result.unknown]) == ((1, 0, 0, 0, 0), ["Ответственный"])
    call = activity(session, "Цены")
    assert (call.kind, call.client.id, call.outcome) == ("call", 1, "agreed")
    both = load("log.csv", "Что;Тема;Дата\nЗаказ;станки;10.01.2024\n", into="activities")
    assert both.mapping == {"Что": "subject", "Тема": "topic", "Дата": "start"}


OUTLOOK = (
    '"Subject","Start Date","Start Time","End Date","End Time","All day event","Categories"\n'
    '"Price talk","1/20/2024","9:30:00 AM","1/20/2024","10:15:00 AM","False","a;b"\n'
    '"Fair","1/22/2024","12:00:00 AM","1/25/2024","12:00:00 AM","True",""\n'
    '"Visit","1/26/2024","","","","False",""\n'
)
RUSSIAN = (
    "Тема,Дата начала,Время начала,Дата завершения,Время завершения,Целый день,Категории\n"
    "Price talk,20.01.2024,9:30:00,20.01.2024,10:15:00,Ложь,a;b\n"
    "Fair,22.01.2024,0:00:00,25.01.2024,0:00:00,Истина,\nVisit,26.01.2024,,,,Ложь,\n"
)


@pytest.mark.parametrize("text", [OUTLOOK, RUSSIAN])
def test_a_calendar_as_a_table_has_its_days_and_hours_in_columns_of_their_own(session, load, text):
    assert verdicts(load("calendar.csv", text)) == (3, 0, 0, 0, 0)
    talk, fair, visit = (activity(session, name) for name in ("Price talk", "Fair", "Visit"))
    moments = [moment.astimezone(session.zone) for moment in (talk.start, talk.end)]
    assert [f"{moment:%d %H:%M}" for moment in moments] == ["20 09:30", "20 10:15"]
    assert (talk.tags, fair.start, fair.end) == (("a", "b"), date(2024, 1, 22), date(2024, 1, 24))
    assert visit.start == date(2024, 1, 26)
    assert verdicts(load("calendar.csv", text)) == (0, 0, 3, 0, 0)
    clocks = load("log.csv", "Subject;Time\nRing;10:00\n", into="activities")
    assert clocks.mapping == {"Subject": "subject", "Time": None}


@pytest.mark.parametrize(
    ("name", "text"), [("a.ics", CALENDAR), ("a.mbox", LETTERS), ("a.csv", TABLE)]
)
def test_the_same_file_twice_changes_nothing_and_one_undo_takes_all_back(session, load, name, text):
    first = load(name, text, into="activities")
    count = Activity.select().count()
    again = load(name, text, into="activities", update="overwrite")
    assert (again.new, again.updated, again.transaction) == (0, 0, None)
    assert (again.same, Activity.select().count()) == (first.new, count)
    history.undo(session)
    assert Activity.select().count() == 0
    assert records.get(session, CLIENTS, 1).last_contact is None


SAME_TIME = "2024-01-10 10:00"
BEHIND = "u1,Talk,,2024-01-10 11:00\n"
AGAIN = {
    "an activity with an id that gets to look like another row": (
        f"external_id,subject,start\nu1,Old,{SAME_TIME}\n",
        f"external_id,subject,start,body\nu1,Talk,,one\n,Talk,{SAME_TIME},two\n",
        (1, 1, 0, 0, 0),
    ),
    "an activity with an id that looked like another row": (
        f"external_id,subject,start\nu1,Talk,{SAME_TIME}\n",
        f"external_id,subject,start,body\nu1,New,,one\n,Talk,{SAME_TIME},two\n",
        (1, 1, 0, 0, 0),
    ),
    "one client that two rows name in two ways": (
        "subject\nOther\n",
        f"subject,start,Client,Deal,body\nTalk,{SAME_TIME},Acme,,one\nTalk,{SAME_TIME},,D-1,two\n",
        (1, 0, 0, 1, 0),
    ),
    "a row, and once more, that can be written only behind another one": (
        "external_id,subject,start\nu1,Talk,2024-01-10 12:00\n",
        f"external_id,subject,start,end\n{BEHIND}{BEHIND}u1,Talk,2024-01-10 10:00,\n",
        (0, 2, 0, 1, 0),
    ),
}


@pytest.mark.parametrize("case", AGAIN)
def test_rows_that_contradict_each_other_change_nothing_the_second_time(session, load, case):
    records.add(session, DEALS, {"name": "Lathe", "client": "C-1"})
    stored, text, counts = AGAIN[case]
    load("a.csv", stored, into="activities")
    options = {"into": "activities", "update": "overwrite"}
    assert verdicts(load("a.csv", text, dry_run=True, **options)) == counts
    assert verdicts(load("a.csv", text, **options)) == counts
    again = load("a.csv", text, **options)
    assert (again.new, again.updated, again.transaction) == (0, 0, None)


def test_a_deal_is_meant_by_its_name_at_the_client_and_brings_its_people(session, load):
    records.add(session, CLIENTS, {"name": "Beta"})
    for client, contact in (("C-1", "P-1"), ("C-2", "")):
        records.add(session, DEALS, {"name": "Lathe", "client": client, "contact": contact})
    text = (
        "Subject;Kind;Date;Client;Deal\nPrice;call;10.01.2024;Beta;lathe\n"
        "Visit;visit;11.01.2024;;D-1\nWhich;call;12.01.2024;;Lathe\n"
    )
    result = load("a.csv", text, into="activities", dates="dmy")
    assert verdicts(result) == (3, 0, 0, 0, 0)
    assert result.unknown == {"Deal": ("Lathe",)}
    price, visit, which = (activity(session, name) for name in ("Price", "Visit", "Which"))
    assert (price.deal.id, price.client.id) == (2, 2)
    assert records.get(session, DEALS, 2).last_contact == price.start
    assert (visit.deal.id, visit.client.id, visit.contact.id) == (1, 1, 1)
    assert (which.deal, which.client) == (None, None)
    assert verdicts(load("a.csv", text, into="activities", dates="dmy")) == (0, 0, 3, 0, 0)


def test_a_moved_meeting_moves_when_the_file_wins(session, load):
    load("plan.ics", CALENDAR)
    moved = CALENDAR.replace("20240110T090000Z\nDTEND", "20240110T093000Z\nDTEND")
    assert verdicts(load("plan.ics", moved)) == (0, 0, 3, 0, 1)
    assert verdicts(load("plan.ics", moved, update="overwrite")) == (0, 1, 2, 0, 1)
    assert activity(session, "Price talk").start.minute == 30


def test_a_dry_run_counts_the_same_and_writes_nothing(session, load):
    before = Transaction.select().count()
    dry = load("log.csv", TABLE, into="activities", dry_run=True)
    assert (Activity.select().count(), Transaction.select().count()) == (0, before)
    wet = load("log.csv", TABLE, into="activities")
    assert verdicts(dry) == verdicts(wet)


def test_the_first_rows_of_each_verdict_are_told_with_what_they_are(session, load):
    def told(text, **options):
        result = load("log.csv", text, into="activities", dates="dmy", **options)
        return [sample.told(session.language.text) for sample in result.samples]

    said = [
        "line 2: Price talk, Acme is added",
        "line 3: Visit, Acme, Anna Taylor is added",
        "line 4: Rang back, Acme is added",
        "line 7: Price talk, Acme is line 2 again",
    ]
    assert told(TABLE, dry_run=True) == told(TABLE) == said
    records.archive(session, ACTIVITIES, Listing((), Chosen((1,))))
    more = (
        "Subject;Date;Client;Person;Comment;UID\nVisit;11.01.2024;;Anna Taylor;new;\n"
        "Price talk;10.01.2024;Acme;;;\nCall;14.01.2024;;;;7\n"
    )
    assert told(more) == [
        "line 4: Call is added",
        "line 2: Visit, Acme, Anna Taylor is A-2 Visit, which gets something new",
        "line 3: Price talk, Acme is A-1 Price talk, and nothing changes",
    ]
    renamed = "Subject;Date;UID\nRing;14.01.2024;7\n"
    said = ["line 2: Ring is A-5 Call, which gets something new"]
    assert told(renamed, update="overwrite", dry_run=True) == said


def test_a_calendar_is_no_list_of_clients_and_clients_are_no_activities(load):
    with pytest.raises(InvalidInputError, match="--into activities"):
        load("plan.ics", CALENDAR, into="clients")
    with pytest.raises(InvalidInputError, match="subject"):
        load("clients.csv", "Company;City\nAcme;London\n", into="activities")


def test_our_own_calendar_doubles_nothing_in_the_base_that_wrote_it(session, load):
    call = records.add(session, ACTIVITIES, {"subject": "Price talk", "start": "2024-01-10 09:00"})
    load("plan.ics", CALENDAR.replace("UID:1@x", f"UID:A-{call.id}@crm-tui"))
    assert Activity.select().where(Activity.subject == "Price talk").count() == 1


@pytest.fixture
def steps_of_two(monkeypatch):
    small_steps(monkeypatch, (import_activities, "AT_ONCE", 0), (import_activities, "STEP", 2))


between = partial(during, place=1, above=import_activities.READING)
"""A progress that does work once, when the first rows are written."""


def stopping_at(share):
    """A progress that stops the import when so much is done."""

    def progress(done):
        if done >= share:
            raise KeyboardInterrupt

    return progress


def test_a_large_file_is_written_in_steps_and_is_one_change(session, load, steps_of_two):
    dry = load("log.csv", TABLE, into="activities", dry_run=True)
    assert Activity.select().count() == 0
    result = load("log.csv", TABLE, into="activities")
    assert verdicts(dry) == verdicts(result) == (4, 0, 0, 1, 1)
    assert past_imports.get(session, result.transaction).new == 4
    assert records.get(session, CLIENTS, 1).last_contact is not None
    assert [hit.title for hit in search.find(session, "rang")] == ["Rang back"]
    again = load("log.csv", TABLE, into="activities")
    assert (verdicts(again), again.transaction) == ((0, 0, 4, 1, 1), None)
    assert history.undo(session, result.transaction).reverted == 4
    assert Activity.select().count() == 0


def test_a_large_file_that_is_stopped_leaves_nothing(session, load, steps_of_two):
    with pytest.raises(StoppedError):
        load("log.csv", TABLE, into="activities", progress=between(stop))
    assert (Activity.select().count(), ImportBatch.select().count()) == (0, 0)
    assert Transaction.select().where(Transaction.source == "import").count() == 0


def test_between_the_steps_it_is_asked_again_who_is_meant(session, load, steps_of_two):
    def share_the_phone():
        records.add(session, CLIENTS, {"name": "Beta", "phone": "+44 20 7946 0123"})

    load("log.csv", TABLE, into="activities", progress=between(share_the_phone))
    assert activity(session, "Rang back").client is None
    assert activity(session, "Visit").client.id == 1


@pytest.mark.parametrize("steps", [False, True])
def test_whose_the_activities_of_a_file_are_is_told_once_and_nobody_of_what_was_stopped(
    session, load, request, steps
):
    if steps:
        request.getfixturevalue("steps_of_two")
    anna = replace(session, user=users.sign_in("anna", "Anna", session.now()))
    table = "subject,due,owner\none,2026-12-01,anna\ntwo,2026-12-02,anna\nthree,2026-12-03,\n"
    with pytest.raises(KeyboardInterrupt):
        load("plans.csv", table, progress=stopping_at(0.9), into="activities")
    assert notifications.page(anna, 0, 9).rows == []
    load("plans.csv", table, into="activities")
    load("plans.csv", table, into="activities")
    (said,) = notifications.page(anna, 0, 9).rows
    assert (said.reason, said.count) == ("assigned", 2)


@pytest.mark.parametrize("step", [1, 9])
def test_a_row_without_an_id_repeats_one_that_has_it(load, steps_of_two, monkeypatch, step):
    monkeypatch.setattr(import_activities, "STEP", step)
    text = "external_id,subject,start\n7,Price talk,2026-01-10\n,Price talk,2026-01-10\n"
    counts = [verdicts(load("log.csv", text, dry_run=dry)) for dry in (True, False, False)]
    assert counts == [(1, 0, 0, 1, 0), (1, 0, 0, 1, 0), (0, 0, 1, 1, 0)]
