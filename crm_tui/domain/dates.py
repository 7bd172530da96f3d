"""Days and moments as people write them, in English and Russian: understood, or refused.

A day is written 2026-11-24, 24.11.2026, 24 Nov 2026 or in words; 12/25 is refused, because it
says different things in different countries. Spans of days are read in `periods`.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from crm_tui.domain.date_words import (
    CLOCK_UNITS,
    NEAR_DAYS,
    PREPOSITIONS,
    RELATIVES,
    UNITS,
    counted_unit,
    month,
    weekday,
)
from crm_tui.domain.folding import fold
from crm_tui.domain.reading import Reading
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

FIRST_YEAR, LAST_YEAR = 1000, 8999
CENTURY_TURNS = 69
"""Two-digit years from here on belong to the 1900s."""

LONGEST = 100
ISO_DAY = re.compile("([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
DOTTED_DAY = re.compile("([0-9]{1,2})[.]([0-9]{1,2})(?:[.]([0-9]{4}|[0-9]{2})?)?(?: ?г[.]?)?")
NAMED_DAY = re.compile("([0-9]{1,2})(?:st|nd|rd|th)? ([a-zа-я]+[.]?)(?:,? ([0-9]{4}|[0-9]{2}))?")
AMERICAN_DAY = re.compile("([a-z]+[.]?) ([0-9]{1,2})(?:st|nd|rd|th)?(?:,? ([0-9]{4}))?")
EXACT_MOMENT = re.compile(
    "([0-9]{4}-[0-9]{2}-[0-9]{2})[t ]"
    "([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,6})?)?)(z|[+-][0-9]{2}:?[0-9]{2}(?::[0-9]{2})?)?"
)
TIMED = re.compile("(?:(.+?),? )?(?:(?:at|в) )?([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")


def read_day(text: str, reading: Reading) -> date:
    """The day that a text names; InvalidInputError when it names none."""
    folded = folded_date(text)
    try:
        found = _written_day(folded, reading) or _day_in_words(folded, reading)
    except (ValueError, OverflowError) as error:
        raise _no_date(text) from error
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise _no_date(text)
    return found


def read_moment(text: str, reading: Reading) -> date | datetime:
    """The moment in UTC where a text names a time, else the day."""
    folded = folded_date(text)
    try:
        found = _exact_moment(folded, reading) or _timed(folded, reading)
    except (ValueError, OverflowError) as error:
        raise _no_date(text) from error
    if found is None:
        return read_day(text, reading)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise _no_date(text)
    return found


def read_age(text: str, reading: Reading) -> date | None:
    """The day that lies `30d`, `2w` or `6m` back; None when the text is no age."""
    found = re.fullmatch(r"([0-9]{1,5}) ?([a-zа-я]+)", folded_date(text))
    if found is None or found[2] not in UNITS:
        return None
    try:
        return moved(reading.today, UNITS[found[2]], -int(found[1]))
    except (ValueError, OverflowError):
        return None


def day_bounds(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """The moments, in UTC, at which a local day begins and ends: 23 to 25 hours apart."""
    return day_start(day, zone), day_start(day + timedelta(days=1), zone)


def day_start(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def moved(day: date, unit: str, count: int) -> date:
    """The day so many days, weeks, months, quarters or years later; at a month's end the last."""
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + count * {"month": 1, "quarter": 3, "year": 12}[unit]
    year, position = divmod(months, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OverflowError
    return date(year, position + 1, min(day.day, monthrange(year, position + 1)[1]))


def folded_date(text: str) -> str:
    """The text folded; empty, which is no date, when it is too long to be one."""
    return fold(text) if len(text) <= LONGEST else ""


def words_of(folded: str) -> list[str]:
    """The words of a date: `last-month` and `в прошлом месяце` without their joints."""
    words = folded.replace("-", " ").replace("_", " ").split()
    return words[1:] if len(words) > 1 and words[0] in PREPOSITIONS else words


def _written_day(folded: str, reading: Reading) -> date | None:
    if found := ISO_DAY.fullmatch(folded):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := DOTTED_DAY.fullmatch(folded):
        return date(_year(found[3], reading), int(found[2]), int(found[1]))
    if (found := NAMED_DAY.fullmatch(folded)) and (named := month(found[2])):
        return date(_year(found[3], reading), named, int(found[1]))
    if (found := AMERICAN_DAY.fullmatch(folded)) and (named := month(found[1])):
        return date(_year(found[3], reading), named, int(found[2]))
    return None


def _year(written: str | None, reading: Reading) -> int:
    if not written:
        return reading.today.year
    year = int(written)
    if len(written) == 4:
        return year
    return year + (1900 if year >= CENTURY_TURNS else 2000)


def _day_in_words(folded: str, reading: Reading) -> date | None:
    if signed := re.fullmatch("([+-])([0-9]+[a-zа-я]+)", folded):
        return _distant_day([signed[2]], 1 if signed[1] == "+" else -1, reading)
    words = words_of(folded)
    if len(words) == 1 and words[0] in NEAR_DAYS:
        return reading.today + timedelta(days=NEAR_DAYS[words[0]])
    if len(words) == 2 and words[0] in RELATIVES and (day := weekday(words[1])):
        return _weekday(day, RELATIVES[words[0]], reading.today)
    if len(words) == 1 and (day := weekday(words[0])):
        return reading.today + timedelta(days=(day - reading.today.isoweekday() - 1) % 7 + 1)
    if len(words) > 1 and words[0] in ("in", "через"):
        return _distant_day(words[1:], 1, reading)
    if len(words) > 1 and words[-1] in ("ago", "назад"):
        return _distant_day(words[:-1], -1, reading)
    short = re.fullmatch("[0-9]+[a-zа-я]+", folded)
    return _distant_day([folded], 1, reading) if short else None


def _weekday(day: int, week: int, today: date) -> date:
    """In this week, in the next, or the last one that has passed."""
    if week < 0:
        return today - timedelta(days=(today.isoweekday() - day - 1) % 7 + 1)
    return today + timedelta(days=day - today.isoweekday() + 7 * week)


def _distant_day(words: list[str], direction: int, reading: Reading) -> date | None:
    found = counted_unit(words)
    if found is None or found[1] not in UNITS:
        return None
    return moved(reading.today, UNITS[found[1]], direction * found[0])


def _exact_moment(folded: str, reading: Reading) -> datetime | None:
    found = EXACT_MOMENT.fullmatch(folded)
    if found is None:
        return None
    moment = datetime.fromisoformat(f"{found[1]}T{found[2]}{(found[3] or '').upper()}")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=reading.zone)
    return moment.astimezone(UTC).replace(microsecond=0)


