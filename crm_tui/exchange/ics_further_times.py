"""The times that an iCalendar event names one by one (RDATE), beside those of its rule.

Each of them is a row of its own: an event that does not repeat, known by the UID and its time.
Where another entry of the file changes such a time, that one is it.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import ics_times
from crm_tui.exchange.row_files import Row

if TYPE_CHECKING:
    from icalendar import Component

MOST = 1000
"""Times that one event may name."""

OF_THE_RULE = ("recurrence", "except_on", "time_zone")

Moment = date | datetime
Key = tuple[str, Moment]


class FurtherTimes:
    """Gathers the times of all events of a file, until all that change one have been read."""

    def __init__(self, header: Sequence[str]) -> None:
        self._header = header
        self._rows: dict[Key, Row] = {}
        self._changed: set[Key] = set()

    def add(self, line: int, entry: "Component", cells: Sequence[str]) -> None:
        """Note what the entry, whose row has the cells, says of further times.

        InvalidInputError where there are more than `MOST`.
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
        known = {ics_times.moment(entry, "dtstart"), *ics_times.exceptions(entry)}
        for start, end in named:
            if start not in known:
                self._rows[_key(event, start)] = Row(line, self._cells(event, entry, start, end))

    def rows(self) -> Iterator[Row]:
        return (row for key, row in self._rows.items() if key not in self._changed)

    def _cells(
        self, event: dict[str, str], entry: "Component", start: Moment, end: Moment | None
    ) -> list[str]:
        lasting = ics_times.lasting(entry)
        if end is None and lasting is not None:
            end = start + lasting
        cells = (
            event
            | dict.fromkeys(OF_THE_RULE, "")
            | {
                "external_id": event["external_id"] and f"{event['external_id']}/{_written(start)}",
                "start": ics_times.written(start),
                "end": ics_times.written(end),
                "duration": "" if end else event["duration"],
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
