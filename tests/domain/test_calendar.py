"""The calendar's layout: columns, bars, days, and the two days on which the clocks change."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from crm_tui.domain.calendar import (
    Happening,
    View,
    at_minute,
    bars,
    bars_beside,
    end_of,
    first_free,
    moved,
    on_day,
    parts,
    shown_days,
)

DAY = date(2026, 11, 24)
BERLIN = ZoneInfo("Europe/Berlin")


def timed(number, first, last, zone=UTC, day=DAY):
    """From a minute of the day to another."""
    begins, ends = at_minute(day, first, zone), at_minute(day, last, zone)
    return Happening(begins, ends, SimpleNamespace(id=number))


def whole(number, first, days=1):
    return Happening(first, first + timedelta(days=days - 1), SimpleNamespace(id=number))


def test_what_overlaps_stands_side_by_side_and_a_freed_column_is_used_again():
    found = parts([timed(1, 600, 720), timed(2, 630, 660), timed(3, 660, 700), timed(4, 720, 750)],
                  DAY, UTC)  # fmt: skip
    assert [(part.happening.record.id, part.column, part.columns) for part in found] == [
        (1, 0, 2), (2, 1, 2), (3, 1, 2), (4, 0, 1),
    ]  # fmt: skip


def test_what_goes_on_past_midnight_is_on_both_days_but_not_after_midnight_sharp():
    late = Happening(
        datetime(2026, 11, 24, 23, tzinfo=UTC), datetime(2026, 11, 25, 1, tzinfo=UTC),
        SimpleNamespace(id=1),
    )  # fmt: skip
    sharp = timed(2, 1380, 1440 - 1)
    assert [(p.first, p.last) for p in parts([late], DAY, UTC)] == [(1380, 1440)]
    assert [(p.first, p.last) for p in parts([late], date(2026, 11, 25), UTC)] == [(0, 60)]
    assert on_day([late, sharp], date(2026, 11, 25), UTC) == [late]


def test_bars_share_a_lane_where_they_do_not_meet():
    monday = date(2026, 11, 23)
    fair, off, before = whole(1, monday, 4), whole(2, date(2026, 11, 27)), whole(3, DAY)
    lanes = bars([before, off, fair, whole(4, date(2026, 12, 1))], monday, 7, UTC)
    assert [[(bar.happening.record.id, bar.first, bar.last) for bar in lane] for lane in lanes] == [
        [(1, 0, 3), (2, 4, 4)],
        [(3, 1, 1)],
    ]


def test_a_bar_that_began_earlier_is_cut_at_the_edge():
    lanes = bars([whole(1, date(2026, 11, 20), 30)], date(2026, 11, 23), 7, UTC)
    assert (lanes[0][0].first, lanes[0][0].last) == (0, 6)


@pytest.mark.parametrize(
    ("view", "first", "count"),
    [
        (View.DAY, DAY, 1),
        (View.WEEK, date(2026, 11, 23), 7),
        (View.MONTH, date(2026, 10, 26), 42),
        (View.AGENDA, DAY, 14),
    ],
)
def test_a_view_shows_its_days(view, first, count):
    assert shown_days(view, DAY) == (first, count)


def test_a_month_on_stays_in_the_month():
    assert moved(View.MONTH, date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert moved(View.WEEK, DAY, -1) == date(2026, 11, 17)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)], ids=["spring", "autumn"])
def test_on_the_days_of_23_and_25_hours_the_clock_on_the_wall_counts(day):
    (part,) = parts([timed(1, 600, 690, BERLIN, day)], day, BERLIN)
    assert (part.first, part.last) == (600, 690)


def test_the_hour_that_comes_twice_never_turns_an_end_before_its_beginning():
    begins = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)  # 02:45, and an hour later 02:15 again
    happening = Happening(begins, begins + timedelta(minutes=30), SimpleNamespace(id=1))
    (part,) = parts([happening], date(2026, 10, 25), BERLIN)
    assert part.first == 165
    assert part.last > part.first


def test_an_end_is_never_before_its_beginning():
    begins = at_minute(DAY, 600, UTC)
    assert end_of(begins, begins - timedelta(hours=1), 45) == begins + timedelta(minutes=45)
    assert end_of(DAY, date(2026, 11, 20), None) == DAY


def test_the_first_free_time_of_all_lies_in_working_hours():
    hours = [(at_minute(day, 540, UTC), at_minute(day, 720, UTC))
             for day in (DAY, date(2026, 11, 25))]  # fmt: skip
    busy = [(at_minute(DAY, 540, UTC), at_minute(DAY, 630, UTC)),
            (at_minute(DAY, 660, UTC), at_minute(DAY, 700, UTC))]  # fmt: skip
    assert first_free(busy, hours, timedelta(minutes=30)) == at_minute(DAY, 630, UTC)
    assert first_free(busy, hours, timedelta(hours=1)) == at_minute(date(2026, 11, 25), 540, UTC)
    assert first_free(busy, hours, timedelta(hours=4)) is None


def test_the_bars_of_several_people_stand_over_whose_they_are():
    fair, trip, call = whole(1, DAY, 3), whole(2, DAY - timedelta(days=1), 2), timed(3, 600, 660)
    lanes = bars_beside([[call], [fair, trip], [fair]], DAY, UTC)
    assert [[(bar.happening.record.id, bar.first, bar.last) for bar in lane] for lane in lanes] == [
        [(1, 1, 1), (1, 2, 2)], [(2, 1, 1)],
    ]  # fmt: skip
