"""Spans of days as people write them: a day, a month, a year, last-week, прошлый-месяц."""

import re
from datetime import date, timedelta

from crm_tui.domain.date_words import RELATIVES, SPANS, UNITS, counted_unit, month
from crm_tui.domain.dates import folded_date, read_day, words_of
from crm_tui.domain.day_words import FIRST_YEAR, LAST_YEAR, moved, spanning
from crm_tui.domain.reading import Reading
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

YEAR = re.compile("([0-9]{4})(?: ?г[.]?| год)?")
ISO_MONTH = re.compile("([0-9]{4})-([0-9]{1,2})")
DOTTED_MONTH = re.compile("([0-9]{1,2})[.]([0-9]{4})")
QUARTER = re.compile("(?:([0-9]{4})-?)?(?:q|кв)([1-4])(?:[ -]?([0-9]{4}))?")
ISO_WEEK = re.compile("([0-9]{4})-?w([0-9]{1,2})")


def read_period(text: str, reading: Reading) -> tuple[date, date]:
    """The first day and the day after the last; InvalidInputError when the text names none."""
    folded = folded_date(text)
    try:
        found = _written(folded, reading) or _in_words(words_of(folded), reading)
        if found is None:
            day = read_day(text, reading)
            found = day, day + timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise _no_period(text) from error
    if not FIRST_YEAR <= found[0].year <= found[1].year <= LAST_YEAR:
        raise _no_period(text)
    return found


def _written(folded: str, reading: Reading) -> tuple[date, date] | None:
    if found := YEAR.fullmatch(folded):
        return spanning(date(int(found[1]), 1, 1), "year")
    if found := ISO_MONTH.fullmatch(folded):
        return spanning(date(int(found[1]), int(found[2]), 1), "month")
    if found := DOTTED_MONTH.fullmatch(folded):
        return spanning(date(int(found[2]), int(found[1]), 1), "month")
    if found := QUARTER.fullmatch(folded):
        year = int(found[1] or found[3] or reading.today.year)
        return spanning(date(year, int(found[2]) * 3, 1), "quarter")
    if found := ISO_WEEK.fullmatch(folded):
        return spanning(date.fromisocalendar(int(found[1]), int(found[2]), 1), "week")
    return None


def _in_words(words: list[str], reading: Reading) -> tuple[date, date] | None:
    if not words:
        return None
    if named := month(words[0]):
        return _named_month(words[1:], named, reading)
    if len(words) == 2 and words[0] in RELATIVES and words[1] in UNITS:
        unit = UNITS[words[1]]
        return spanning(moved(spanning(reading.today, unit)[0], unit, RELATIVES[words[0]]), unit)
    if len(words) > 1 and words[0] in SPANS:
        return _span(words[1:], SPANS[words[0]], reading)
    return None


def _named_month(rest: list[str], named: int, reading: Reading) -> tuple[date, date] | None:
    if not rest:
        return spanning(date(reading.today.year, named, 1), "month")
    if len(rest) == 1 and re.fullmatch("[0-9]{4}", rest[0]):
        return spanning(date(int(rest[0]), named, 1), "month")
    return None


def _span(words: list[str], direction: int, reading: Reading) -> tuple[date, date] | None:
    """`last 7 days`, `next 2 weeks`: so many up to today, or from today on; today counts."""
    found = counted_unit(words)
    if found is None or found[1] not in UNITS:
        return None
    tomorrow = reading.today + timedelta(days=1)
    if direction < 0:
        return moved(tomorrow, UNITS[found[1]], -found[0]), tomorrow
    return reading.today, moved(reading.today, UNITS[found[1]], found[0])


def _no_period(text: str) -> InvalidInputError:
    return InvalidInputError(
        _("{text} is no date or period: write 2026-11-24, 2026-11 or words such as last-month"),
        text=text,
    )
