"""Which zone an event means: by the names of Windows, Outlook and others, and of the calendar.

Outlook writes `W. Europe Standard Time`, or `(UTC+01:00) Amsterdam, Berlin, Bern`; some programs
put their own name before that of the zone. A zone that is described in the file needs no name.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from zoneinfo import available_timezones

from crm_tui.domain.extras import extra
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange.content_lines import ContentLine

TIMES = ("DTSTART", "DTEND", "DUE", "EXDATE", "RECURRENCE-ID", "RDATE")
LONGEST_NAME = 200
LOCAL = re.compile("[0-9]{8}T[0-9]{6}(?:,[0-9]{8}T[0-9]{6})*")
"""Times on the clock of whoever looks, or of the zone of the calendar."""

SHOWN = re.compile(r"\((?:UTC|GMT)(?P<offset>[+-][0-9]{2}:[0-9]{2})?\) *(?P<places>.*)")
OFFSET = re.compile("(?:UTC|GMT)? ?(?P<sign>[+-])0?(?P<hours>[0-9]{1,2}):?(?P<minutes>00)?")
EXCHANGE = "tzone://Microsoft/"
REGIONS = {
    "eastern time": "America/New_York", "central time": "America/Chicago",
    "mountain time": "America/Denver", "pacific time": "America/Los_Angeles",
    "atlantic time": "America/Halifax", "newfoundland": "America/St_Johns",
    "coordinated universal time": "UTC", "new delhi": "Asia/Kolkata", "beijing": "Asia/Shanghai",
    "st. petersburg": "Europe/Moscow", "arizona": "America/Phoenix", "hawaii": "Pacific/Honolulu",
    "alaska": "America/Anchorage",
}  # fmt: skip
"""Places that no zone is called after."""


def zoned(
    lines: Iterable[tuple[int, ContentLine]],
    described: Callable[[str], str | None],
    of_calendar: str | None,
) -> Iterator[ContentLine]:
    """The numbered properties of an entry, their times with zones that are known.

    `described` names the zones that stand in the file, `of_calendar` is the one that counts where
    a time names none. InvalidInputError with the name of a zone that nobody knows.
    """
    for number, line in lines:
        if line.name not in TIMES:
            yield line
            continue
        name = next(iter(line.params.get("TZID", ())), "")
        if name:
            zone = described(name) or iana(name)
            if zone is None:
                message = _("{property}: the time zone {zone} is not known")
                raise InvalidInputError(message, line=number, property=line.name, zone=name)
            yield ContentLine(line.name, line.value, {"TZID": [zone]})
        elif of_calendar and not name and LOCAL.fullmatch(line.value):
            yield ContentLine(line.name, line.value, {"TZID": [of_calendar]})
        else:
            yield line


def parsable(line: str) -> str:
    """The line, without the colon that Exchange writes within the names of some zones."""
    if EXCHANGE not in line:
        return line
    return line.replace(f"{EXCHANGE}Utc", "UTC").replace(EXCHANGE, "Microsoft ")


@lru_cache(maxsize=1024)
def iana(name: str) -> str | None:
    """The zone as the database of zones calls it; None where none is meant."""
    with extra("exchange", "iCalendar"):
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON
    if len(name) > LONGEST_NAME:
        return None
    if name in database():
        return name
    if name in WINDOWS_TO_OLSON:
        return WINDOWS_TO_OLSON[name]
    ends = ("/".join(name.split("/")[place:]) for place in range(1, name.count("/") + 1))
    if vendor := next((end for end in ends if end in database()), None):
        return vendor
    if shown := SHOWN.fullmatch(name):
        return _of_places(shown["places"]) or _fixed(shown["offset"] or "+0")
    return _fixed(name)


@cache
def database() -> frozenset[str]:
    """Looked for on the disk once: it takes a while."""
    return frozenset(available_timezones())


@cache
def _cities() -> dict[str, str]:
    return {zone.rpartition("/")[2].casefold(): zone for zone in sorted(database())}


def _of_places(text: str) -> str | None:
    """The zone of the first place that has one."""
    cities = _cities()
    for part in re.split("[,;]", text):
        place = re.sub(r"\(.*?\)?$", "", part).strip().casefold()
        found = REGIONS.get(place) or cities.get(place.replace(" ", "_"))
        if found:
            return found
    return None


def _fixed(text: str) -> str | None:
    """A zone so many whole hours from UTC, whose names count the other way round."""
    found = OFFSET.fullmatch(text.strip())
    if found is None or int(found["hours"]) > 12:
        return None
    return f"Etc/GMT{'-' if found['sign'] == '+' else '+'}{int(found['hours'])}"
