"""iCalendar files: each event and task is a row; one that is broken costs only itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm_tui.domain import tags, values
from crm_tui.domain.activities import ActivityKind, ActivityStatus
from crm_tui.domain.extras import extra
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import (
    content_lines,
    encodings,
    folded_utf8,
    ics_alarms,
    ics_kept,
    ics_links,
    ics_times,
    ics_zone_names,
    sources,
    vcalendar_one,
)
from crm_tui.exchange.content_limits import SHORT_LIMIT, Limits
from crm_tui.exchange.ics_described_zones import DescribedZones
from crm_tui.exchange.ics_further_times import FurtherTimes
from crm_tui.exchange.ics_kept import STATUS_PROPERTY
from crm_tui.exchange.row_files import BrokenRow, Progress, RecordFile, Row

if TYPE_CHECKING:
    from icalendar import Component

HEADER = (
    "external_id", "sequence", "replaces", "kind", "status", "subject", "start", "end", "due",
    "duration", "recurrence", "except_on", "time_zone", "reminders", "place", "organizer",
    "attendees", "client", "contact", "deal", "priority", "tags", "body", "ics",
)  # fmt: skip
"""The last one has the properties that no other has, a line each."""

KINDS = {"VEVENT": "event", "VTODO": "task"}
ENTRIES = (*KINDS, "VJOURNAL", "VFREEBUSY")
"""What a row is; those that are no activities are refused, not passed over."""

SEVERAL = "; "
ENTRY_LIMIT = 8 * 1024 * 1024
"""Characters of one entry; attached files may stand in it."""

LINES_LIMIT = 200_000
"""Lines of one entry as they stand in the file."""

PROPERTIES_LIMIT = 5000
"""Properties of one entry, each who takes part and each line of an alarm among them."""

LINE = ENTRY_LIMIT + 1
WORD = 100
"""Characters of a line that tell whether something begins or ends there."""

PROGRESS_EVERY = 64
"""Entries between two calls of `progress`."""

NEEDED = ("DTSTART", "DTEND", "DUE", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID",
          "SEQUENCE")  # fmt: skip
"""What must be read, or the entry would be another one."""

READ = frozenset(
    (*NEEDED, "UID", "SUMMARY", "LOCATION", "PRIORITY", "DESCRIPTION", "BEGIN", "END", "DTSTAMP",
     "LAST-MODIFIED", STATUS_PROPERTY)
)  # fmt: skip
SHORT = frozenset(
    (*READ, "STATUS", "COMPLETED", "ORGANIZER", "ATTENDEE", "CATEGORIES", "TRIGGER", "ACTION",
     ics_times.WHOLE_DAY, *ics_links.PROPERTIES.values(), *vcalendar_one.ALARMS)
) - {"DESCRIPTION"}  # fmt: skip
"""What is taken apart."""

KIND_WORDS = frozenset(kind.value for kind in ActivityKind)
STATUS = {"CANCELLED": "cancelled", "COMPLETED": "done", "CONFIRMED": "", "NEEDS-ACTION": ""}
TOLD = {
    "UID": "external_id", "SUMMARY": "subject", "DTSTART": "start", "DTEND": "end", "DUE": "due",
    "RRULE": "recurrence", "LOCATION": "place", "DESCRIPTION": "body", "SEQUENCE": "sequence",
    "RECURRENCE-ID": "replaces",
}  # fmt: skip
TOLD_LINES = 1000
"""Lines of a broken entry that are looked through."""

VALUE_SHOWN = 60
"""Characters of a value that cannot be read."""

CANCELLING = ("METHOD", "CANCEL")
ZONE_PROPERTY = "X-WR-TIMEZONE"
"""In which zone a calendar is whose times name none."""

Entry = tuple[int, list[str], bool]
"""The line where it begins, its lines, and whether they are whole."""


@dataclass(slots=True)
class Around:
    """What a file says of all its entries: the zones that it describes, the calendar's own, and
    whether it takes back what it has.
    """

    described: DescribedZones = field(default_factory=DescribedZones)
    zone: str | None = None
    cancels: bool = False
    """Whether all its entries are called off."""
    further: FurtherTimes = field(default_factory=partial(FurtherTimes, HEADER))
    """What the entries so far name beside their rules."""


def inspect(path: Path, source: str, *, encoding: str | None = None) -> RecordFile:
    """The events and tasks of the file; InvalidInputError where there are none."""
    with extra("exchange", "iCalendar"):
        import icalendar  # noqa: F401
    unchanged = sources.Unchanged(path, source)
    encoding = folded_utf8.find(path, source, encoding, longest=ENTRY_LIMIT)
    if next(_entries(path, source, encoding, Around(), None), None) is None:
        raise InvalidInputError(_("{file} holds no events and no tasks"), file=source)
    return RecordFile(path, source, HEADER, partial(_rows, unchanged, path, source, encoding))


def _rows(
    unchanged: sources.Unchanged, path: Path, source: str, encoding: str, progress: Progress | None
) -> Iterator[Row | BrokenRow]:
    around = Around()
    for line, lines, whole in _entries(path, source, encoding, around, progress):
        yield _row(line, lines, around, whole)
    yield from around.further.rows()
    unchanged.check()


def _entries(
    path: Path, source: str, encoding: str, around: Around, progress: Progress | None
) -> Iterator[Entry]:
    """Each entry by itself; what the file says of zones is put into `around`."""
    size = path.stat().st_size
    with encodings.opened(path, source, encoding) as stream:
        pieces = iter(partial(stream.readline, LINE), "")
        for count, found in enumerate(_split(pieces, around)):
            yield found
            if progress is not None and not count % PROGRESS_EVERY:
                progress(stream.buffer.tell(), size)  # type: ignore[attr-defined]
    if progress is not None:
        progress(size, size)


def _split(pieces: Iterable[str], around: Around) -> Iterator[Entry]:
    inside = ""
    begin = size = 0
    fits = False
    lines: list[str] = []
    for number, piece in enumerate(pieces, 1):
        if not fits and piece.isspace():  # there are files of nothing else
            continue
        line = ics_zone_names.parsable(piece.rstrip("\r\n"))
        word, _colon, name = line[:WORD].strip().upper().partition(":")
        if not inside and word == ZONE_PROPERTY:
            around.zone = ics_zone_names.iana(line.strip()[len(word) + 1 :].strip())
        around.cancels |= not inside and (word, name) == CANCELLING
        starts = word == "BEGIN" and name in (*ENTRIES, "VTIMEZONE")
        if starts and inside in ENTRIES:
            yield begin, lines, False
        if starts:
            inside, begin, lines, size = name, number, [], 0
        size += len(line)
        fits = bool(inside) and size <= ENTRY_LIMIT and number - begin < LINES_LIMIT
        if fits:
            lines.append(line.strip() if word in ("BEGIN", "END") else line)
        else:
            del lines[TOLD_LINES:]
        if inside and word == "END" and name == inside:
            if inside in ENTRIES:
                yield begin, lines, fits
            elif fits:
                around.described.add(lines)
            inside, fits = "", False
    if inside in ENTRIES:
        yield begin, lines, False


def _row(line: int, lines: list[str], around: Around, whole: bool) -> Row | BrokenRow:
    if not whole:
        message = _("the entry is not whole, or too long")
        return BrokenRow(line, _told(lines), InvalidInputError(message))
    if lines[0].partition(":")[2].upper() not in KINDS:
        message = _("this is no event and no task")
        return BrokenRow(line, _told(lines), InvalidInputError(message))
    try:
        limits = Limits(PROPERTIES_LIMIT, SHORT)
        for number, one in content_lines.unfolded(enumerate(lines)):
            limits.check(number, one)
        entry = _parsed(lines, around)
        found = _cells(entry, lines, cancels=around.cancels)
        cells = [values.clean(cell, lines=True) for cell in found]
        around.further.add(line, entry, cells)
        return Row(line, cells)
    except InvalidInputError as error:
        error.line = line + (error.line or 0)
        return BrokenRow(error.line, _told(lines), error)
    except Exception:  # the library raises many things on what is no calendar
        message = _("this entry cannot be read")
        return BrokenRow(line, _told(lines), InvalidInputError(message))


def _parsed(lines: list[str], around: Around) -> "Component":
    with extra("exchange", "iCalendar"):
        from icalendar import Calendar
    zoned = ics_zone_names.zoned(lines, around.described.called, around.zone)
    known = map(_spared, vcalendar_one.modern(zoned))
    text = "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *known, "END:VCALENDAR", ""))
    calendar = Calendar.from_ical(text)
    (entry,) = (part for part in calendar.subcomponents if part.name in KINDS)
    return entry


def _spared(line: str) -> str:
    """The line as the library gets it: a text without its parameters, by which it could be meant as
    anything, and of what is only kept no more than the name."""
    name, before = content_lines.head(line)
    if name in SHORT or not name:
        return line
    return f"{name}:{line[before:]}" if name == "DESCRIPTION" else f"X-{name}:"


def _told(lines: list[str]) -> list[str]:
    """What a broken entry says in so many words, to be mended and read again."""
    cells = dict.fromkeys(HEADER, "")
    for _number, line in content_lines.unfolded(enumerate(lines[:TOLD_LINES])):
        name, before = content_lines.head(line)
        column = TOLD.get(name, "")
        if column and not cells[column] and before <= SHORT_LIMIT:
            found = content_lines.parse(line)
            cells[column] = values.clean(found.text, lines=True) if found is not None else ""
    return list(cells.values())


def _cells(entry: "Component", lines: list[str], *, cancels: bool) -> list[str]:
    _check(entry, lines)
    start, end = ics_times.moment(entry, "dtstart"), ics_times.end(entry)
    due = ics_times.moment(entry, "due")
    alarms = entry.walk("VALARM")
    whole = not isinstance(start or due, datetime)
    reminders, others = ics_alarms.reminders(entry, alarms, whole=whole)
    categories = _categories(entry)
    kept = list(_others(lines, others, categories is None))
    kind, tagged = categories or ("", [])
    return [
        str(entry.get("uid", "")),
        str(entry.get("sequence", "")),
        ics_times.written(ics_times.moment(entry, "recurrence-id")),
        kind or KINDS[str(entry.name)],
        ActivityStatus.CANCELLED.value if cancels else _status(entry),
        str(entry.get("summary", "")),
        "" if due is not None and due == start else ics_times.written(start),
        ics_times.written(end),
        ics_times.written(due),
        ics_times.minutes(entry, start),
        _raw(entry["rrule"]) if "rrule" in entry else "",
        " ".join(ics_times.written(moment) for moment in ics_times.exceptions(entry)),
        ics_times.clock(entry, start or due),
        ", ".join(reminders),
        str(entry.get("location", "")),
        _address(entry.get("organizer", "")),
        SEVERAL.join(map(_address, ics_times.several(entry.get("attendee", [])))),
        *ics_links.read(entry),
        ics_kept.priority(str(entry.get("priority", ""))),
        " ".join(tagged),
        str(entry.get("description", "")),
        "\n".join(kept),
    ]


def _check(entry: "Component", lines: list[str]) -> None:
    """InvalidInputError for a property that is needed and cannot be read, with its line, counted
    from 0.
    """
    broken = {str(name).upper() for name, _reason in entry.errors}
    if not all(ics_times.several(entry.get("rrule", [True]))):  # it has read nothing in it
        broken.add("RRULE")
    ended, rules = None, 0
    for number, line in content_lines.unfolded(enumerate(lines)):
        found = content_lines.parse(line)
        if found is not None and found.name in broken and found.name in NEEDED:
            message = _("{property} cannot be read: {value}")
            value = found.value[:VALUE_SHOWN]
            raise InvalidInputError(message, line=number, property=found.name, value=value)
        if found is not None and found.name == "DTEND":
            ended = number
        rules += found is not None and found.name == "RRULE"
        if rules > 1:
            raise InvalidInputError(_("it repeats by more than one rule"), line=number)
        if found is not None and found.name == "RECURRENCE-ID" and "RANGE" in found.params:
            raise InvalidInputError(_("a change of this and all later times is not understood"))
    start, end = ics_times.moment(entry, "dtstart"), ics_times.moment(entry, "dtend")
    if start and end and ics_times.alike(start) == ics_times.alike(end) and end < start:
        message = _("it ends at {end}, before it begins at {start}")
        shown = {"start": ics_times.written(start), "end": ics_times.written(end)}
        raise InvalidInputError(message, line=ended, **shown)


def _status(entry: "Component") -> str:
    own = str(entry.get(STATUS_PROPERTY, ""))
    if own in {status.value for status in ActivityStatus}:
        return own
    said = str(entry.get("status", "COMPLETED" if "completed" in entry else ""))
    return STATUS.get(said.upper(), "")


def _categories(entry: "Component") -> tuple[str, list[str]] | None:
    """The kind of an activity and tags; None where the categories are no tags of ours."""
    words = [
        str(one) for line in ics_times.several(entry.get("categories", [])) for one in line.cats
    ]
    tagged = [word for word in words if word not in KIND_WORDS]
    try:
        if [tags.read_one(word) for word in tagged] != tagged:
            return None
    except InvalidInputError:
        return None
    return next((word for word in words if word in KIND_WORDS), ""), tagged


def _raw(value: Any) -> str:
    """As it stands in the file."""
    return str(value.to_ical(), "utf-8")


def _address(value: Any) -> str:
    text = str(value)
    return text[7:] if text.lower().startswith("mailto:") else text


def _others(lines: list[str], alarms: list[int], categories: bool) -> Iterator[str]:
    """The properties that no column has, and the alarms of those places, as they stand.

    `categories` says whether those are kept too.
    """
    inside, alarm = "", -1
    for _number, line in content_lines.unfolded(enumerate(lines)):
        found = content_lines.parse(line)
        if found is None or found.value.strip().upper() in KINDS:
            continue
        if found.name == "BEGIN" and not inside:
            inside = found.value.strip().upper()
            alarm += inside == "VALARM"
        if inside:
            if inside != "VALARM" or alarm in alarms:
                yield content_lines.plain(found)
            if found.name == "END" and found.value.strip().upper() == inside:
                inside = ""
        elif _is_kept(found, categories):
            yield content_lines.plain(found)


def _is_kept(found: content_lines.ContentLine, categories: bool) -> bool:
    if found.name == "CATEGORIES":  # a kind is ours, and is written anew
        return categories and found.value not in KIND_WORDS
    if ics_links.is_link(found) or vcalendar_one.is_alarm(found):
        return False
    if found.name == "STATUS":
        return found.value.strip().upper() not in STATUS
    return found.name not in READ or ics_kept.says_more(found)
