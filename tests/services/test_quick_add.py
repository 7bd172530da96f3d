"""A typed line becomes an activity with its date, client, colleague and the tasks after it."""

from datetime import UTC, date, datetime

import pytest

from crm_tui.data.stores import users
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS
from crm_tui.domain.fields import Link
from crm_tui.domain.participants import PEOPLE
from crm_tui.errors import InvalidInputError
from crm_tui.services import activities, history, participants, quick_add, records


@pytest.fixture
def ivanov(session):
    records.add(session, CLIENTS, {"name": "Ромашка, ООО"})
    records.add(session, CONTACTS, {"display_name": "Пётр Иванов", "client": "C-1"})
    records.add(session, CONTACTS, {"display_name": "Ivan Ivanovich Sidorov"})
    return Link(1, "Пётр Иванов")


def test_a_line_makes_the_activity_and_its_task_in_one_change(session, ivanov):
    ivan = users.sign_in("ivan", "Ivan", session.now())
    line = "call Ivanov tomorrow 15:00 30m about price #hot !send quote fri 10:00 @ivan"
    call, task = quick_add.add(session, line, {})
    assert (call.kind, call.subject, call.status) == (
        "call",
        "call Ivanov about price",
        "planned",
    )
    assert call.start == datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert (call.end.minute, call.duration, call.owner.name) == (30, 30, "Olga")
    assert call.tags == ("hot",)
    assert (call.contact, call.client.name) == (ivanov, "Ромашка, ООО")
    assert (task.kind, task.subject, task.owner.id) == ("task", "send quote", ivan.id)
    assert task.due == datetime(2026, 11, 27, 7, tzinfo=UTC)
    assert task.client == call.client
    history.undo(session)
    with pytest.raises(Exception, match="there is no A-1"):
        records.get(session, ACTIVITIES, call.id)


@pytest.mark.parametrize(
    ("line", "kind", "contact", "client"),
    [
        ("позвонить Иванову завтра в 15:00", "call", "Пётр Иванов", "Ромашка, ООО"),
        ("встреча с Ромашкой в пт 10:00-11:30", "meeting", None, "Ромашка, ООО"),
        ("call Sidorov", "call", "Ivan Ivanovich Sidorov", None),
        ("call P-2", "call", "Ivan Ivanovich Sidorov", None),
        ("check the debt of nobody", "task", None, None),
    ],
)
def test_whom_a_line_names_is_found_in_any_case(session, ivanov, line, kind, contact, client):
    (found,) = quick_add.add(session, line, {})
    assert found.kind == kind
    assert (found.contact and found.contact.name, found.client and found.client.name) == (
        contact,
        client,
    )


def test_a_name_of_several_stays_text_and_they_are_offered(session, ivanov):
    records.add(session, CONTACTS, {"display_name": "Мария Иванова"})
    found = quick_add.understand(session, "позвонить Иванову завтра")
    assert (found.contact, found.quick.subject) == (None, "позвонить Иванову")
    assert [link.name for link in found.offered] == ["Пётр Иванов", "Мария Иванова"]


def test_of_several_of_a_name_a_longer_one_says_which(session):
    for name in ("Белый станок", "Белый каравай, ООО", "Bright & Co"):
        records.add(session, CLIENTS, {"name": name})
    found = quick_add.understand(session, "позвонить Белый каравай завтра про цены")
    assert (found.client.name, found.offered) == ("Белый каравай, ООО", ())
    assert len(quick_add.understand(session, "позвонить Белый завтра").offered) == 2


def test_a_colleague_who_is_not_there_stays_text(session):
    (task,) = quick_add.add(session, "send quote @nobody", {})
    assert (task.subject, task.owner.name) == ("send quote @nobody", "Olga")


def test_typed_fields_go_before_the_line(session):
    (task,) = quick_add.add(session, "send quote fri", {"due": "2026-12-01", "priority": "high"})
    assert (task.due, task.priority) == (date(2026, 12, 1), "high")


def test_a_typed_kind_says_what_the_hour_of_the_line_is_and_people_are_invited(session):
    users.sign_in("ivan", "Ivan", session.now())
    (talk,) = quick_add.add(session, "prices fri 10:00", {"kind": "meeting", PEOPLE.name: "ivan"})
    assert (talk.kind, talk.due) == ("meeting", None)
    assert talk.start == datetime(2026, 11, 27, 7, tzinfo=UTC)
    assert [one.who.name for one in participants.get(session, talk.id)] == ["Ivan"]
    history.undo(session)
    assert participants.get(session, talk.id) == []


def test_what_could_drive_a_terminal_is_no_part_of_a_line(session):
    [task] = quick_add.add(session, "call \x1b]0;mine\x07 \u202ethe press\x00", {})
    assert task.subject == "call ]0;mine the press"


def test_a_line_without_a_subject_is_refused(session):
    with pytest.raises(InvalidInputError):
        quick_add.add(session, "tomorrow 15:00", {})


def test_a_logged_contact_plans_the_tasks_in_its_text(session, ivanov):
    text = "talked about price by friday, wants 5 % !send offer fri 10:00 !call mon"
    held = activities.log(session, Link(1, ""), CLIENTS, "call", text, {})
    assert held.subject == "talked about price by friday, wants 5 %"
    offer, call = (records.get(session, ACTIVITIES, number) for number in (2, 3))
    assert (offer.subject, offer.due) == ("send offer", datetime(2026, 11, 27, 7, tzinfo=UTC))
    assert (call.kind, call.start, call.client.id) == ("call", date(2026, 11, 30), 1)
    assert history.undo(session).reverted == 3
