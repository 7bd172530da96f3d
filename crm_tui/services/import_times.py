"""The day and the hour of an activity where they stand in columns of their own, as Outlook and
Google write a calendar as a table."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from crm_tui.domain.folding import fold
from crm_tui.domain.import_activities import ALL_DAY, HOURS
from crm_tui.domain.mapping import Column
from crm_tui.domain.values import YES

MIDNIGHT = ("0:00", "0:00:00", "00:00", "00:00:00", "12:00 am", "12:00:00 am")


class Times:
    """Reads one row after the other; what it says of a row holds until the next."""

    def __init__(self, columns: Sequence[Column]) -> None:
        targets = [one.target for one in columns]
        names = [one.field.name if one and not one.field.custom else "" for one in targets]
        self._all_day = names.index(ALL_DAY) if ALL_DAY in names else None
        self._hours = {
            day: (names.index(day), names.index(hour))
            for hour, day in HOURS.items()
            if hour in names
        }
        self._width = len(columns)
        self._is_whole = False
        """Whether the row is of whole days."""
        self._ends_behind = False
        """Whether its end is the midnight behind the last of them, as Outlook has it."""

    def joined(self, cells: Sequence[str]) -> Sequence[str]:
        """The row with each hour beside its day."""
        if self._all_day is None and not self._hours:
            return cells
        found = [*cells, *[""] * (self._width - len(cells))]
        self._is_whole = self._all_day is not None and fold(found[self._all_day]).strip() in YES
        self._ends_behind = False
        for name, (day, hour) in self._hours.items():
            clock, found[hour] = found[hour].strip(), ""
            if self._is_whole:
                self._ends_behind |= name == "end" and fold(clock) in MIDNIGHT
            elif clock and found[day].strip() and ":" not in found[day]:
                found[day] = f"{found[day].strip()} {clock}"
        if self._all_day is not None:
            found[self._all_day] = ""
        return found

    def settle(self, read: dict[str, Any]) -> None:
        """Whole days end with the last of them."""
        start, end = _day(read.get("start")), _day(read.get("end"))
        if self._ends_behind and start and end and end > start:
            read["end"] = end - timedelta(days=1)


def _day(value: object) -> date | None:
    return value if isinstance(value, date) and not isinstance(value, datetime) else None
