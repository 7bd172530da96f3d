"""The calendar: which days a view shows, and how what happens on them is laid out.

Everything is drawn by the clock on the wall: on the days when the clocks change an hour is left
out or stands there twice, and the grid stays as it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from crm_tui.domain import day_words
from crm_tui.domain.agenda import DAY_MINUTES, USUAL, Span, free

SLOT = 30
"""Minutes by which the cursor goes, and by which something is moved or stretched."""

WEEK_DAYS, MONTH_DAYS = 7, 42
AGENDA_DAYS = 14


class View(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    AGENDA = "agenda"


@dataclass(frozen=True, slots=True)
class Happening:
    """One time at which an activity happens; `record` is the activity.

    `begins` and `ends` are moments in UTC, or days of which the last is included. `people` are the
    ids of the users whose calendar it stands in.
    """

    begins: date | datetime
    ends: date | datetime
    record: Any
    repeats: bool = False
    people: frozenset[int] = frozenset()

    @property
    def key(self) -> tuple[int, str]:
        return self.record.id, self.begins.isoformat()

    @property
    def timed(self) -> bool:
        return isinstance(self.begins, datetime)

    @property
    def length(self) -> timedelta:
        return length(self.begins, self.ends)


@dataclass(frozen=True, slots=True)
class Part:
    """What of a happening falls on one day, in minutes of the clock since midnight.

    It stands in the `column`th of so many `columns`, with what it overlaps beside it.
    """

    happening: Happening
    first: int
    last: int
    column: int = 0
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Bar:
    """A whole day or more, from the `first` to the `last` of the days that are shown."""

    happening: Happening
    first: int
    last: int
    from_before: bool = False
    goes_on: bool = False
    """It began earlier, or lasts longer, than what is shown."""


LONGEST_BEFORE = timedelta(days=31)
"""How long something that repeats may last and still reach into the days that are shown."""


def length(begins: date | datetime, ends: date | datetime) -> timedelta:
    """From one moment to another, or from the first day to the last."""
    if isinstance(begins, datetime) and isinstance(ends, datetime):
        return ends - begins
    return timedelta(days=(ends - begins).days) if not isinstance(ends, datetime) else USUAL


def shown_days(view: View, day: date) -> tuple[date, int]:
    """The first day that the view of a day shows, and how many."""
    if view is View.WEEK:
        return day - timedelta(days=day.weekday()), WEEK_DAYS
    if view is View.MONTH:
        first = day.replace(day=1)
        return first - timedelta(days=first.weekday()), MONTH_DAYS
    return day, AGENDA_DAYS if view is View.AGENDA else 1


def moved(view: View, day: date, steps: int) -> date:
    """The same place in a view so many periods on; a month's last day stays its last."""
    if view is View.MONTH:
        return day_words.moved(day, "month", steps)
    return day + timedelta(days=steps * shown_days(view, day)[1])


def end_of(
    begins: date | datetime, ends: date | datetime | None, minutes: int | None
) -> date | datetime:
    """When something ends: as it says, after its minutes, or after what is usual."""
    if not isinstance(begins, datetime):
        last = ends.date() if isinstance(ends, datetime) else ends
        return max(begins, last or begins)
    if isinstance(ends, datetime) and ends > begins:
        return ends
    return begins + (timedelta(minutes=minutes) if minutes else USUAL)


def is_bar(happening: Happening) -> bool:
    """Whole days, and what lasts longer than one."""
    return not happening.timed or happening.length > timedelta(days=1)


def days_of(happening: Happening, zone: tzinfo) -> tuple[date, date]:
    """The first and the last local day; what ends at midnight does not touch the next day."""
    begins, ends = happening.begins, happening.ends
    first = begins.astimezone(zone).date() if isinstance(begins, datetime) else begins
    if isinstance(ends, datetime):
        ends = (ends - timedelta(microseconds=1)).astimezone(zone).date()
    return first, max(first, ends)


def parts(happenings: Iterable[Happening], day: date, zone: tzinfo) -> list[Part]:
    """What has a time on that day, side by side where it overlaps, the earliest first."""
    found = []
    for happening in happenings:
        first, last = days_of(happening, zone)
        if not is_bar(happening) and first <= day <= last:
            found.append(_part(happening, day, zone))
    return beside(sorted(found, key=lambda part: (part.first, -part.last, part.happening.key)))


def _part(happening: Happening, day: date, zone: tzinfo) -> Part:
    first, last = _minute(happening.begins, day, zone), _minute(happening.ends, day, zone)
    first = min(first, DAY_MINUTES - 1)
    # In the hour that comes twice an end may stand before its beginning.
    return Part(happening, first, last if last > first else min(first + SLOT, DAY_MINUTES))


