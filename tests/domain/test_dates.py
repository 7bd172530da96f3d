from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain import dates
from crm_tui.domain.reading import Reading
from crm_tui.errors import InvalidInputError

READING = Reading(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), ZoneInfo("Europe/Moscow"))
"""A Tuesday noon in Moscow."""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-24", date(2026, 11, 24)),
        ("2026/1/2", date(2026, 1, 2)),
        ("24.11.2026", date(2026, 11, 24)),
        ("24.11", date(2026, 11, 24)),
        ("1.2.75", date(1975, 2, 1)),
        ("24.11.2026 г.", date(2026, 11, 24)),
        ("12 mar 24", date(2024, 3, 12)),
        ("12 Sept. 2024", date(2024, 9, 12)),
        ("12 марта 2026", date(2026, 3, 12)),
        ("1st May", date(2026, 5, 1)),
        ("Mar 12, 2026", date(2026, 3, 12)),
        ("29 фев 2028", date(2028, 2, 29)),
        ("today", date(2026, 11, 24)),
        ("Tomorrow", date(2026, 11, 25)),
        ("вчера", date(2026, 11, 23)),
        ("послезавтра", date(2026, 11, 26)),
        ("fri", date(2026, 11, 27)),
        ("on friday", date(2026, 11, 27)),
        ("в пятницу", date(2026, 11, 27)),
        ("пт", date(2026, 11, 27)),
        ("tue", date(2026, 12, 1)),
        ("mon", date(2026, 11, 30)),
        ("this mon", date(2026, 11, 23)),
        ("next tue", date(2026, 12, 1)),
        ("last fri", date(2026, 11, 20)),
        ("last tue", date(2026, 11, 17)),
        ("прошлый понедельник", date(2026, 11, 23)),
        ("in 3 days", date(2026, 11, 27)),
        ("in a month", date(2026, 12, 24)),
        ("через неделю", date(2026, 12, 1)),
        ("через 3 дня", date(2026, 11, 27)),
        ("3 days ago", date(2026, 11, 21)),
        ("неделю назад", date(2026, 11, 17)),
        ("3d", date(2026, 11, 27)),
        ("+2w", date(2026, 12, 8)),
        ("-1m", date(2026, 10, 24)),
        ("1y", date(2027, 11, 24)),
    ],
)
def test_days_are_understood(text: str, day: date) -> None:
    assert dates.read_day(text, READING) == day


@pytest.mark.parametrize(
    "text",
    [
        "", "12/25", "12/25/2026", "24/11/2026", "2026-13-01", "30.02.2026", "31", "foo", "in 3",
        "in 999999 years", "9999999d", "3 fridays", "0000-01-01", "9999-12-31", "ago", "next",
        "last-month", "-", "в", "today" + " " * 200 + "x", "32 мая", "1 x 2026", "d", "week",
    ],
)  # fmt: skip
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="is no date"):
        dates.read_day(text, READING)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("15:00", datetime(2026, 11, 24, 12, 0, tzinfo=UTC)),
        ("tomorrow 15:00", datetime(2026, 11, 25, 12, 0, tzinfo=UTC)),
        ("завтра в 9:30", datetime(2026, 11, 25, 6, 30, tzinfo=UTC)),
        ("fri at 10:00", datetime(2026, 11, 27, 7, 0, tzinfo=UTC)),
        ("24.11.2026, 15:00", datetime(2026, 11, 24, 12, 0, tzinfo=UTC)),
        ("2026-11-24 15:00", datetime(2026, 11, 24, 12, 0, tzinfo=UTC)),
        ("2026-11-24T15:00:10", datetime(2026, 11, 24, 12, 0, 10, tzinfo=UTC)),
        ("2026-11-24T15:00:00Z", datetime(2026, 11, 24, 15, 0, tzinfo=UTC)),
        ("2026-11-24T15:00:00.123+01:00", datetime(2026, 11, 24, 14, 0, tzinfo=UTC)),
        ("now", datetime(2026, 11, 24, 9, 0, tzinfo=UTC)),
        ("in 2 hours", datetime(2026, 11, 24, 11, 0, tzinfo=UTC)),
        ("через час", datetime(2026, 11, 24, 10, 0, tzinfo=UTC)),
        ("20 minutes ago", datetime(2026, 11, 24, 8, 40, tzinfo=UTC)),
        ("tomorrow", date(2026, 11, 25)),
    ],
)
def test_times_are_moments_in_utc_and_days_stay_days(text: str, moment: date) -> None:
    assert dates.read_moment(text, READING) == moment


@pytest.mark.parametrize("text", ["25:00", "12:60", "foo 12:00", "2026-11-24T25:00", "в 25", "12:"])
def test_impossible_times_are_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="is no date"):
        dates.read_moment(text, READING)


WORDS = st.lists(
    st.sampled_from(
        [
            "in",
            "через",
            "3",
            "3d",
            "+9w",
            "-",
            ".",
            "24.11",
            "2026",
            "fri",
            "пт",
            "next",
            "last",
            "ago",
            "назад",
            "mar",
            "марта",
            "week",
            "день",
            "15:00",
            "в",
            "at",
            "99999",
            "today",
            "2026-11-24",
            "T",
            "Z",
        ]
    ),
    max_size=5,
).map(" ".join)


@given(st.text() | WORDS)
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    try:
        found = dates.read_moment(text, READING)
    except InvalidInputError:
        return
    assert isinstance(found, date)


def test_ages_count_back_from_today() -> None:
    assert dates.read_age("30d", READING) == date(2026, 10, 25)
    assert dates.read_age("2 нед", READING) == date(2026, 11, 10)
    assert dates.read_age("fri", READING) is None
    assert dates.read_age("99999y", READING) is None


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 29), 23), ((2026, 10, 25), 25)])
def test_days_on_which_the_clock_changes_are_shorter_or_longer(
    day: tuple[int, int, int], hours: int
) -> None:
    start, end = dates.day_bounds(date(*day), ZoneInfo("Europe/Berlin"))
    assert end - start == timedelta(hours=hours)


@given(st.dates(date(1000, 1, 1), date(8999, 12, 31)))
def test_each_day_begins_where_the_one_before_ends(day: date) -> None:
    zone = ZoneInfo("America/Sao_Paulo")
    before = dates.day_bounds(day - timedelta(days=1), zone)
    assert before[1] == dates.day_bounds(day, zone)[0]
    assert before[0] < before[1]
