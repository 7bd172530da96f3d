"""What a user is told of the changes of others."""

from dataclasses import replace

import pytest

from crm_tui.data.stores import users as stored
from crm_tui.domain.entities import ACTIVITIES, CLIENTS
from crm_tui.domain.fields import Link
from crm_tui.services import (
    activities,
    bulk,
    days,
    history,
    listings,
    notifications,
    quick_add,
    records,
    users,
)


@pytest.fixture
def anna(session):
    return replace(session, user=stored.sign_in("anna", "Anna", session.now()))


@pytest.fixture
def romashka(session):
    return records.add(session, CLIENTS, {"name": "Romashka", "owner": "me"})


def told(session, *, unread=True):
    """Why, of what, how many, with which words."""
    return [
        (one.reason.value, one.title or one.entity, one.count, one.text)
        for one in notifications.page(session, 0, 100, unread=unread).rows
    ]


def test_a_new_owner_is_told_once_and_nobody_of_what_she_did_herself(session, anna, romashka):
    assert told(session) == told(anna) == []
    records.edit(session, CLIENTS, romashka.id, {"owner": "anna"})
    records.edit(session, CLIENTS, romashka.id, {"city": "Omsk"})
    records.add(anna, CLIENTS, {"name": "Own", "owner": "me"})
    assert told(anna) == [("assigned", "Romashka", 1, "")]
    assert told(session) == []
    assert days.bell(anna).count == days.bell(anna).unread == 1


def test_a_mention_that_is_new_in_a_text_is_told_with_its_line(session, anna, romashka):
    note = "Met the director.\nAsk @Anna, or @nobody, about it @anna"
    records.edit(session, CLIENTS, romashka.id, {"notes": note})
    records.edit(session, CLIENTS, romashka.id, {"notes": note + "\nDone."})
    records.edit(session, CLIENTS, romashka.id, {"notes": "for myself: @olga"})
    assert told(anna) == [("mentioned", "Romashka", 1, "Ask @Anna, or @nobody, about it @anna")]
    assert told(session) == []


def test_what_is_said_of_a_contact_and_the_tasks_after_it_tell_whom_they_name(
    session, anna, romashka
):
    client = Link(romashka.id, romashka.name)
    activities.log(session, client, CLIENTS, "call", "@anna knows more !send it fri @anna", {})
    quick_add.add(session, "two things @anna !one @anna !another @anna", {})
    assert told(anna) == [
        ("assigned", "activities", 3, ""),
        ("assigned", "send it", 1, ""),
        ("mentioned", "@anna knows more", 1, "@anna knows more"),
    ]


def test_many_records_are_one_notification_for_those_that_are_new(session, anna, romashka):
    for number in range(3):
        records.add(session, CLIENTS, {"name": f"Client {number}"})
    records.edit(session, CLIENTS, romashka.id, {"owner": "anna"})
    notifications.read(anna, [], but=True)
    everything = listings.listing(session, CLIENTS)
    bulk.change(session, CLIENTS, everything, {"owner": "anna", "city": "Omsk"})
    bulk.change(session, CLIENTS, everything, {"owner": "anna"})
    bulk.change(session, CLIENTS, everything, {"notes": "see @anna"})
    assert told(anna) == [("mentioned", "clients", 4, "see @anna"), ("assigned", "clients", 3, "")]


def test_what_is_undone_is_not_told_and_what_is_done_again_is(session, anna, romashka):
    records.edit(session, CLIENTS, romashka.id, {"owner": "anna"})
    history.undo(session)
    assert told(anna, unread=False) == []
    assert days.bell(anna).count == 0
    history.redo(session)
    assert told(anna) == [("assigned", "Romashka", 1, "")]


def test_each_reads_her_own_and_the_marked_ones_only(session, anna, romashka):
    ivan = users.add(session, "ivan")
    of_ivan = replace(session, user=ivan)
    for text in ("first @anna @ivan", "second @anna @ivan", "third @anna @ivan"):
        records.add(session, ACTIVITIES, {"subject": text})
    newest, *_others = notifications.page(anna, 0, 9).rows
    assert notifications.read(anna, [newest.id]) == 1
    assert notifications.read(of_ivan, [newest.id]) == 0
    assert notifications.read(anna, [newest.id], but=True) == 2
    assert (notifications.count_unread(anna), notifications.count_unread(of_ivan)) == (0, 3)
    assert [one.read_at is None for one in notifications.iterate(of_ivan)] == [True] * 3
    assert len(told(anna, unread=False)) == 3


def test_the_next_time_of_a_task_of_hers_is_no_news_to_her(session, anna):
    typed = {"subject": "report @anna", "due": "2026-11-24", "owner": "anna"}
    task = records.add(session, ACTIVITIES, typed | {"recurrence": "every week"})
    notifications.read(anna, [], but=True)
    activities.done(session, task.id)
    assert told(anna) == []


def test_who_works_here_no_more_is_not_told(session, anna, romashka):
    users.archive(session, anna.user)
    records.edit(session, CLIENTS, romashka.id, {"notes": "ask @anna"})
    users.restore(session, anna.user)
    assert told(anna) == []
