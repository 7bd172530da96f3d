"""Who takes part: invited, answering, in her own calendar, reminded."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from crm_tui.data.stores import users
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS
from crm_tui.domain.listing import Listing
from crm_tui.domain.participants import PEOPLE, Response
from crm_tui.domain.query_everything import Everything
from crm_tui.domain.series import Reach
from crm_tui.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from crm_tui.services import (
    activities,
    calendar,
    days,
    history,
    notifications,
    occurrences,
    participants,
    records,
    reminders,
)


@pytest.fixture
def ivan(session):
    return replace(session, user=users.sign_in("ivan", "Ivan Sokolov", session.now()))


@pytest.fixture
def meeting(session, ivan):
    records.add(session, CLIENTS, {"name": "Bright"})
    records.add(session, CONTACTS, {"display_name": "Anna Taylor", "client": "C-1"})
    typed = {"subject": "talk", "kind": "meeting", "start": "2026-11-24 15:00", "client": "C-1"}
    return records.add(session, ACTIVITIES, typed | {"reminders": "15m"}).id


def told(session, activity):
    return [(one.who.name, one.response.value) for one in participants.get(session, activity)]


def in_calendar(session):
    found = calendar.happenings(session, date(2026, 11, 23), 21, [session.user.id])
    return [one.record.subject for one in found]


def test_colleagues_and_contacts_are_invited_answer_and_are_taken_out(session, meeting):
    assert participants.offered(session, meeting) == ["Anna Taylor", "Ivan Sokolov", "Olga"]
    anna = participants.invite(session, meeting, "anna")
    participants.invite(session, meeting, "ivan")
    assert told(session, meeting) == [("Ivan Sokolov", "invited"), ("Anna Taylor", "invited")]
    participants.answer(session, anna, Response.ACCEPTED)
    with pytest.raises(ConflictError):  # she has answered since
        participants.answer(session, anna, Response.DECLINED)
    assert participants.offered(session, meeting) == ["Olga"]
    participants.put_away(session, participants.find(session, meeting, "Ivan Sokolov"))
    assert told(session, meeting) == [("Anna Taylor", "accepted")]
    for _change in range(2):
        history.undo(session)
    assert told(session, meeting)[1] == ("Anna Taylor", "invited")


def test_nobody_is_invited_twice_or_by_a_name_of_several(session, meeting):
    records.add(session, CONTACTS, {"display_name": "Anna Lee"})
    with pytest.raises(InvalidInputError, match=r"Anna Taylor \(P-1\), Anna Lee \(P-2\)"):
        participants.invite(session, meeting, "anna")
    records.add(session, CONTACTS, {"display_name": "Ivan Lee"})
    assert participants.invite(session, meeting, "IVAN").who.name == "Ivan Sokolov", "the login"
    participants.invite(session, meeting, "P-2")
    with pytest.raises(ConflictError, match="Anna Lee takes part already"):
        participants.invite(session, meeting, "anna lee")
    with pytest.raises(InvalidInputError, match="nobody here is called Zoe"):
        participants.invite(session, meeting, "Zoe")
    with pytest.raises(NotFoundError):
        participants.find(session, meeting, "anna taylor")


def test_a_colleague_has_it_in_her_calendar_and_is_reminded_until_she_declines(
    session, ivan, meeting
):
    soon = replace(ivan, now=lambda: datetime(2026, 11, 24, 11, 45, tzinfo=UTC))
    assert (in_calendar(ivan), reminders.pressing(soon)) == ([], [])
    invited = participants.invite(session, meeting, "ivan")
    assert in_calendar(ivan) == ["talk"]
    (said,) = notifications.page(ivan, 0, 9).rows
    assert (said.reason, said.title, notifications.count_unread(session)) == ("invited", "talk", 0)
    assert [row.subject for row in days.get(ivan, ivan.reading.today).agenda.rows] == ["talk"]
    assert [one.activity for one in reminders.pressing(soon)] == [meeting]
    participants.answer(ivan, invited, Response.DECLINED)
    assert (in_calendar(ivan), reminders.pressing(soon)) == ([], [])


def test_only_she_who_has_invited_her_and_who_leads_answer_for_a_colleague(session, ivan, meeting):
    invited = participants.invite(session, meeting, "ivan")
    other = replace(session, user=users.sign_in("zoe", "Zoe", session.now()))
    with pytest.raises(ForbiddenError, match="answers an invitation herself"):
        participants.answer(other, invited, Response.ACCEPTED)
    answered = participants.answer(ivan, invited, Response.DECLINED)
    with pytest.raises(ForbiddenError, match="answers an invitation herself"):
        history.undo(other, history.page(session, 0, 1).rows[0].id)
    records.edit(other, ACTIVITIES, meeting, {"owner": "zoe"})
    participants.answer(other, answered, Response.TENTATIVE)
    participants.answer(other, participants.invite(other, meeting, "anna"), Response.ACCEPTED)
    history.undo(other)
    assert told(session, meeting) == [("Ivan Sokolov", "tentative"), ("Anna Taylor", "invited")]


def test_the_next_time_and_a_moved_one_have_the_same_people(session, ivan):
    typed = {"subject": "stand-up", "kind": "meeting", "start": "2026-11-23 10:00"}
    series = records.add(session, ACTIVITIES, typed | {"recurrence": "every week"})
    participants.invite(session, series.id, "ivan")
    (happening,) = calendar.happenings(session, date(2026, 11, 30), 1, [session.user.id])
    placed = occurrences.by_slots(session, happening, Reach.THIS, 2)
    assert told(session, placed.activity.id) == [("Ivan Sokolov", "invited")]
    activities.done(session, series.id)
    assert in_calendar(ivan).count("stand-up") == 3


def test_a_form_names_all_who_take_part_and_saving_it_is_one_change(session, ivan, meeting):
    records.add(session, CONTACTS, {"display_name": "Lee, Bob"})
    typed = {PEOPLE.name: "anna, IVAN,P-2", "subject": "long talk"}
    participants.save(session, meeting, typed, records.get(session, ACTIVITIES, meeting))
    assert told(session, meeting) == [
        (name, "invited") for name in ("Ivan Sokolov", "Anna Taylor", "Lee, Bob")
    ]
    assert participants.written(session, meeting) == "Ivan Sokolov, Anna Taylor, P-2"
    participants.answer(session, participants.find(session, meeting, "anna"), Response.ACCEPTED)
    seen = records.get(session, ACTIVITIES, meeting)
    seen = replace(seen, extra={PEOPLE.name: "Ivan Sokolov, Anna Taylor"})  # P-2 came later
    participants.save(session, meeting, {PEOPLE.name: "Anna Taylor, Olga"}, seen)
    assert told(session, meeting) == [
        ("Olga", "invited"), ("Anna Taylor", "accepted"), ("Lee, Bob", "invited"),
    ]  # fmt: skip
    history.undo(session)
    assert len(told(session, meeting)) == 3
    with pytest.raises(InvalidInputError, match="nobody here is called Zoe") as failure:
        participants.save(session, None, {"subject": "no", PEOPLE.name: "olga, Zoe"})
    assert failure.value.field == PEOPLE.name
    assert records.page(session, ACTIVITIES, Listing((), Everything()), 0, 9).total == 1
    assert participants.suggestion(session, "Olga, an") == "Olga, Anna Taylor"


def test_a_form_can_be_saved_although_who_took_part_was_taken_out_and_has_namesakes(session, ivan):
    for _place in range(2):
        records.add(session, CONTACTS, {"display_name": "Anna Taylor"})
    number = records.add(session, ACTIVITIES, {"subject": "talk"}).id
    participants.invite(session, number, "P-1")
    seen = {PEOPLE.name: participants.written(session, number)}
    assert seen == {PEOPLE.name: "Anna Taylor"}
    participants.put_away(session, participants.get(session, number)[0])
    original = replace(records.get(session, ACTIVITIES, number), extra=seen)
    participants.save(session, number, {PEOPLE.name: "ivan"}, original)
    assert told(session, number) == [("Ivan Sokolov", "invited")]
