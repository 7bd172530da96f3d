from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain.periods import read_period
from crm_tui.domain.reading import Reading
from crm_tui.errors import InvalidInputError

READING = Reading(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), ZoneInfo("Europe/Moscow"))
"""A Tuesday noon in Moscow."""


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        ("today", date(2026, 11, 24), date(2026, 11, 25)),
        ("24.11.2026", date(2026, 11, 24), date(2026, 11, 25)),
        ("this-week", date(2026, 11, 23), date(2026, 11, 30)),
        ("last week", date(2026, 11, 16), date(2026, 11, 23)),
        ("next_week", date(2026, 11, 30), date(2026, 12, 7)),
        ("last-month", date(2026, 10, 1), date(2026, 11, 1)),
        ("прошлый-месяц", date(2026, 10, 1), date(2026, 11, 1)),
        ("в прошлом месяце", date(2026, 10, 1), date(2026, 11, 1)),
        ("на следующей неделе", date(2026, 11, 30), date(2026, 12, 7)),
        ("this-quarter", date(2026, 10, 1), date(2027, 1, 1)),
        ("last-quarter", date(2026, 7, 1), date(2026, 10, 1)),
        ("next-year", date(2027, 1, 1), date(2028, 1, 1)),
        ("прошлый год", date(2025, 1, 1), date(2026, 1, 1)),
        ("2025", date(2025, 1, 1), date(2026, 1, 1)),
        ("2026-12", date(2026, 12, 1), date(2027, 1, 1)),
        ("12.2026", date(2026, 12, 1), date(2027, 1, 1)),
        ("nov 2025", date(2025, 11, 1), date(2025, 12, 1)),
        ("март", date(2026, 3, 1), date(2026, 4, 1)),
        ("2026-q1", date(2026, 1, 1), date(2026, 4, 1)),
        ("q3 2025", date(2025, 7, 1), date(2025, 10, 1)),
        ("2026-w01", date(2025, 12, 29), date(2026, 1, 5)),
        ("last 7 days", date(2026, 11, 18), date(2026, 11, 25)),
        ("ближайшие 2 недели", date(2026, 11, 24), date(2026, 12, 8)),
    ],
)
def test_periods_are_understood(text: str, first: date, end: date) -> None:
    assert read_period(text, READING) == (first, end)


@pytest.mark.parametrize("text", ["", "foo", "2026-13", "q5", "2026-w60", "last", "12/25", "9999"])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="is no date"):
        read_period(text, READING)


WORDS = st.lists(
    st.sampled_from(
        [
            "last",
            "next",
            "this",
            "past",
            "7",
            "99999",
            "days",
            "weeks",
            "month",
            "год",
            "неделя",
            "q1",
            "2026",
            "2026-11",
            "mar",
            "ноя",
            "-",
            "_",
        ]
    ),
    max_size=4,
).map("-".join)


@given(st.text() | WORDS)
def test_any_text_is_a_period_or_refused(text: str) -> None:
    try:
        first, end = read_period(text, READING)
    except InvalidInputError:
        return
    assert first < end
