"""iCalendar files: each event and task is a row; one that is broken costs only itself."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

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
    ics_entries,
    ics_kept,
    ics_links,
    ics_times,
    ics_zone_names,
    sources,
    vcalendar_one,
)
from crm_tui.exchange.content_limits import SHORT_LIMIT, Limits
from crm_tui.exchange.content_lines import ContentLine
from crm_tui.exchange.ics_described_zones import DescribedZones
from crm_tui.exchange.ics_entries import Entry
from crm_tui.exchange.ics_further_times import FurtherTimes
from crm_tui.exchange.ics_kept import STATUS_PROPERTY
from crm_tui.exchange.row_files import BrokenRow, Progress, RecordFile, Row

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
FIRST = frozenset("BEMXbemx")
"""Letters with which the lines begin that are looked at before an entry is whole."""

WORD = 100
"""Characters of a line that tell whether something begins or ends there."""

PROGRESS_EVERY = 64
"""Entries between two calls of `progress`."""

NEEDED = ("DTSTART", "DTEND", "DUE", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID",
          "SEQUENCE")  # fmt: skip
"""What must be read, or the entry would be another one."""

ONCE = frozenset(NEEDED) - {"RRULE", "RDATE", "EXDATE"}
"""What may not say two things."""

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
STATUSES = frozenset(status.value for status in ActivityStatus)
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

Lines = tuple[int, list[str], bool]
"""An entry: the line where it begins, its lines, and whether they are whole."""


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
) -> Iterator[Lines]:
    """Each entry by itself; what the file says of zones is put into `around`."""
    size = sources.size(path, source)
    with encodings.opened(path, source, encoding) as stream:
        pieces = iter(partial(stream.readline, LINE), "")
        for count, found in enumerate(_split(pieces, around)):
            yield found
            if progress is not None and not count % PROGRESS_EVERY:
                progress(stream.buffer.tell(), size)  # type: ignore[attr-defined]
    if progress is not None:
        progress(size, size)


def _split(pieces: Iterable[str], around: Around) -> Iterator[Lines]:
    inside = ""
    begin = size = 0
    fits = False
    lines: list[str] = []
    for number, piece in enumerate(pieces, 1):
        if not fits and piece.isspace():  # there are files of nothing else
            continue
        line = ics_zone_names.parsable(piece.rstrip("\r\n"))
        word = name = ""
        if line[:1] in FIRST or line[:1].isspace():
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
        properties = _properties(lines)
        zoned = ics_zone_names.zoned(properties, around.described.called, around.zone)
        entry = ics_entries.read(vcalendar_one.modern(zoned))
        _check(entry, properties)
        found = _cells(entry, properties, cancels=around.cancels)
        cells = [values.clean(cell, lines=True) for cell in found]
        around.further.add(line, entry, cells)
        return Row(line, cells)
    except InvalidInputError as error:
        error.line = line + (error.line or 0)
        return BrokenRow(error.line, _told(lines), error)
    except Exception:  # the library raises many things on what is no value
        message = _("this entry cannot be read")
        return BrokenRow(line, _told(lines), InvalidInputError(message))


def _properties(lines: list[str]) -> list[tuple[int, ContentLine]]:
    """The properties with their lines, counted from 0; InvalidInputError for too many."""
    limits = Limits(PROPERTIES_LIMIT, SHORT)
    properties = []
    for number, line in content_lines.unfolded(enumerate(lines)):
        limits.check(number, line)
        if (found := content_lines.parse(line)) is not None:
            properties.append((number, found))
    return properties


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


def _cells(
    entry: Entry, properties: Sequence[tuple[int, ContentLine]], *, cancels: bool
) -> list[str]:
    start, end = ics_times.moment(entry, "dtstart"), ics_times.end(entry)
    due = ics_times.moment(entry, "due")
    alarms = [part for part in entry.subcomponents if part.name == ics_entries.ALARM]
    whole = not isinstance(start or due, datetime)
    reminders, others = ics_alarms.reminders(entry, alarms, whole=whole)
    categories = _categories(entry)
    kept = list(_others(properties, others, categories is None))
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
        entry.get("rrule", ""),
        " ".join(ics_times.written(moment) for moment in ics_times.exceptions(entry)),
        ics_times.clock(entry, start or due),
        ", ".join(reminders),
        str(entry.get("location", "")),
        _address(entry.get("organizer", "")),
        SEVERAL.join(map(_address, entry.all("attendee"))),
        *ics_links.read(entry),
        ics_kept.priority(str(entry.get("priority", ""))),
        " ".join(tagged),
        str(entry.get("description", "")),
        "\n".join(kept),
    ]


def _check(entry: Entry, properties: Sequence[tuple[int, ContentLine]]) -> None:
    """InvalidInputError for a property that is needed and cannot be read, with its line."""
    ended, rules = None, 0
    once: dict[str, str] = {}
    for number, found in properties:
        if found.name in ONCE and once.setdefault(found.name, found.value) != found.value:
            message = _("it says {property} more than once")
            raise InvalidInputError(message, line=number, property=found.name)
        if found.name in entry.broken and found.name in NEEDED:
            message = _("{property} cannot be read: {value}")
            value = found.value[:VALUE_SHOWN]
            raise InvalidInputError(message, line=number, property=found.name, value=value)
        if found.name == "DTEND":
            ended = number
        rules += found.name == "RRULE"
        if rules > 1:
            raise InvalidInputError(_("it repeats by more than one rule"), line=number)
        if found.name == "RECURRENCE-ID" and "RANGE" in found.params:
            raise InvalidInputError(_("a change of this and all later times is not understood"))
    start, end = ics_times.moment(entry, "dtstart"), ics_times.moment(entry, "dtend")
    if start and end and ics_times.alike(start) == ics_times.alike(end) and end < start:
        message = _("it ends at {end}, before it begins at {start}")
        shown = {"start": ics_times.written(start), "end": ics_times.written(end)}
        raise InvalidInputError(message, line=ended, **shown)


def _status(entry: Entry) -> str:
    own = str(entry.get(STATUS_PROPERTY, ""))
    if own in STATUSES:
        return own
    said = str(entry.get("status", "COMPLETED" if "completed" in entry else ""))
    return STATUS.get(said.upper(), "")


def _categories(entry: Entry) -> tuple[str, list[str]] | None:
    """The kind of an activity and tags; None where the categories are no tags of ours."""
    words = entry.all("categories")
    tagged = [word for word in words if word not in KIND_WORDS]
    try:
        if [tags.read_one(word) for word in tagged] != tagged:
            return None
    except InvalidInputError:
        return None
    return next((word for word in words if word in KIND_WORDS), ""), tagged


def _address(text: str) -> str:
    return text[7:] if text.lower().startswith("mailto:") else text


def _others(
    properties: Iterable[tuple[int, ContentLine]], alarms: list[int], categories: bool
) -> Iterator[str]:
    """The properties that no column has, and the alarms of those places, as they stand.

    `categories` says whether those are kept too.
    """
    inside, alarm = "", -1
    said: set[str] = set()
    for _number, found in properties:
        if found.name in ("BEGIN", "END") and found.value.strip().upper() in KINDS:
            continue
        if found.name == "BEGIN" and not inside:
            inside = found.value.strip().upper()
            alarm += inside == "VALARM"
        if inside:
            if inside != "VALARM" or alarm in alarms:
                yield content_lines.plain(found)
            if found.name == "END" and found.value.strip().upper() == inside:
                inside = ""
        elif found.name in said or _is_kept(found, categories):
            yield content_lines.plain(found)
        elif found.name in ics_kept.TEXTS:  # of several the first is the one that the field has
            said.add(found.name)


def _is_kept(found: ContentLine, categories: bool) -> bool:
    if found.name == "CATEGORIES":  # a kind is ours, and is written anew
        return categories and found.value not in KIND_WORDS
    if ics_links.is_link(found) or vcalendar_one.is_alarm(found):
        return False
    if found.name == "STATUS":
        return found.value.strip().upper() not in STATUS
    return found.name not in READ or ics_kept.says_more(found)
