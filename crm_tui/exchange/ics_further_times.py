"""The times that an iCalendar event names one by one (RDATE), beside those of its rule.

Each of them is a row of its own: an event that does not repeat, known by the UID and its time.
Where another entry of the file changes such a time, that one is it.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import NamedTuple

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import ics_times
from crm_tui.exchange.ics_entries import Entry
from crm_tui.exchange.row_files import Row

MOST = 1000
"""Times that one event may name."""

MOST_OF_A_FILE = 50_000
MOST_CHANGED = 250_000
"""Times of a file that other entries change."""

SAID = 32 * 1024 * 1024
"""Characters that the rows of all these times have: each says all that its event does."""

OF_THE_RULE = ("recurrence", "except_on", "time_zone")

Moment = date | datetime
KEY = 16
"""Bytes by which a time is known; names may be long."""


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
        self._times: dict[bytes, Further] = {}
        self._changed: set[bytes] = set()
        self._said = 0

    def add(self, line: int, entry: Entry, cells: Sequence[str]) -> None:
        """Note what the entry, whose row has the cells, says of further times.

        InvalidInputError where it is more than may be, by itself or with all before.
        """
        event = dict(zip(self._header, cells, strict=True))
        changed = ics_times.moment(entry, "recurrence-id")
        if changed is not None:
            self._change(_key(event, changed))
        elif named := ics_times.named(entry):
            self._check(len(named), sum(map(len, cells)))
            self._add(line, entry, event, named)

    def _change(self, key: bytes) -> None:
        self._changed.add(key)
        if len(self._changed) > MOST_CHANGED:
            self._changed.remove(key)
            message = _("the file changes more than {most} times of its series: divide it")
            raise InvalidInputError(message, most=MOST_CHANGED)

    def _check(self, count: int, length: int) -> None:
        """Whether so many more times of an event that says so much are not too much."""
        if count > MOST:
            message = _("it is on more than {most} single days: make several events of it")
            raise InvalidInputError(message, most=MOST)
        if len(self._times) + count > MOST_OF_A_FILE:
            message = _("all events of the file are on more than {most} single days: divide it")
            raise InvalidInputError(message, most=MOST_OF_A_FILE)
        if self._said + count * length > SAID:
            message = _("it says too much to stand on each of its {count} single days: shorten it")
            raise InvalidInputError(message, count=count)
        self._said += count * length

    def _add(
        self,
        line: int,
        entry: Entry,
        event: dict[str, str],
        named: Sequence[tuple[Moment, Moment | None]],
    ) -> None:
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


def _key(event: dict[str, str], moment: Moment) -> bytes:
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    named = f"{moment.isoformat()} {event['external_id']}"
    return blake2b(named.encode("utf-8", "replace"), digest_size=KEY).digest()


def _written(moment: Moment) -> str:
    """As RFC 5545 does, in UTC."""
    if not isinstance(moment, datetime):
        return f"{moment:%Y%m%d}"
    local = f"{moment:%Y%m%dT%H%M%S}"
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" if moment.tzinfo else local
