"""What is planned moves by days and keeps its time on the clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crm_tui.domain.conflicts import EditConflictError
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_everything import Everything
from crm_tui.domain.query_nodes import Chosen
from crm_tui.errors import InvalidInputError
from crm_tui.services import bulk, fields, history, planning, records


def add(session, **typed):
    return records.add(session, ACTIVITIES, {"subject": "call back", **typed})


def test_a_task_moves_its_day(session):
    task = add(session, due="2026-11-25")
    assert planning.move(session, task.id, 1).due == date(2026, 11, 26)
    assert planning.move(session, task.id, -2).due == date(2026, 11, 24)


def test_what_has_no_day_or_is_overdue_goes_on_from_today(session):
    assert planning.move(session, add(session).id, 1).due == date(2026, 11, 25)
    late = add(session, start="2026-11-21 15:00", end="2026-11-21 16:00")
    moved = planning.move(session, late.id, 1)
    assert moved.start == datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    assert moved.end == datetime(2026, 11, 25, 13, 0, tzinfo=UTC)
    assert planning.move(session, add(session, due="2026-11-21").id, -1).due == date(2026, 11, 20)
    fair = add(session, start="2026-11-22", end="2026-11-26")
    assert planning.move(session, fair.id, 1).start == date(2026, 11, 23), "it still goes on"


def test_a_move_of_what_somebody_has_moved_meanwhile_is_a_conflict(session):
    shown = add(session, due="2026-11-25")
    planning.move_to(session, shown.id, "1 dec", shown)
    for move, wish in ((planning.move, 1), (planning.move_to, "fri")):
        with pytest.raises(EditConflictError):
            move(session, shown.id, wish, shown)
    shown = records.edit(session, ACTIVITIES, shown.id, {"subject": "call"})
    records.edit(session, ACTIVITIES, shown.id, {"subject": "call again"})
    moved = planning.move(session, shown.id, 1, shown)
    assert (moved.subject, moved.due) == ("call again", date(2026, 12, 2)), "the two merge"


def test_what_was_held_is_not_moved(session):
    held = add(session, start="2026-11-20 10:00", status="done")
    with pytest.raises(InvalidInputError, match="only what is planned"):
        planning.move(session, held.id, 1)


def test_a_task_does_not_end_before_it_is_due_and_its_end_goes_along(session):
    with pytest.raises(InvalidInputError, match="ends at"):
        add(session, due="2026-11-25", end="2026-11-24")
    task = add(session, due="2026-11-25", end="2026-11-26")
    for typed in ({"end": "2026-11-24"}, {"due": "2026-11-27"}):
        with pytest.raises(InvalidInputError, match="ends at"):
            records.edit(session, ACTIVITIES, task.id, typed)
    with pytest.raises(InvalidInputError, match="would end before"):
        bulk.change(session, ACTIVITIES, Listing((), Everything()), {"due": "2026-11-27"})
    assert planning.move(session, task.id, 3).end == date(2026, 11, 29)


def test_a_meeting_keeps_its_time_when_the_clocks_change(session):
    day_before = datetime(2026, 10, 24, 6, 0, tzinfo=UTC)
    berlin = replace(session, zone=ZoneInfo("Europe/Berlin"), now=lambda: day_before)
    meeting = add(berlin, start="2026-10-24 10:00", end="2026-10-24 11:30")
    moved = planning.move(berlin, meeting.id, 1)
    assert moved.start == datetime(2026, 10, 25, 9, 0, tzinfo=UTC)
    assert moved.end - moved.start == timedelta(hours=1, minutes=30)


def test_whole_days_move_with_their_end_and_none_ends_before_it_begins(session):
    fair = add(session, start="2026-11-25", end="2026-11-27")
    moved = planning.move(session, fair.id, 7)
    assert (moved.start, moved.end) == (date(2026, 12, 2), date(2026, 12, 4))
    for typed in ({"end": "2026-12-01"}, {"start": "2026-12-05"}, {"duration": "-5"}):
        with pytest.raises(InvalidInputError) as failure:
            records.edit(session, ACTIVITIES, fair.id, typed)
        assert failure.value.field == ("duration" if "duration" in typed else "end")
    with pytest.raises(InvalidInputError, match="ends at"):
        add(session, start="2026-11-24 10:00", end="2026-11-24 09:00")
    assert add(session, start="2026-11-24 10:00", end="2026-11-24 10:00").id


def test_a_day_in_words_keeps_the_time_and_a_time_replaces_it(session):
    meeting = add(session, start="2026-11-24 15:00")
    assert planning.move_to(session, meeting.id, "fri").start == datetime(
        2026, 11, 27, 12, 0, tzinfo=UTC
    )
    assert planning.move_to(session, meeting.id, "1 dec 10:00").start == datetime(
        2026, 12, 1, 7, 0, tzinfo=UTC
    )


def test_what_is_no_day_changes_nothing(session):
    task = add(session, due="2026-11-25")
    with pytest.raises(InvalidInputError):
        planning.move_to(session, task.id, "someday")
    assert records.get(session, ACTIVITIES, task.id).version == task.version


def stand(session):
    """What is planned, by subject and day; what was held counts as None."""
    known = records.iterate(session, ACTIVITIES, Listing(shown(session), Everything()))
    return [(row.subject, row.at if row.status == "planned" else None) for row in known]


def shown(session):
    return tuple(fields.named(session, "activities")[name] for name in ("subject", "status", "at"))


def test_many_move_as_one_change_and_what_was_held_stays(session):
    add(session, due="2026-11-25")
    add(session, start="2026-11-24 15:00")
    add(session, start="2026-11-20", status="done")
    before = stand(session)
    shares = []
    assert planning.move_all(session, Everything(), 1, shares.append) == 2
    tomorrow = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    assert [at for _, at in stand(session)] == [date(2026, 11, 26), tomorrow, None]
    assert planning.move_all_to(session, Chosen((1, 2)), "mon", shares.append) == 2
    monday = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
    assert [at for _, at in stand(session)] == [date(2026, 11, 30), monday, None]
    history.undo(session)
    history.undo(session)
    assert stand(session) == before


def test_many_are_done_as_one_change_and_what_repeats_comes_again(session):
    add(session, due="2026-11-24", recurrence="FREQ=WEEKLY")
    add(session, due="2026-11-25")
    before = stand(session)
    assert planning.done_all(session, Everything(), lambda share: None) == 2
    assert [at for _, at in stand(session)] == [None, None, date(2026, 12, 1)]
    history.undo(session)
    assert stand(session) == before


def test_a_change_of_many_that_is_stopped_leaves_nothing_half_done(session):
    add(session, due="2026-11-25")
    add(session, due="2026-11-25")
    before = stand(session)

    def stop(share):
        if share:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        planning.done_all(session, Everything(), stop)
    assert stand(session) == before
