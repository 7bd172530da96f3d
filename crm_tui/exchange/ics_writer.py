"""Writes activities as an iCalendar file: events at their times, tasks with their due dates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Protocol

from crm_tui.domain import series
from crm_tui.domain.extras import extra
from crm_tui.exchange import ics_alarms, ics_kept, ics_links, ics_zones
from crm_tui.exchange.ics_kept import FELL_OUT, PRIORITIES, STATUS_PROPERTY
from crm_tui.exchange.vcard_writer import folded

if TYPE_CHECKING:
    from icalendar import Component

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//crm-tui//EN\r\nCALSCALE:GREGORIAN\r\n"
TASK_STATUS = {"planned": "NEEDS-ACTION", "done": "COMPLETED"}
CANCELLED, CONFIRMED = "CANCELLED", "CONFIRMED"
PARTS = re.compile("\r\n(BEGIN:VALARM|END:)")
"""Where the properties of an entry end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """An event where it has a start, else a task; a task may begin before it is due. Moments have
    a zone.
    """

    uid: str
    stamp: datetime
    """When it was last changed."""
    sequence: int
    subject: str
    kind: str
    status: str
    start: date | datetime | None = None
    end: date | datetime | None = None
    due: date | datetime | None = None
    duration: int | None = None
    place: str | None = None
    body: str | None = None
    priority: str | None = None
    tags: Sequence[str] = ()
    recurrence: str | None = None
    except_on: Sequence[date] = ()
    """The days, by its clock, on which it does not repeat."""
    time_zone: tzinfo | None = None
    """By whose clock it repeats; without it by that of the calendar."""
    replaces: date | datetime | None = None
    """The time of the series with the same uid for which it stands."""
    reminders: str | None = None
    links: Sequence[ics_links.Linked] = ()
    others: str = ""
    """Properties and alarms as they came, a line each."""

    @property
    def is_task(self) -> bool:
        return self.start is None or (self.kind == "task" and self.due is not None)


class Writable(Protocol):
    def write(self, text: str, /) -> object: ...


