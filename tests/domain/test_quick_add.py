"""What is understood of a line, and what stays text."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain import quick_add, ranges
from crm_tui.domain.reading import Reading
from crm_tui.errors import InvalidInputError

READING = Reading(datetime(2026, 11, 24, 6, 41, tzinfo=UTC), ZoneInfo("Europe/Moscow"))


@pytest.mark.parametrize(
    ("line", "subject", "kind", "when"),
    [
        ("send offer fri", "send offer", None, "2026-11-27"),
        ("tomorrow call Ivanov at 15:00", "call Ivanov", "call", "2026-11-25 15:00"),
        ("в пятницу позвонить в 10", "позвонить", "call", "2026-11-27 10:00"),
        ("встреча с Ромашкой в пт 10:00-11:30", "встреча с Ромашкой", "meeting",
         "2026-11-27 10:00"),
        ("отчёт каждый пн в 9 утра", "отчёт", None, "2026-11-30 09:00"),
        ('call "Sun Microsystems" mon', 'call "Sun Microsystems"', "call", "2026-11-30"),
        ("demo today 15:00-16:30 for four", "demo for four", None, "2026-11-24 15:00"),
        ("поздравить 5 января", "поздравить", None, "2027-01-05"),
        ("buy cable 10м at 3 shops", "buy cable 10м at 3 shops", None, None),
        ("price 1.5 million", "price 1.5 million", None, None),
        ("morning report", "morning report", None, None),
        ("mail a@b.com", "mail a@b.com", "email", None),
        ("встреча 10:00-09:00", "встреча 10:00-09:00", "meeting", None),
        ("pay 31.02", "pay 31.02", None, None),
    ],
)  # fmt: skip
def test_dates_are_taken_out_and_the_rest_stays(
    line: str, subject: str, kind: str | None, when: str | None
) -> None:
    found = quick_add.read(line, READING)
    moment = found.moment
    if isinstance(moment, datetime):
        moment = moment.astimezone(READING.zone).replace(tzinfo=None)
    assert (found.subject, found.kind and found.kind.value) == (subject, kind)
    assert (str(moment)[:16] if moment else None) == when


def test_marks_are_taken_out_wherever_they_stand() -> None:
    found = quick_add.read("!! #hot call Bob @olga #vip 45m every week", READING)
    assert (found.subject, found.tags, found.somebody) == ("call Bob", ("hot", "vip"), "olga")
    assert (found.priority, found.minutes, found.rule) == ("high", 45, "FREQ=WEEKLY")
    assert found.moment == date(2026, 11, 24)


WORDS = st.lists(
    st.sampled_from(
        ["call", "!x", "!!", "#a", "@b", "в", "пт", "15:00", "10-11:30", "30m", "every", "week",
         '"', "-", "from", "to", "25.12", "C-1"]
    ),
    max_size=12,
).map(" ".join)  # fmt: skip


@settings(max_examples=80)
@given(st.text(max_size=80) | WORDS)
def test_any_line_is_a_plan(line: str) -> None:
    found = quick_add.read(line, READING)
    assert set(found.subject.split()) <= set(line.replace("!", " ").split()) | set(line.split())


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("24-26 nov", date(2026, 11, 24), date(2026, 11, 26)),
        ("пн-ср", date(2026, 11, 30), date(2026, 12, 2)),
        ("с 10 до 12:30", datetime(2026, 11, 24, 7, tzinfo=UTC),
         datetime(2026, 11, 24, 9, 30, tzinfo=UTC)),
        ("from 10 to 11:30 on monday", datetime(2026, 11, 30, 7, tzinfo=UTC),
         datetime(2026, 11, 30, 8, 30, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_ranges_are_understood(text: str, first: date, last: date) -> None:
    assert ranges.read(text, READING) == (first, last)


def test_what_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="10:00-09:00 ends before it begins"):
        ranges.read("10:00-09:00", READING)
