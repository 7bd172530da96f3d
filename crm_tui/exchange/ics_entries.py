"""An event or a task of a calendar: its properties, and the values that they have.

The library takes a calendar apart letter by letter. So it gets no more than what needs it: rules,
and what is no plain day or moment.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple

from crm_tui.domain import recurrence
from crm_tui.domain.extras import extra
from crm_tui.exchange.content_lines import ContentLine

ALARM = "VALARM"
ESCAPED = re.compile(r"\\([\\,;:nN])")
PARTED = re.compile(r"((?:[^,\\]++|\\.?)*+)(?:,|$)", re.DOTALL)
MOMENT = re.compile(r"[0-9]{8}T(?:[01][0-9]|2[0-3])[0-9]{4}Z?")
DAY = re.compile("[0-9]{8}")
LOCAL = len("20261124T100000")
SOME_TIME = "20000101T000000"
UTC = "UTC"


class Time(NamedTuple):
    """A day, a moment, a period (a pair), or how long something lasts."""

    dt: Any
    params: Mapping[str, str]


class Said(NamedTuple):
    """A text of which the parameters count."""

    text: str
    params: Mapping[str, str]


@dataclass(slots=True)
class Entry:
    """An event, a task, or an alarm of one; it knows the names of properties in any case."""

    name: str
    subcomponents: "list[Entry]" = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    """The names of properties that cannot be read."""
    _values: dict[str, list[Any]] = field(default_factory=dict)

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a property; the first, where it stands more than once."""
        found = self._values.get(name.upper())
        return found[0] if found else default

    def all(self, name: str) -> list[Any]:
        """The values of a property that may stand often."""
        return self._values.get(name.upper(), [])

    def take(self, line: ContentLine) -> None:
        read = READERS.get(line.name)
        values = self._values.setdefault(line.name, [])
        try:
            values += read(line) if read else ()
        except (ValueError, TypeError, KeyError):  # by which the library says that it is none
            self.broken.add(line.name)

    def __contains__(self, name: str) -> bool:
        return name.upper() in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)


def read(lines: Iterable[ContentLine]) -> Entry:
    """The entry that the properties are, from BEGIN to END; ValueError where its parts do not end.

    Of a part that is no alarm no property is read.
    """
    file = Entry("")
    parts = [file]
    for line in lines:
        if line.name == "BEGIN":
            part = Entry(line.value.strip().upper())
            parts[-1].subcomponents.append(part)
            parts.append(part)
        elif len(parts) == 1:
            raise ValueError("something stands behind the end")
        elif line.name == "END":
            if parts.pop().name != line.value.strip().upper():
                raise ValueError("another part ends than has begun")
        elif len(parts) == 2 or parts[-1].name == ALARM:
            parts[-1].take(line)
    if len(parts) != 1:
        raise ValueError("a part does not end")
    (entry,) = file.subcomponents
    return entry


def _text(line: ContentLine) -> Iterable[str]:
    return (_unescaped(line.value),)


def _raw(line: ContentLine) -> Iterable[str]:
    return (line.value,)


def _said(line: ContentLine) -> Iterable[Said]:
    return (Said(line.text, _params(line)),)


def _number(line: ContentLine) -> Iterable[int]:
    return (int(line.value),)


def _words(line: ContentLine) -> Iterable[str]:
    """What commas part; one behind a backslash does not."""
    if "\\" not in line.value:
        return line.value.split(",")
    return map(_unescaped, PARTED.findall(f"{line.value},")[:-1])


def _unescaped(text: str) -> str:
    """Without the backslashes that RFC 5545 knows: there are paths in such texts."""
    if "\\" not in text:
        return text
    return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def _time(line: ContentLine) -> Iterable[Time]:
    params = _params(line)
    return (Time(_moment(line.value, params.get("TZID", "")), params),)


def _times(line: ContentLine) -> Iterable[Time]:
    params = _params(line)
    zone = params.get("TZID", "")
    several = line.value.split(",") if line.value or line.name != "RDATE" else ()
    return [Time(_moment(one, zone), params) for one in several]


def _params(line: ContentLine) -> Mapping[str, str]:
    return {name: several[0] for name, several in line.params.items()} if line.params else {}


def _rule(line: ContentLine) -> Iterable[str]:
    if len(line.value) > recurrence.LONGEST:
        raise ValueError("no rule is so long")
    return (_rule_text(line.value),)


@lru_cache(1024)
def _rule_text(text: str) -> str:
    """As the library writes it, without what it does not understand."""
    with extra("exchange", "iCalendar"):
        from icalendar import vRecur
    found = str(vRecur.from_ical(text).to_ical(), "utf-8")
    if not found:
        raise ValueError("nothing in it is understood")
    return found


def _moment(text: str, zone: str) -> Any:
    if MOMENT.fullmatch(text):
        moment = datetime.fromisoformat(text[:LOCAL])
        zone = zone or (UTC if len(text) > LOCAL else "")
        return moment.replace(tzinfo=_zone(zone)) if zone else moment
    if DAY.fullmatch(text) and not zone:
        return date.fromisoformat(text)
    with extra("exchange", "iCalendar"):
        from icalendar import vDDDTypes
    return vDDDTypes.from_ical(text, timezone=zone or None)  # type: ignore[no-untyped-call]


@lru_cache(256)
def _zone(name: str) -> tzinfo | None:
    """The zone that the library knows by the name."""
    with extra("exchange", "iCalendar"):
        from icalendar import vDatetime
    moment: datetime = vDatetime.from_ical(SOME_TIME, name)  # type: ignore[no-untyped-call]
    return moment.tzinfo


TEXTS = ("UID", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "COMPLETED", "ACTION",
         "ORGANIZER", "ATTENDEE")  # fmt: skip
TIMES = ("DTSTART", "DTEND", "DUE", "RECURRENCE-ID", "DURATION", "TRIGGER")
READERS: Mapping[str, Callable[[ContentLine], Iterable[Any]]] = {
    **dict.fromkeys(TEXTS, _text),
    **dict.fromkeys(TIMES, _time),
    **dict.fromkeys(("RDATE", "EXDATE"), _times),
    **dict.fromkeys(("SEQUENCE", "PRIORITY"), _number),
    **dict.fromkeys(("CONTACT", "X-CRM-DEAL"), _said),
    **dict.fromkeys(("X-CRM-STATUS", "X-MICROSOFT-CDO-ALLDAYEVENT"), _raw),
    "CATEGORIES": _words,
    "RRULE": _rule,
}
"""Whose values are needed; of other properties only that they are there."""
