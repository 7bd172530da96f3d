"""The zones that a calendar describes itself, each read when a time names it for the first time.

The library remembers zones for as long as the program runs, and by their names alone: two files may
mean different clocks by one name. So a zone is known to it by what describes it.
"""

import re
from collections.abc import Sequence
from hashlib import sha256

from crm_tui.domain.extras import extra
from crm_tui.exchange import content_lines, ics_zone_names

ZONE_LIMIT = 64 * 1024
"""Characters of one zone."""

KEPT_LIMIT = 1024 * 1024
READ_LIMIT = 256 * 1024
"""Characters of all zones that are kept, and of those that are named."""

COUNT_LIMIT = 200
"""Zones that are named."""

RULE = re.compile(
    r"RRULE:(?=.*BYMONTH=|(?!.*BYDAY))(?=.*(?:BYMONTHDAY|BYSETPOS)|(?!.*BYDAY=[A-Z]))"
    r"(?:(?:FREQ=YEARLY|(?:INTERVAL|COUNT)=\d{1,4}|UNTIL=[\dTZ]{8,16}|WKST=[A-Z]{2}|BYMONTH=\d{1,2}"
    r"|BYDAY=[+-]?\d?[A-Z]{2}|BYMONTHDAY=-?\d{1,2}(?:,-?\d{1,2}){0,6}"
    r"|BY(?:SETPOS|HOUR|MINUTE|SECOND)=-?\d{1,2})(?:;|\s*$))+",
    re.IGNORECASE,
)
"""When clocks are set: once a year, for all these moments are gone through."""


class DescribedZones:
    def __init__(self) -> None:
        self._described: dict[str, list[str]] = {}
        self._names: dict[str, str | None] = {}
        self._kept = self._read = 0

    def add(self, lines: Sequence[str]) -> None:
        """Remember the lines of a VTIMEZONE."""
        whole = [line for _number, line in content_lines.unfolded(enumerate(lines))]
        size = sum(map(len, whole))
        self._kept += size
        if size > ZONE_LIMIT or self._kept > KEPT_LIMIT:
            return
        for name in filter(None, map(_name, whole)):
            self._described.setdefault(name, whole)

    def called(self, name: str) -> str | None:
        """By what name the library knows the zone of the file; None where the file describes none
        of this name, or in a way that nobody could follow."""
        if name not in self._names and name in self._described:
            self._names[name] = self._known(name, self._described[name])
        return self._names.get(name)

    def _known(self, name: str, lines: list[str]) -> str | None:
        if name in ics_zone_names.database():
            return name
        self._read += sum(map(len, lines))
        rules = [line for line in lines if line.upper().startswith("RRULE")]
        if self._read > READ_LIMIT or len(self._names) >= COUNT_LIMIT:
            return None
        return _learned(lines) if all(map(RULE.fullmatch, rules)) else None


def _name(line: str) -> str:
    found = content_lines.parse(line) if line[:4].upper() == "TZID" else None
    return found.value.strip() if found is not None and found.name == "TZID" else ""


def _learned(lines: list[str]) -> str | None:
    """Its new name, when the library has understood the zone."""
    with extra("exchange", "iCalendar"):
        from icalendar import Timezone

    known = "crm-" + sha256("\n".join(lines).encode()).hexdigest()
    text = [f"TZID:{known}" if _name(line) else line for line in lines]
    try:
        Timezone.from_ical("\r\n".join((*text, "")))
    except Exception:  # the library raises many things on what is no zone
        return None
    return known
