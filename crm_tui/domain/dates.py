"""Days and moments as people write them, in English and Russian: understood, or refused.

A day is written 2026-11-24, 24.11.2026, 24 Nov 2026 or in words; 12/25 is refused, because it
says different things in different countries. Words for days are read in `day_words`, times of day
in `clock_words`, spans of days in `periods`.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from crm_tui.domain import clock_words, day_words, durations
from crm_tui.domain.date_words import PREPOSITIONS, UNITS, month, weekday
from crm_tui.domain.day_words import FIRST_YEAR, LAST_YEAR, moved
from crm_tui.domain.folding import fold
from crm_tui.domain.reading import Reading
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

CENTURY_TURNS = 69
"""Two-digit years from here on belong to the 1900s."""

LONGEST = 100
ISO_DAY = re.compile("([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
DOTTED_DAY = re.compile(
    "([0-9]{1,2})[.]([0-9]{1,2})(?:[.]([0-9]{4}|[0-9]{2})?)?(?: ?г(?:ода|[.])?)?"
)
NAMED_DAY = re.compile(
    "([0-9]{1,2})(?:st|nd|rd|th|-?го|-?му|-?е)?(?: of)? ([a-zа-я]+[.]?)(?:,? ([0-9]{4}|[0-9]{2}))?"
    "(?: ?г(?:ода|[.])?)?"
)
IN_MONTH = re.compile("(?:in|в|во) ([a-zа-я]+)")
BEFORE_DAYS = re.compile("(?:on the|on|by|for|before|к|ко|на|до) (?=.*[0-9])")
"""What may stand before a day that is written with its number."""

AMERICAN_DAY = re.compile("([a-z]+[.]?) ([0-9]{1,2})(?:st|nd|rd|th)?(?:,? ([0-9]{4}))?")
EXACT_MOMENT = re.compile(
    "([0-9]{4}-[0-9]{2}-[0-9]{2})[t ]"
    "([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,6})?)?)(z|[+-][0-9]{2}:?[0-9]{2}(?::[0-9]{2})?)?"
)


def read_day(text: str, reading: Reading) -> date:
    """The day that a text names; InvalidInputError when it names none."""
    folded = folded_date(text)
    try:
        found = _day(folded, reading)
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


def folded_date(text: str) -> str:
    """The text folded; empty, which is no date, when it is too long to be one."""
    return fold(text) if len(text) <= LONGEST else ""


def words_of(folded: str) -> list[str]:
    """The words of a date: `last-month` and `в прошлом месяце` without their joints."""
    signed, rest = folded[:1], folded[1:]
    words = (signed + rest.replace("-", " ").replace("_", " ")).split()
    return words[1:] if len(words) > 1 and words[0] in PREPOSITIONS else words


def _day(folded: str, reading: Reading) -> date | None:
    """The day that is written or told; with its weekday, where it is one."""
    plain = _plain_day(folded, reading)
    if plain is not None:
        return plain
    words = folded.replace(",", " ").split()
    words = words[words[0] in PREPOSITIONS :] if words else []
    for name, rest in ((words[:1], words[1:]), (words[-1:], words[:-1])):
        told = weekday(name[0]) if name else None
        numbered = any(character.isdigit() for word in rest for character in word)
        found = _plain_day(" ".join(rest), reading) if told and numbered else None
        if found is not None and found.isoweekday() == told:
            return found
    return None


def _plain_day(folded: str, reading: Reading) -> date | None:
    return _written_day(folded, reading) or day_words.read(
        words_of(folded), reading.today, ahead=reading.ahead
    )


def _written_day(text: str, reading: Reading) -> date | None:
    folded = BEFORE_DAYS.sub("", text, count=1) if BEFORE_DAYS.match(text) else text
    if found := ISO_DAY.fullmatch(folded):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := DOTTED_DAY.fullmatch(folded):
        return _dated(found[3], int(found[2]), int(found[1]), reading)
    if (found := NAMED_DAY.fullmatch(folded)) and (named := month(found[2])):
        return _dated(found[3], named, int(found[1]), reading)
    if (found := AMERICAN_DAY.fullmatch(folded)) and (named := month(found[1])):
        return _dated(found[3], named, int(found[2]), reading)
    if (found := IN_MONTH.fullmatch(folded)) and (named := month(found[1])):
        if found[1] > "z" and not found[1].endswith("е"):
            return None  # в мае, but no name
        return _dated(None, named, 1, reading) if named != reading.today.month else None
    return None


def _dated(year: str | None, month: int, day: int, reading: Reading) -> date:
    """The day of a year of four digits, of two, or of this year; see `Reading.ahead`."""
    if not year:
        found = date(reading.today.year, month, day)
        later = reading.ahead and found < reading.today
        return found.replace(year=found.year + 1) if later else found
    century = 0 if len(year) == 4 else 1900 if int(year) >= CENTURY_TURNS else 2000
    return date(int(year) + century, month, day)


def _exact_moment(folded: str, reading: Reading) -> datetime | None:
    found = EXACT_MOMENT.fullmatch(folded.removeprefix("on "))
    if found is None:
        return None
    moment = datetime.fromisoformat(f"{found[1]}T{found[2]}{(found[3] or '').upper()}")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=reading.zone)
    return moment.astimezone(UTC).replace(microsecond=0)


def _timed(folded: str, reading: Reading) -> datetime | None:
    """`tomorrow at 15:00`, `в 9 утра в пятницу`: a time of day after a day or before one."""
    if folded in ("now", "сейчас"):
        return reading.now.replace(second=0, microsecond=0)
    words = folded.split()
    for count in range(min(len(words), clock_words.MOST), 0, -1):
        for clock, rest in ((words[-count:], words[:-count]), (words[:count], words[count:])):
            found = clock_words.read(clock) or (clock_words.dotted(clock) if rest else None)
            if found is not None:
                day = _day_beside(rest, reading)
                if day is not None:
                    moment = datetime.combine(day, found, reading.zone)
                    return moment.astimezone(UTC)
    return _distant_moment(words, reading)


def _day_beside(words: list[str], reading: Reading) -> date | None:
    """The day that the words beside a time of day name; today where there are none."""
    if not words:
        return reading.today
    return _day(" ".join(words).strip(",").strip(), reading)


def _distant_moment(words: list[str], reading: Reading) -> datetime | None:
    """`in 2 hours`, `через полчаса`, `20 minutes ago`."""
    if len(words) < 2 or (words[0] in ("in", "через")) == (words[-1] in ("ago", "назад")):
        return None
    forward = words[0] in ("in", "через")
    distance = durations.read(" ".join(words[1:] if forward else words[:-1]))
    if distance is None:
        return None
    moment = reading.now + distance if forward else reading.now - distance
    return moment.replace(second=0, microsecond=0)


def _no_date(text: str) -> InvalidInputError:
    return InvalidInputError(
        _("{text} is no date: write 2026-11-24, 24.11.2026, 24 Nov or words such as tomorrow"),
        text=text,
    )