def _minute(moment: Any, day: date, zone: tzinfo) -> int:
    local = moment.astimezone(zone)
    if local.date() != day:
        return 0 if local.date() < day else DAY_MINUTES
    return int(local.hour * 60 + local.minute)


def drawn_until(part: Part, step: int) -> int:
    """The minute up to which it has its place: at least the line in which it begins is its own."""
    return max(part.last, part.first // step * step + step)


def beside(ordered: Sequence[Part], step: int = 1) -> list[Part]:
    """Gives columns: a group of parts that overlap, one through the other, shares the width.

    `step` is the minutes of a line: no two begin in the same one of a column.
    """
    found: list[Part] = []
    group: list[Part] = []
    until = 0
    for part in ordered:
        if group and part.first >= until:
            found += _columns(group, step)
            group = []
        ends = drawn_until(part, step)
        until = max(until, ends) if group else ends
        group.append(part)
    return found + _columns(group, step)


def _columns(group: Sequence[Part], step: int) -> list[Part]:
    ends: list[int] = []
    places = []
    for part in group:
        free_columns = [place for place, end in enumerate(ends) if end <= part.first]
        place = free_columns[0] if free_columns else len(ends)
        ends[place : place + 1] = [drawn_until(part, step)]
        places.append(place)
    return [
        Part(part.happening, part.first, part.last, place, len(ends))
        for part, place in zip(group, places, strict=True)
    ]


def bars(happenings: Iterable[Happening], first: date, count: int, zone: tzinfo) -> list[list[Bar]]:
    """Lanes of bars over so many days, the longest on top, none over another in its lane."""
    found = []
    for happening in happenings:
        begins, ends = days_of(happening, zone)
        left, right = (begins - first).days, (ends - first).days
        if is_bar(happening) and right >= 0 and left < count:
            shown = max(0, left), min(count - 1, right)
            found.append(Bar(happening, *shown, left < 0, right >= count))
    return _lanes(found)


def bars_beside(groups: Sequence[Iterable[Happening]], day: date, zone: tzinfo) -> list[list[Bar]]:
    """Lanes of bars over columns that all are the same day: each over those whose it is."""
    return _lanes(
        Bar(happening, place, place)
        for place, group in enumerate(groups)
        for happening in on_day(group, day, zone)
        if is_bar(happening)
    )


def _lanes(found: Iterable[Bar]) -> list[list[Bar]]:
    lanes: list[list[Bar]] = []
    for bar in sorted(found, key=lambda bar: (bar.first - bar.last, bar.first, bar.happening.key)):
        lane = next((lane for lane in lanes if _fits(bar, lane)), None)
        if lane is None:
            lanes.append([bar])
        else:
            lane.append(bar)
    return [sorted(lane, key=lambda bar: bar.first) for lane in lanes]


def _fits(bar: Bar, lane: Sequence[Bar]) -> bool:
    return all(bar.last < other.first or bar.first > other.last for other in lane)


def bars_of_weeks(
    happenings: Sequence[Happening], days: Sequence[date], zone: tzinfo
) -> list[list[list[Bar]]]:
    """The lanes of each week of a month; what goes on over its end begins again in the next."""
    lasting = [happening for happening in happenings if is_bar(happening)]
    return [bars(lasting, monday, WEEK_DAYS, zone) for monday in days[::WEEK_DAYS]]


def on_day(happenings: Iterable[Happening], day: date, zone: tzinfo) -> list[Happening]:
    """What touches the day: whole days first, then by the clock."""
    found = []
    for happening in happenings:
        first, last = days_of(happening, zone)
        if first <= day <= last:
            found.append(happening)
    return sorted(found, key=order)


def order(happening: Happening) -> tuple[bool, str, int]:
    return happening.timed, happening.begins.isoformat(), happening.record.id


def first_free(busy: Iterable[Span], hours: Iterable[Span], length: timedelta) -> datetime | None:
    """The first gap of that length in any of the hours, where several may be busy at once."""
    taken = list(busy)
    for first, last in hours:
        for begins, ends in free(taken, first, last):
            if ends - begins >= length:
                return begins
    return None


def at_minute(day: date, minute: int, zone: tzinfo) -> datetime:
    """The moment in UTC at which the clock shows it; an hour that is left out counts on."""
    clock = time(*divmod(min(minute, DAY_MINUTES - 1), 60))
    return datetime.combine(day, clock, zone).astimezone(UTC)