class IcsWriter:
    """One entry after the other; `close` ends the calendar, and must be called.

    What repeats is written by its clock, or else by that of the zone, and all else in UTC.
    `begins` is the hour at which a whole day is reminded of.
    """

    def __init__(
        self, stream: Writable, zone: tzinfo, now: datetime, begins: timedelta = timedelta(hours=9)
    ) -> None:
        with extra("exchange", "iCalendar"):
            from icalendar import Event, Todo, vRecur
        self._event, self._task, self._rule = Event, Todo, vRecur
        self._stream, self._begins, self._year = stream, begins, now.year
        self._described: set[str] = set()
        stream.write(HEAD)
        self._zone = self._known(zone)

    def _known(self, zone: tzinfo) -> tzinfo:
        """The zone, which is described where it is used first."""
        key = getattr(zone, "key", "UTC")
        if key in ("UTC", "Etc/UTC"):
            return UTC
        if key not in self._described:
            self._described.add(key)
            self._stream.write(ics_zones.described(zone, key, self._year))
        return zone

    def entry(self, entry: CalendarEntry) -> None:
        written = self._task() if entry.is_task else self._event()
        written.add("uid", entry.uid)
        written.add("dtstamp", entry.stamp.astimezone(UTC))
        written.add("sequence", entry.sequence)
        written.add("summary", entry.subject)
        written.add("categories", [entry.kind, *entry.tags])
        self._add_times(written, entry)
        _add_status(written, entry)
        for name, value in (("location", entry.place), ("description", entry.body)):
            if value:
                written.add(name, value)
        ics_links.write(written, entry.links)
        if entry.priority in PRIORITIES:
            written.add("priority", PRIORITIES[entry.priority])
        properties, parts = ics_kept.split(entry.others.split("\n") if entry.others else [])
        properties = ics_kept.still_true(properties, written)
        at = entry.start or entry.due
        if at is not None:
            parts, reminders = ics_alarms.still_true(
                parts, written, entry.reminders, whole=not isinstance(at, datetime)
            )
            due = entry.start is None and not entry.recurrence
            for alarm in ics_alarms.alarms(reminders, entry.subject, at, self._begins, due=due):
                written.add_component(alarm)
        lines = [line for part in parts for line in part]
        self._stream.write(_with_others(written.to_ical().decode(), properties, lines))

    def _add_times(self, written: "Component", entry: CalendarEntry) -> None:
        repeats = bool(entry.recurrence) or entry.replaces is not None
        zone = self._clock(entry) if repeats else UTC
        if entry.start is not None:
            written.add("dtstart", _in_zone(entry.start, zone))
            end = _end(entry)
            if entry.is_task and entry.due is not None:
                written.add("due", _in_zone(entry.due, zone))
            elif end is not None:
                written.add("dtend", _in_zone(end, zone))
            elif entry.duration and isinstance(entry.start, datetime):
                written.add("duration", timedelta(minutes=entry.duration))
        elif entry.due is not None:
            if entry.recurrence:  # a rule counts from a beginning
                written.add("dtstart", _in_zone(entry.due, zone))
            written.add("due", _in_zone(entry.due, zone))
        self._add_rule(written, entry, zone)

    def _clock(self, entry: CalendarEntry) -> tzinfo:
        return self._known(entry.time_zone) if entry.time_zone is not None else self._zone

    def _add_rule(self, written: "Component", entry: CalendarEntry, zone: tzinfo) -> None:
        if entry.replaces is not None:
            written.add("recurrence-id", _in_zone(entry.replaces, zone))
        at = entry.start or entry.due
        if not entry.recurrence or at is None:
            return
        timed = isinstance(at, datetime)
        rule = series.universal_end(entry.recurrence, zone if timed else None)
        written.add("rrule", self._rule.from_ical(rule))
        left_out = [_on(day, at, zone) for day in entry.except_on]
        if left_out:
            written.add("exdate", left_out)

    def close(self) -> None:
        self._stream.write("END:VCALENDAR\r\n")


def _add_status(written: "Component", entry: CalendarEntry) -> None:
    if not entry.is_task:
        fell_out = entry.status in FELL_OUT
        status = CANCELLED if fell_out else CONFIRMED
    else:
        status = TASK_STATUS.get(entry.status, CANCELLED)
    written.add("status", status)
    written.add(STATUS_PROPERTY, entry.status)


def _in_zone(moment: date | datetime, zone: tzinfo) -> date | datetime:
    return moment.astimezone(zone) if isinstance(moment, datetime) else moment


def _on(day: date, like: date | datetime, zone: tzinfo) -> date | datetime:
    """The day, or the time on it at which the clock shows the same."""
    if not isinstance(like, datetime):
        return day
    return datetime.combine(day, like.astimezone(zone).time(), zone)


def _end(entry: CalendarEntry) -> date | datetime | None:
    """The end of an event, of whole days the day after; None where it is not after the start."""
    start, end = entry.start, entry.end
    if start is None or end is None or isinstance(start, datetime) is not isinstance(end, datetime):
        return None
    if not isinstance(end, datetime):
        return end + timedelta(days=1) if end >= start and end < date.max else None
    return end if end > start else None


def _with_others(text: str, properties: Sequence[str], parts: Sequence[str]) -> str:
    """The entry with the lines that it came with: properties before its alarms, parts after."""
    if not properties and not parts:
        return text
    place = PARTS.search(text)
    assert place is not None, "an entry ends"
    head, tail = text[: place.start() + 2], text[place.start() + 2 :]
    end = tail.rindex("END:")
    first, last = ([folded(line) + "\r\n" for line in lines] for lines in (properties, parts))
    return "".join((head, *first, tail[:end], *last, tail[end:]))