def _timed(folded: str, reading: Reading) -> datetime | None:
    if folded in ("now", "сейчас"):
        return reading.now.replace(second=0, microsecond=0)
    if found := TIMED.fullmatch(folded):
        day = read_day(found[1], reading) if found[1] else reading.today
        clock = time(int(found[2]), int(found[3]), int(found[4] or 0), tzinfo=reading.zone)
        return datetime.combine(day, clock).astimezone(UTC)
    return _distant_moment(folded.split(), reading)


def _distant_moment(words: list[str], reading: Reading) -> datetime | None:
    """`in 2 hours`, `через час`, `20 minutes ago`."""
    if len(words) < 2 or (words[0] in ("in", "через")) == (words[-1] in ("ago", "назад")):
        return None
    forward = words[0] in ("in", "через")
    found = counted_unit(words[1:] if forward else words[:-1])
    if found is None or found[1] not in CLOCK_UNITS:
        return None
    distance = timedelta(minutes=found[0] * CLOCK_UNITS[found[1]])
    moment = reading.now + distance if forward else reading.now - distance
    return moment.replace(second=0, microsecond=0)


def _no_date(text: str) -> InvalidInputError:
    return InvalidInputError(
        _("{text} is no date: write 2026-11-24, 24.11.2026, 24 Nov or words such as tomorrow"),
        text=text,
    )
