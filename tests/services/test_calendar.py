"""What stands in the calendar, and what moving, stretching and putting away makes of it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crm_tui.data.stores import users
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.recurrence import Repeated, between
from crm_tui.domain.series import Reach
from crm_tui.errors import ConflictError, InvalidInputError
from crm_tui.services import activities, calendar, history, occurrences, records

MONDAY = date(2026, 11, 23)


@pytest.fixture
def add(session):
    def add(subject, start="", **typed):
        given = {"subject": subject, "kind": "meeting", **({"start": start} if start else {})}
        return records.add(session, ACTIVITIES, given | typed)

    return add


def seen(session, first=MONDAY, count=7, people=None):
    """What stands there: subject, local day and time of the beginning."""
    found = calendar.happenings(session, first, count, people or [session.user.id])
    return [(one.record.subject, told(session, one.begins)) for one in found]


def told(session, moment):
    if isinstance(moment, datetime):
        return f"{moment.astimezone(session.zone):%d.%m %H:%M}"
    return f"{moment:%d.%m}"


def one(session, subject, day, first=MONDAY, count=28):
    """The occurrence on that day of November or December."""
    for happening in calendar.happenings(session, first, count, [session.user.id]):
        if happening.record.subject == subject and told(session, happening.begins)[:5] == day:
            return happening
    raise AssertionError(f"{subject} is not on {day}")


def test_a_week_holds_what_touches_it_and_nothing_else(session, add):
    add("before", "2026-11-22 23:30")
    add("at night", "2026-11-22 23:30", end="2026-11-23 01:00")
    add("first minute", "2026-11-23 00:00")
    add("last minute", "2026-11-29 23:59")
    add("after", "2026-11-30 00:00")
    add("fair", "2026-11-20", end="2026-11-23", kind="event")
    add("over", "2026-11-18", end="2026-11-22", kind="event")
    add("bill", kind="task", due="2026-11-27")
    add("off", "2026-11-24 10:00", status="cancelled")
    add("handed over", "2026-11-24 10:00", status="done", kind="note")
    assert seen(session) == [
        ("fair", "20.11"), ("bill", "27.11"), ("at night", "22.11 23:30"),
        ("first minute", "23.11 00:00"), ("last minute", "29.11 23:59"),
    ]  # fmt: skip


def test_what_repeats_stands_at_each_of_its_times_until_the_window_ends(session, add):
    add("stand-up", "2026-11-02 09:30", recurrence="FREQ=WEEKLY;BYDAY=MO,WE")
    add("report", kind="task", due="2026-11-26", recurrence="every week", repeat_from="done")
    add("old", "2026-09-07 08:00", recurrence="FREQ=WEEKLY;UNTIL=20260930")
    add("last", "2026-11-09 08:00", recurrence="FREQ=WEEKLY;UNTIL=20261123")
    add("tour", "2026-10-01", end="2026-10-30", recurrence="FREQ=MONTHLY;UNTIL=20261101")
    assert seen(session) == [
        ("tour", "01.11"), ("report", "26.11"), ("last", "23.11 08:00"),
        ("stand-up", "23.11 09:30"), ("stand-up", "25.11 09:30"),
    ]  # fmt: skip
    assert ("stand-up", "04.12 09:30") not in seen(session, date(2026, 11, 30))


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)], ids=["spring", "autumn"]
)
def test_on_the_days_when_the_clocks_change_the_time_on_the_clock_stays(session, add, day, hours):
    berlin = replace(session, zone=ZoneInfo("Europe/Berlin"))
    before = day - timedelta(days=1)
    typed = {"subject": "call", "kind": "call", "start": f"{before} 10:00"}
    records.add(berlin, ACTIVITIES, typed | {"recurrence": "FREQ=DAILY;COUNT=3"})
    found = calendar.happenings(berlin, day, 1, [session.user.id])
    assert [f"{one.begins.astimezone(berlin.zone):%d %H:%M}" for one in found] == [
        f"{day:%d} 10:00"
    ]
    first, second = calendar.happenings(berlin, before, 2, [session.user.id])
    assert second.begins - first.begins == timedelta(hours=hours)
    placed = occurrences.by_days(berlin, found[0], Reach.THIS, 1)
    assert f"{placed.begins.astimezone(berlin.zone):%H:%M}" == "10:00"


def test_whatever_the_day_of_the_month_each_week_has_what_its_rules_say(session, add):
    """Also at midnight, where the day by UTC is another one, and at the ends of months."""
    starts = [
        "2024-02-29",
        "2025-10-31 00:15",
        "2025-12-01 00:30",
        "2025-11-30 23:45",
        "2026-01-15",
    ]
    rules = ["every month", "every year", "FREQ=MONTHLY;INTERVAL=2;COUNT=9"]
    series = [
        add(
            f"{start} {rule}",
            start,
            recurrence=rule,
            **({"duration": "90"} if ":" in start else {}),
        )
        for start in starts
        for rule in rules
    ]
    for ahead in (0, 7, 21, 28, 35, 63, 273, 280, 301, 308, 315, 336):
        first = date(2026, 1, 26) + timedelta(days=ahead)
        end = first + timedelta(days=7)
        expected = {
            (one.id, moment)
            for one in series
            for moment in between(Repeated(one.recurrence, one.start), first, end, session.zone)
        }
        seven = calendar.happenings(session, first, 7, [session.user.id])
        found = {(one.record.id, one.begins) for one in seven}
        assert found >= expected
        begun = found - expected
        assert all(told(session, moment)[6:] == "23:45" for _number, moment in begun), "from Sunday"


@pytest.mark.parametrize(
    ("first", "hours"),
    [
        ("2026-03-25", ["25.03 12:00", "01.04 11:00"]),
        ("2026-10-21", ["21.10 11:00", "28.10 12:00"]),
    ],
)
def test_what_a_colleague_elsewhere_plans_repeats_by_her_clock(session, add, first, hours):
    users.sign_in("emma", "Emma", session.now())
    there = replace(session, zone=ZoneInfo("Europe/Berlin"))
    talk = {"subject": "talk", "start": f"{first} 10:00", "recurrence": "every week"}
    series = records.add(there, ACTIVITIES, talk)
    day = date.fromisoformat(first)
    assert [hour for _subject, hour in seen(session, day, 14)] == hours
    second = calendar.happenings(session, day, 14, [1])[1]
    occurrences.by_slots(session, second, Reach.ALL, 1)
    assert [told(there, at.begins) for at in calendar.happenings(there, day, 14, [1])] == [
        f"{first[8:]}.{first[5:7]} 10:30",
        f"{day + timedelta(days=7):%d.%m} 10:30",
    ]
    assert records.get(session, ACTIVITIES, series.id).time_zone == "Europe/Berlin"


def test_what_somebody_has_moved_meanwhile_is_not_moved_over_it(session, add):
    add("talk", "2026-11-24 10:00", duration="60")
    add("stand-up", "2026-11-23 09:30", recurrence="every week")
    talk, *standups = (one(session, *which) for which in (
        ("talk", "24.11"), ("stand-up", "30.11"), ("stand-up", "07.12")))  # fmt: skip
    occurrences.by_slots(session, talk, Reach.ALL, 2)
    occurrences.put_away(session, standups[0], Reach.THIS)
    for change in (occurrences.by_days, occurrences.by_slots, occurrences.stretch):
        for stale in (talk, standups[0]):
            with pytest.raises(ConflictError):
                change(session, stale, Reach.THIS, 1)
    for put_away in (occurrences.put_away, lambda *given: occurrences.held(*given[:2])):
        with pytest.raises(ConflictError):
            put_away(session, talk, Reach.THIS)
    records.edit(session, ACTIVITIES, 1, {"subject": "prices"})
    occurrences.by_slots(session, standups[1], Reach.THIS, 2)  # nobody has changed this one
    assert [when for _subject, when in seen(session, count=28)] == [
        "23.11 09:30", "24.11 11:00", "07.12 10:30", "14.12 09:30",
    ]  # fmt: skip


def test_moving_one_of_many_leaves_the_others_and_one_undo_brings_it_back(session, add):
    add("stand-up", "2026-11-23 09:30", recurrence="every week")
    occurrences.by_slots(session, one(session, "stand-up", "30.11"), Reach.THIS, 2)
    assert [when for _subject, when in seen(session, count=21)] == [
        "23.11 09:30", "30.11 10:30", "07.12 09:30",
    ]  # fmt: skip
    history.undo(session)
    assert [when for _subject, when in seen(session, count=21)] == [
        "23.11 09:30", "30.11 09:30", "07.12 09:30",
    ]  # fmt: skip


def test_one_of_many_is_edited_alone_as_one_change(session, add):
    series = add("stand-up", "2026-11-23 09:30", recurrence="every week", duration="30")
    begins = one(session, "stand-up", "30.11").begins
    typed = {"subject": "retro", "start": "2026-11-30 11:00"}
    alone = occurrences.edit(session, series, begins, Reach.THIS, typed)
    assert (alone.recurrence, alone.duration) == (None, 30)
    assert seen(session, count=21) == [
        ("stand-up", "23.11 09:30"), ("retro", "30.11 11:00"), ("stand-up", "07.12 09:30"),
    ]  # fmt: skip
    with pytest.raises(ConflictError):  # the series has left that day out meanwhile
        occurrences.edit(session, series, begins, Reach.LATER, {"subject": "late"})
    history.undo(session)
    assert {subject for subject, _when in seen(session, count=21)} == {"stand-up"}
    with pytest.raises(InvalidInputError):
        occurrences.edit(session, records.get(session, ACTIVITIES, series.id), begins,
                         Reach.LATER, {"subject": "", "kind": "meeting"})  # fmt: skip
    assert len(seen(session, count=21)) == 3, "nothing is half-done"


def test_moving_this_and_later_ones_ends_the_series_and_begins_another(session, add):
    add("stand-up", "2026-11-23 09:30", recurrence="FREQ=WEEKLY;BYDAY=MO;COUNT=4")
    occurrences.by_days(session, one(session, "stand-up", "07.12"), Reach.LATER, 1)
    assert [when for _subject, when in seen(session, count=35)] == [
        "23.11 09:30", "30.11 09:30", "08.12 09:30", "15.12 09:30",
    ]  # fmt: skip
    history.undo(session)
    assert ("stand-up", "14.12 09:30") in seen(session, count=35)


def test_moving_all_takes_exceptions_along(session, add):
    add("stand-up", "2026-11-23 09:30", recurrence="FREQ=WEEKLY;BYDAY=MO")
    occurrences.put_away(session, one(session, "stand-up", "30.11"), Reach.THIS)
    occurrences.by_days(session, one(session, "stand-up", "07.12"), Reach.ALL, 2)
    assert [when for _subject, when in seen(session, count=21)] == ["25.11 09:30", "09.12 09:30"]


@pytest.mark.parametrize("reach", [Reach.ALL, Reach.LATER])
@pytest.mark.parametrize(
    ("end", "last"), [("093000", "26.11"), ("235959", "26.11"), ("080000", "25.11")]
)
def test_a_later_hour_takes_the_last_time_of_a_series_along(session, add, reach, end, last):
    """Other programs end a series at the hour of its last time."""
    add("stand-up", "2026-11-23 09:30", recurrence=f"FREQ=DAILY;UNTIL=20261126T{end}")
    occurrences.by_slots(session, one(session, "stand-up", "24.11"), reach, 2)
    assert seen(session)[-1] == ("stand-up", f"{last} 10:30")


def test_the_first_of_a_series_can_be_put_away(session, add):
    made = add("stand-up", "2026-11-23 09:30", recurrence="FREQ=WEEKLY;COUNT=3")
    occurrences.put_away(session, one(session, "stand-up", "23.11"), Reach.THIS)
    assert [when for _subject, when in seen(session, count=35)] == ["30.11 09:30", "07.12 09:30"]
    occurrences.put_away(session, one(session, "stand-up", "07.12"), Reach.LATER)
    assert [when for _subject, when in seen(session, count=35)] == ["30.11 09:30"]
    occurrences.put_away(session, one(session, "stand-up", "30.11"), Reach.ALL)
    assert seen(session, count=35) == []
    assert records.get(session, ACTIVITIES, made.id).archived_at


def test_done_leaves_out_the_days_that_are_excepted(session, add):
    made = add("stand-up", "2026-11-23 09:30", recurrence="every week", except_on="2026-11-30")
    activities.done(session, made.id)
    assert seen(session, date(2026, 11, 24), 20) == [("stand-up", "07.12 09:30")]


def test_what_repeats_on_fixed_days_does_not_move_to_another(session, add):
    add("rent", "2026-11-25 10:00", recurrence="FREQ=MONTHLY;BYMONTHDAY=25")
    with pytest.raises(InvalidInputError):
        occurrences.by_days(session, one(session, "rent", "25.11"), Reach.ALL, 1)
    assert seen(session) == [("rent", "25.11 10:00")]


def test_stretching_keeps_half_an_hour_and_whole_days_by_days(session, add):
    add("talk", "2026-11-24 10:00", end="2026-11-24 11:00")
    add("fair", "2026-11-24", kind="event")
    occurrences.stretch(session, one(session, "talk", "24.11"), Reach.ALL, -5)
    occurrences.stretch(session, one(session, "fair", "24.11"), Reach.ALL, 2)
    assert one(session, "talk", "24.11").length == timedelta(minutes=30)
    assert one(session, "fair", "24.11").ends == date(2026, 11, 26)


def test_to_a_day_in_words_keeps_the_hour(session, add):
    add("talk", "2026-11-24 10:00")
    occurrences.to(session, one(session, "talk", "24.11"), Reach.ALL, "fri")
    assert seen(session) == [("talk", "27.11 10:00")]


def test_the_first_common_free_hour_looks_at_everybody(session, add):
    ivan = users.sign_in("ivan", "Ivan", session.now())
    add("mine", "2026-11-24 13:00", end="2026-11-24 15:00")
    add("his", "2026-11-24 15:30", end="2026-11-24 18:00", owner="Ivan")
    people = [session.user.id, ivan.id]
    found = calendar.free_time(session, people, 60, MONDAY)
    assert told(session, found) == "25.11 09:00"
    assert told(session, calendar.free_time(session, people, 30, MONDAY)) == "24.11 15:00"
    assert [link.name for link in calendar.colleagues(session)] == ["Olga", "Ivan"]
    assert seen(session, people=[ivan.id]) == [("his", "24.11 15:30")]


def test_holidays_are_those_of_the_country_of_the_firm(session):
    assert calendar.holidays_between(session, date(2026, 11, 1), 30) == {
        date(2026, 11, 4): "Unity Day"
    }
