"""iCalendar files: each event and task is a row; one that is broken costs only itself."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm_tui.domain import values
from crm_tui.domain.extras import extra
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import content_lines, encodings, sources
from crm_tui.exchange.row_files import BrokenRow, Progress, RecordFile, Row

if TYPE_CHECKING:
    from icalendar import Component

HEADER = (
    "external_id", "sequence", "kind", "status", "subject", "start", "end", "due", "zone",
    "recurrence", "alarms", "place", "organizer", "attendees", "priority", "body", "ics",
)  # fmt: skip
OTHERS = "ics"
"""The column with the properties that no other has, a line each."""

KINDS = {"VEVENT": "event", "VTODO": "task"}
SEVERAL = "; "
ENTRY_LIMIT = 8 * 1024 * 1024
"""Characters of one entry; attached files may stand in it."""

ZONES_LIMIT = 1024 * 1024
PIECE = 1 << 20
PROGRESS_EVERY = 64
"""Entries between two calls of `progress`."""

READ = frozenset(
    ("UID", "SEQUENCE", "SUMMARY", "DTSTART", "DTEND", "DUE", "DURATION", "RRULE", "LOCATION",
     "ORGANIZER", "ATTENDEE", "PRIORITY", "DESCRIPTION", "STATUS", "BEGIN", "END", "DTSTAMP")
)  # fmt: skip
STATUS = {"CANCELLED": "cancelled", "COMPLETED": "done"}
PRIORITIES = (("", 0), ("high", 4), ("normal", 5), ("low", 9))
"""The words for priorities up to a number."""

Entry = tuple[int, list[str], bool]
"""The line where it begins, its lines, and whether they are whole."""


def inspect(path: Path, source: str, *, encoding: str | None = None) -> RecordFile:
    """The events and tasks of the file; InvalidInputError where there are none."""
    with extra("exchange", "iCalendar"):
        import icalendar  # noqa: F401
    unchanged = sources.Unchanged(path, source)
    encoding = encodings.find(path, source, encoding)
    if next(_entries(path, source, encoding, [], None), None) is None:
        raise InvalidInputError(_("{file} holds no events and no tasks"), file=source)
    return RecordFile(path, source, HEADER, partial(_rows, unchanged, path, source, encoding))


def _rows(
    unchanged: sources.Unchanged, path: Path, source: str, encoding: str, progress: Progress | None
) -> Iterator[Row | BrokenRow]:
    zones: list[str] = []
    for line, lines, whole in _entries(path, source, encoding, zones, progress):
        yield _row(line, lines, zones, whole)
    unchanged.check()


def _entries(
    path: Path, source: str, encoding: str, zones: list[str], progress: Progress | None
) -> Iterator[Entry]:
    """Each entry by itself; the zones that stand in the file are put into `zones`."""
    size = path.stat().st_size
    with encodings.opened(path, source, encoding) as stream:
        pieces = iter(lambda: stream.readline(PIECE), "")
        for count, found in enumerate(_split(pieces, zones)):
            yield found
            if progress is not None and not count % PROGRESS_EVERY:
                progress(stream.buffer.tell(), size)  # type: ignore[attr-defined]
    if progress is not None:
        progress(size, size)


def _split(pieces: Iterable[str], zones: list[str]) -> Iterator[Entry]:
    inside = ""
    begin = size = zone_size = 0
    lines: list[str] = []
    for number, piece in enumerate(pieces, 1):
        line = piece.rstrip("\r\n")
        word, _colon, name = line.strip().upper().partition(":")
        starts = word == "BEGIN" and name in (*KINDS, "VTIMEZONE")
        if starts and inside in KINDS:
            yield begin, lines, False
        if starts:
            inside, begin, lines, size = name, number, [], 0
        size += len(line)
        if inside and size <= ENTRY_LIMIT:
            lines.append(line)
        if inside and word == "END" and name == inside:
            if inside in KINDS:
                yield begin, lines, size <= ENTRY_LIMIT
            elif (zone_size := zone_size + size) <= ZONES_LIMIT:
                zones += lines
            inside = ""
    if inside in KINDS:
        yield begin, lines, False


def _row(line: int, lines: list[str], zones: list[str], whole: bool) -> Row | BrokenRow:
    with extra("exchange", "iCalendar"):
        from icalendar import Calendar
    if not whole:
        message = _("the entry is not whole, or too long")
        return BrokenRow(line, [], InvalidInputError(message))
    text = "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *zones, *lines, "END:VCALENDAR", ""))
    try:
        calendar = Calendar.from_ical(text)
        (entry,) = (part for part in calendar.subcomponents if part.name in KINDS)
        return Row(line, [values.clean(cell, lines=True) for cell in _cells(entry, lines)])
    except InvalidInputError as error:
        return BrokenRow(line, [], error)
    except Exception:  # the library raises many things on what is no calendar
        return BrokenRow(line, [], InvalidInputError(_("this entry cannot be read")))


def _cells(entry: "Component", lines: list[str]) -> list[str]:
    start, end = _moment(entry, "dtstart"), _end(entry)
    for name in ("dtstart", "dtend", "due"):
        if name in entry and _moment(entry, name) is None:
            raise InvalidInputError(_("this entry has a time that cannot be"))
    status = STATUS.get(str(entry.get("status", "")).upper(), "")
    return [
        str(entry.get("uid", "")),
        str(entry.get("sequence", "")),
        KINDS[str(entry.name)],
        status,
        str(entry.get("summary", "")),
        _written(start),
        _written(end),
        _written(_moment(entry, "due")),
        str(entry["dtstart"].params.get("TZID", "")) if "dtstart" in entry else "",
        _raw(entry["rrule"]) if "rrule" in entry else "",
        SEVERAL.join(_alarms(entry)),
        str(entry.get("location", "")),
        _address(entry.get("organizer", "")),
        SEVERAL.join(map(_address, _several(entry.get("attendee", [])))),
        _priority(str(entry.get("priority", ""))),
        str(entry.get("description", "")),
        "\n".join(_others(lines)),
    ]


def _moment(entry: "Component", name: str) -> date | datetime | None:
    found = getattr(entry.get(name), "dt", None)
    return found if isinstance(found, date) else None


def _end(entry: "Component") -> date | datetime | None:
    """The end, or the start and the duration; of whole days the last one."""
    start, end = _moment(entry, "dtstart"), _moment(entry, "dtend")
    lasting = getattr(entry.get("duration"), "dt", None)
    if end is None and start is not None and isinstance(lasting, timedelta):
        end = start + lasting
    if end is not None and not isinstance(end, datetime):
        return max(end - timedelta(days=1), start) if type(start) is date else end
    return end


def _written(moment: date | datetime | None) -> str:
    if isinstance(moment, datetime):
        return moment.isoformat(sep="T", timespec="seconds")
    return moment.isoformat() if moment else ""


def _alarms(entry: "Component") -> Iterator[str]:
    """When it reminds: -PT15M is a quarter of an hour before."""
    for alarm in entry.walk("VALARM"):
        if "trigger" in alarm:
            yield _raw(alarm["trigger"])


def _raw(value: Any) -> str:
    """As it stands in the file."""
    return str(value.to_ical(), "utf-8")


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _address(value: Any) -> str:
    text = str(value)
    return text[7:] if text.lower().startswith("mailto:") else text


def _priority(number: str) -> str:
    if not number.isdecimal():
        return ""
    return next((word for word, most in PRIORITIES if int(number) <= most), "")


def _others(lines: list[str]) -> Iterator[str]:
    """The properties of the entry itself, not of its alarms, that no column has."""
    depth = 0
    for _number, line in content_lines.unfolded(enumerate(lines)):
        found = content_lines.parse(line)
        if found is None:
            continue
        depth += (found.name == "BEGIN") - (found.name == "END")
        attached = "BASE64" in found.params.get("ENCODING", ())
        if depth == 1 and found.name not in READ and not attached:
            yield line
