"""The times that an iCalendar event names one by one (RDATE), beside those of its rule.

Each of them is a row of its own: an event that does not repeat, known by the UID and its time.
Where another entry of the file changes such a time, that one is it.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import ics_times
from crm_tui.exchange.row_files import Row

if TYPE_CHECKING:
    from icalendar import Component

MOST = 1000
"""Times that one event may name."""

MOST_OF_A_FILE = 50_000

OF_THE_RULE = ("recurrence", "except_on", "time_zone")

Moment = date | datetime
Key = tuple[str, Moment]


class Further(NamedTuple):
    """A time, and the event that names it."""

    line: int
    event: dict[str, str]
    start: Moment
    end: Moment | None


class FurtherTimes:
    """Gathers the times of all events of a file, until all that change one have been read."""

    def __init__(self, header: Sequence[str]) -> None:
        self._header = header
        self._times: dict[Key, Further] = {}
        self._changed: set[Key] = set()

    def add(self, line: int, entry: "Component", cells: Sequence[str]) -> None:
        """Note what the entry, whose row has the cells, says of further times.

        InvalidInputError where there are more than `MOST`, or `MOST_OF_A_FILE` with all before.
        """
        event = dict(zip(self._header, cells, strict=True))
        changed = ics_times.moment(entry, "recurrence-id")
        if changed is not None:
            self._changed.add(_key(event, changed))
            return
        named = ics_times.named(entry)
        if len(named) > MOST:
            message = _("it is on more than {most} single days: make several events of it")
            raise InvalidInputError(message, most=MOST)
        if named and len(self._times) + len(named) > MOST_OF_A_FILE:
            message = _("all events of the file are on more than {most} single days: divide it")
            raise InvalidInputError(message, most=MOST_OF_A_FILE)
        known = {ics_times.moment(entry, "dtstart"), *ics_times.exceptions(entry)}
        lasting = ics_times.lasting(entry)
        for start, end in named:
            if start not in known:
                ended = start + lasting if end is None and lasting is not None else end
                self._times[_key(event, start)] = Further(line, event, start, ended)

    def rows(self) -> Iterator[Row]:
        changed = self._changed
        return (
            Row(one.line, _cells(one)) for key, one in self._times.items() if key not in changed
        )


def _cells(time: Further) -> list[str]:
    name = time.event["external_id"]
    cells = (
        time.event
        | dict.fromkeys(OF_THE_RULE, "")
        | {
            "external_id": name and f"{name}/{_written(time.start)}",
            "start": ics_times.written(time.start),
            "end": ics_times.written(time.end),
            "duration": "" if time.end else time.event["duration"],
        }
    )
    return list(cells.values())


def _key(event: dict[str, str], moment: Moment) -> Key:
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    return event["external_id"], moment


def _written(moment: Moment) -> str:
    """As RFC 5545 does, in UTC."""
    if not isinstance(moment, datetime):
        return f"{moment:%Y%m%d}"
    local = f"{moment:%Y%m%dT%H%M%S}"
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" if moment.tzinfo else local
