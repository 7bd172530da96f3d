"""Reminders: read, kept, and due once their time has come, wherever the clock stands."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.reading import Reading
from crm_tui.domain.reminders import (
    KEPT,
    Habits,
    Plan,
    due,
    pressing,
    put_off,
    read,
    read_default,
    read_request,
    wishes,
    written,
)
from crm_tui.errors import InvalidInputError

NOW = datetime(2026, 11, 24, 6, 41, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
ZONES = [MOSCOW, timezone(timedelta(hours=-8)), timezone(timedelta(hours=5, minutes=45))]
READING = Reading(NOW, MOSCOW)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("15m", "15m"),
        ("15 min, 1 день", "15m, 1d"),
        ("за час; за 2 дня", "1h, 2d"),
        ("1h30", "90m"),
        ("полчаса", "30m"),
        ("a week before", "7d"),
        ("1d, 24h, 1d", "1d, 24h"),
        ("0m", "0m"),
        ("нет", "none"),
        ("tomorrow 10:00", "2026-11-25 10:00+03:00"),
        ("2026-11-25 10:00+03:00", "2026-11-25 10:00+03:00"),
        ("завтра в 9:30, 15m", "2026-11-25 09:30+03:00, 15m"),
        ("", None),
    ],
)
def test_reminders_are_read_in_words_and_read_back(typed, kept):
    assert read(typed, READING) == kept
    if kept:
        assert read(kept, replace(READING, zone=ZONES[2])) == kept
        assert ", ".join(written(wish) for wish in wishes(kept)) in (kept, "")


@pytest.mark.parametrize("typed", ["soon", "tomorrow", "-5m", "99999d", "1d, foo", "32.12 10:00"])
def test_what_is_no_reminder_is_refused(typed):
    with pytest.raises(InvalidInputError):
        read(typed, READING)


def test_too_many_reminders_are_refused():
    with pytest.raises(InvalidInputError):
        read(", ".join(f"{count}m" for count in range(1, 12)), READING)


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_and_what_is_read_reads_back(text):
    try:
        kept = read(text, READING)
    except InvalidInputError:
        return
    if kept:
        assert read(kept, READING) == kept


@pytest.mark.parametrize(
    ("typed", "kept"), [("15", "15m"), ("1 час", "1h"), ("0", "none"), ("none", "none")]
)
def test_the_default_is_a_span_or_none(typed, kept):
    assert read_default(typed) == kept
    with pytest.raises(InvalidInputError):
        read_default("often")


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("remind 1h", "1h"),
        ("remind me 15 min before", "15m"),
        ("напомни за час", "1h"),
        ("напомни мне завтра в 9:00", "2026-11-25 09:00+03:00"),
        ("remind", None),
        ("напомнить Иванову", None),
    ],
)
def test_a_line_asks_for_a_reminder_only_where_it_says_when(words, kept):
    assert read_request(words, READING) == kept


@pytest.mark.parametrize("zone", ZONES)
def test_a_reminder_is_due_from_its_minute_on(zone):
    habits, meeting = Habits(zone), datetime(2026, 11, 24, 15, 0, tzinfo=zone)
    plan = Plan(1, meeting.astimezone(UTC), "15m, 1d")
    at = meeting - timedelta(minutes=15)
    assert [one.at for one in due([plan], at - MINUTE, habits)] == [meeting - timedelta(days=1)]
    assert [one.at for one in due([plan], at, habits)] == [meeting - timedelta(days=1), at]


@pytest.mark.parametrize("zone", ZONES)
def test_a_whole_day_is_reminded_of_when_work_begins_and_only_where_that_is_asked(zone):
    habits = Habits(zone, default="15m", day_begins=time(8, 30))
    begins = datetime(2026, 11, 24, 8, 30, tzinfo=zone)
    plan = Plan(1, date(2026, 11, 25), "1d")
    assert due([plan], begins - MINUTE, habits) == []
    assert [one.at for one in due([plan], begins, habits)] == [begins]
    assert due([replace(plan, reminders=None)], begins + timedelta(days=2), habits) == []


def test_the_default_counts_where_nothing_else_was_asked_for():
    meeting = NOW + timedelta(minutes=10)
    plans = [Plan(1, meeting), Plan(2, meeting, "5m"), Plan(3, meeting, "none"), Plan(4, None)]
    assert [one.activity for one in due(plans, NOW, Habits(MOSCOW, "15m"))] == [1]
    assert due(plans, NOW, Habits(MOSCOW)) == []


@pytest.mark.parametrize(
    ("day", "apart"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)], ids=["spring", "autumn"]
)
def test_a_day_before_keeps_the_time_on_the_clock_and_hours_are_hours(day, apart):
    """In Berlin the clocks change in the night before."""
    zone = ZoneInfo("Europe/Berlin")
    meeting = datetime.combine(day, time(10), zone).astimezone(UTC)
    found = due([Plan(1, meeting, "1d, 24h")], meeting, Habits(zone))
    gone = sorted(meeting - one.at for one in found)
    assert gone == sorted([timedelta(hours=apart), timedelta(hours=24)])


def test_a_moment_needs_no_date():
    plan = Plan(1, None, "2026-11-24 09:41+03:00")
    assert [one.at for one in due([plan], NOW, Habits(MOSCOW))] == [NOW]
    assert due([plan], NOW - MINUTE, Habits(MOSCOW)) == []


def test_after_days_of_being_off_what_came_due_is_still_told_but_nothing_ancient():
    habits = Habits(MOSCOW, "15m")
    plans = [Plan(1, NOW - timedelta(days=3)), Plan(2, NOW - KEPT - timedelta(days=1))]
    assert [one.activity for one in due(plans, NOW, habits)] == [1]


def test_a_clock_that_jumps_back_makes_nothing_due_again_that_is_another_reminder():
    plan, habits = Plan(1, NOW, "0m"), Habits(MOSCOW)
    first = due([plan], NOW, habits)
    assert due([plan], NOW - timedelta(hours=1), habits) == []
    assert due([plan], NOW + MINUTE, habits) == first


def test_what_repeats_is_reminded_of_each_time_but_once_after_a_week_away():
    zone = ZoneInfo("Europe/Berlin")
    first = datetime(2026, 10, 20, 10, 0, tzinfo=zone)
    plan = Plan(1, first.astimezone(UTC), "15m", "FREQ=DAILY", {date(2026, 10, 26)})

    def told(day, hour):
        now = datetime(2026, 10, day, hour, tzinfo=zone).astimezone(UTC)
        return [one.at.astimezone(zone) for one in due([plan], now, Habits(zone))]

    assert told(20, 9) == []
    assert told(24, 12) == [datetime(2026, 10, 24, 9, 45, tzinfo=zone)]
    assert told(25, 12) == [datetime(2026, 10, 25, 9, 45, tzinfo=zone)]
    assert told(26, 12) == told(25, 12)
    assert told(27, 12) == [datetime(2026, 10, 27, 9, 45, tzinfo=zone)]


def test_what_is_put_off_presses_again_at_its_time():
    plan, habits = Plan(1, NOW + timedelta(minutes=10), None), Habits(MOSCOW, "15m")
    assert [one.activity for one in pressing([plan], NOW, habits)] == [1]
    later = NOW + timedelta(minutes=5)
    put = replace(plan, reminders=put_off(None, later, NOW, habits.default))
    assert put.reminders == "15m, 2026-11-24 06:46+00:00"
    assert pressing([put], NOW, habits) == []
    assert [one.at for one in pressing([put], later, habits)] == [later]
    again = put_off(put.reminders, later + 5 * MINUTE, later, habits.default)
    assert again == "15m, 2026-11-24 06:51+00:00"


@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=20)
@given(steps=st.lists(st.integers(-600, 3000), max_size=8))
def test_however_the_clock_moves_each_reminder_is_one(zone, steps):
    """What is due twice is the same reminder, so whoever keeps what was told tells it once."""
    plan = Plan(1, NOW + timedelta(days=1), "15m, 1d, 2026-11-24 12:00+03:00")
    seen, now = set(), NOW
    for minutes in steps:
        now += timedelta(minutes=minutes)
        found = due([plan], now, Habits(zone))
        assert all(now - KEPT < one.at <= now for one in found)
        seen |= set(found)
    assert len(seen) <= 3


def test_what_repeats_by_a_clock_elsewhere_is_reminded_of_at_its_moments():
    first = datetime(2026, 10, 20, 8, tzinfo=UTC)  # ten in Berlin, eleven in Moscow
    plan = Plan(1, first, "0m", "FREQ=WEEKLY", time_zone="Europe/Berlin")
    winter = datetime(2026, 11, 3, 9, tzinfo=UTC)  # ten in Berlin, twelve in Moscow
    habits = Habits(MOSCOW)
    assert [one.about for one in due([plan], winter, habits)] == [winter]
    assert due([plan], winter - MINUTE, habits)[-1].about == winter - timedelta(days=7)
