"""Writes activities as an iCalendar file: events at their times, tasks with their due dates."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from crm_tui.domain.extras import extra

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//crm-tui//EN\r\nCALSCALE:GREGORIAN\r\n"
TASK_STATUS = {"planned": "NEEDS-ACTION", "done": "COMPLETED"}
CANCELLED = "CANCELLED"
PRIORITIES = {"high": 1, "normal": 5, "low": 9}


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """An event where it has a start, else a task. Moments have a zone and are written in UTC."""

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
    body: str | None = None
    priority: str | None = None


class Writable(Protocol):
    def write(self, text: str, /) -> object: ...


class IcsWriter:
    """One entry after the other; `close` ends the calendar, and must be called."""

    def __init__(self, stream: Writable) -> None:
        with extra("exchange", "iCalendar"):
            from icalendar import Event, Todo
        self._event, self._task = Event, Todo
        self._stream = stream
        stream.write(HEAD)

    def entry(self, entry: CalendarEntry) -> None:
        written = self._event() if entry.start is not None else self._task()
        written.add("uid", entry.uid)
        written.add("dtstamp", entry.stamp.astimezone(UTC))
        written.add("sequence", entry.sequence)
        written.add("summary", entry.subject)
        written.add("categories", [entry.kind])
        if entry.start is not None:
            written.add("dtstart", _universal(entry.start))
            if (end := _end(entry)) is not None:
                written.add("dtend", end)
            written.add("status", CANCELLED if _fell_out(entry) else "CONFIRMED")
        else:
            if entry.due is not None:
                written.add("due", _universal(entry.due))
            written.add("status", TASK_STATUS.get(entry.status, CANCELLED))
        if entry.body:
            written.add("description", entry.body)
        if entry.priority in PRIORITIES:
            written.add("priority", PRIORITIES[entry.priority])
        self._stream.write(written.to_ical().decode())

    def close(self) -> None:
        self._stream.write("END:VCALENDAR\r\n")


def _fell_out(entry: CalendarEntry) -> bool:
    return entry.status in ("cancelled", "not_held")


def _universal(moment: date | datetime) -> date | datetime:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def _end(entry: CalendarEntry) -> date | datetime | None:
    """The end of an event, of whole days the day after; None where it is not after the start."""
    start, end = entry.start, entry.end
    if start is None or end is None or isinstance(start, datetime) is not isinstance(end, datetime):
        return None
    if not isinstance(end, datetime):
        return end + timedelta(days=1) if end >= start and end < date.max else None
    return _universal(end) if end > start else None
