"""Each reminder is told once, moves with its activity, and can be put off."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crm_tui.data.stores import users
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_everything import Everything
from crm_tui.errors import InvalidInputError
from crm_tui.services import activities, bulk, history, quick_add, records, reminders
from crm_tui.services import settings as kept


def add(session, **typed):
    return records.add(session, ACTIVITIES, {"subject": "call back", "kind": "call", **typed})


def at(session, text):
    moment = datetime.fromisoformat(text).replace(tzinfo=session.zone).astimezone(UTC)
    return replace(session, now=lambda: moment)


def told(session, channel=reminders.COMMAND):
    return [due.activity.id for due in reminders.take(session, channel)]


def test_each_reminder_is_told_once_by_each_channel_and_user(session):
    add(session, start="2026-11-24 15:00", reminders="15m, 1h")
    assert told(at(session, "2026-11-24 13:59")) == []
    assert told(at(session, "2026-11-24 14:00")) == [1]
    assert told(at(session, "2026-11-24 14:01")) == []
    assert told(at(session, "2026-11-24 13:30")) == []
    assert told(at(session, "2026-11-24 14:45")) == [1]
    assert told(at(session, "2026-11-27 09:00"), reminders.SCREENS) == [1, 1]
    assert told(at(session, "2026-11-27 09:00")) == []


def test_what_moves_is_told_again_and_what_is_done_is_not(session):
    call = add(session, start="2026-11-24 15:00")
    later = at(session, "2026-11-24 14:50")
    assert told(later) == [call.id]
    records.edit(session, ACTIVITIES, call.id, {"start": "2026-11-24 16:00"})
    assert told(later) == []
    assert told(at(session, "2026-11-24 15:45")) == [call.id]
    activities.done(session, call.id)
    assert told(at(session, "2026-11-24 15:45"), reminders.SCREENS) == []


def test_only_mine_and_nobodys_are_told(session):
    ivan = replace(session, user=users.sign_in("ivan", "Ivan", session.now()))
    add(session, start="2026-11-24 12:45", owner=ivan.user.login)
    add(session, start="2026-11-24 12:45", owner="")
    assert told(session) == [2]
    assert told(ivan) == [1, 2]


def test_the_default_is_a_setting_of_the_user(session):
    add(session, start="2026-11-24 13:30")
    assert told(session) == []
    kept.put(session, "reminder", "1h")
    assert told(kept.renewed(session)) == [1]


def test_reminders_are_typed_journalled_and_taken_back(session):
    call = add(session, due="2026-11-30", reminders="за день, завтра 9:00")
    assert call.reminders == "1d, 2026-11-25 09:00+03:00"
    records.edit(session, ACTIVITIES, call.id, {"reminders": "2h"})
    history.undo(session)
    assert records.get(session, ACTIVITIES, call.id).reminders == call.reminders
    with pytest.raises(InvalidInputError) as caught:
        add(session, reminders="soon")
    assert caught.value.field == "reminders"


def test_a_line_asks_for_a_reminder(session):
    made, *_ = quick_add.add(session, "позвонить Иванову завтра в 15:00 напомни за час", {})
    assert (made.reminders, made.subject) == ("1h", "позвонить Иванову")


def test_what_is_put_off_presses_later_and_one_undo_brings_it_back(session):
    call = add(session, start="2026-11-24 12:50")
    assert [one.activity for one in reminders.pressing(session)] == [call.id]
    reminders.put_off(session, call.id, 5)
    assert reminders.pressing(session) == []
    assert [one.activity for one in reminders.pressing(at(session, "2026-11-24 12:46"))] == [1]
    history.undo(session)
    assert [one.activity for one in reminders.pressing(session)] == [call.id]


def test_what_repeats_keeps_its_reminders_but_no_moments(session):
    call = add(session, start="2026-11-24 10:00", recurrence="every day",
               reminders="1h, 2026-11-24 09:00")  # fmt: skip
    assert told(at(session, "2026-11-26 09:30")) == [call.id, call.id]
    activities.done(session, call.id)
    assert records.get(session, ACTIVITIES, 2).reminders == "1h"


def test_what_could_not_be_told_is_due_again(session):
    add(session, start="2026-11-24 12:50")
    (due,) = reminders.take(session, reminders.COMMAND)
    reminders.give_back(session, reminders.COMMAND, due.reminder)
    assert told(session) == [1]


def test_many_get_a_reminder_as_one_change(session):
    add(session, due="2026-12-01")
    add(session, due="2026-12-02")
    changed = bulk.change(session, ACTIVITIES, Listing((), Everything()), {"reminders": "1 day"})
    assert changed.changing == 2
    assert records.get(session, ACTIVITIES, 2).reminders == "1d"
    assert told(at(session, "2026-12-01 09:00")) == [1, 2]
