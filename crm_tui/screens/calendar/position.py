"""Where one is in the calendar, and what each key makes of it."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from crm_tui.domain.agenda import DAY_MINUTES
from crm_tui.domain.calendar import (
    SLOT,
    Bar,
    Happening,
    Part,
    View,
    bars,
    bars_beside,
    days_of,
    moved,
    on_day,
    parts,
    shown_days,
)
from crm_tui.domain.fields import Link
from crm_tui.domain.participants import Participant
from crm_tui.domain.reading import Reading

Key = Hashable


@dataclass(frozen=True, slots=True)
class Position:
    """A view of a day, the slot at the cursor, and the key of what was chosen there."""

    view: View
    day: date
    minute: int = 9 * 60
    chosen: Key = None
    person: int = 0
    """The place of the column where a day has one for each of several people."""

    @property
    def days(self) -> list[date]:
        first, count = shown_days(self.view, self.day)
        return [first + timedelta(days=place) for place in range(count)]


@dataclass(frozen=True, slots=True)
class Seen:
    """What happens on the days of a view, read for some people."""

    days: Sequence[date]
    people: Sequence[Link]
    happenings: Sequence[Happening]
    reading: Reading
    columns: Sequence[Sequence[Part]] = field(default=())
    """The parts of each day, or of each person on one day."""
    invited: Mapping[int, Sequence[Participant]] = field(default_factory=dict)
    """Who takes part, by the activity."""

    @property
    def by_person(self) -> bool:
        return len(self.days) == 1 and len(self.people) > 1

    @property
    def groups(self) -> list[list[Happening]]:
        """What stands in the calendar of each of the people."""
        return [[one for one in self.happenings if person.id in one.people]
                for person in self.people]  # fmt: skip

    @property
    def lanes(self) -> list[list[Bar]]:
        """What stands above the hours, over its days or its people."""
        first, zone = self.days[0], self.reading.zone
        if self.by_person:
            return bars_beside(self.groups, first, zone)
        return bars(self.happenings, first, len(self.days), zone)

    def has(self, key: Key) -> bool:
        """Whether it is seen what was chosen, if anything was."""
        return key is None or any(one.key == key for one in self.happenings)

    def at(self, position: Position) -> Happening | None:
        """What is at the cursor: what was chosen there, else what takes the slot."""
        for happening in self.happenings:
            if happening.key == position.chosen:
                return happening
        if position.view not in (View.DAY, View.WEEK) or position.day not in self.days:
            return None
        slot = position.minute
        column = self.columns[self.column_of(position)]
        taking = (part for part in column if part.first < slot + SLOT and part.last > slot)
        return next((part.happening for part in taking), None)

    def column_of(self, position: Position) -> int:
        if self.by_person:
            return min(position.person, len(self.people) - 1)
        return self.days.index(position.day)

    def place_of(self, happening: Happening) -> tuple[date, int]:
        """The first day in view on which it is, and its minute there; -1 for a whole day."""
        first = max(days_of(happening, self.reading.zone)[0], self.days[0])
        if not isinstance(happening.begins, datetime):
            return first, -1
        local = happening.begins.astimezone(self.reading.zone)
        return first, local.hour * 60 + local.minute if local.date() == first else 0


def seen(
    days: Sequence[date], people: Sequence[Link], found: Sequence[Happening], reading: Reading
) -> Seen:
    """Laid out once a load; keys only move the cursor over it."""
    read = Seen(days, people, found, reading)
    if read.by_person:
        columns = [parts(group, days[0], reading.zone) for group in read.groups]
    elif len(days) <= 7:
        columns = [parts(on_day(found, day, reading.zone), day, reading.zone) for day in days]
    else:
        columns = []
    return replace(read, columns=columns)


def by_slots(position: Position, slots: int) -> Position:
    """Up or down: half an hour, in a month a week."""
    if position.view is View.MONTH:
        return replace(position, day=position.day + timedelta(days=7 * slots), chosen=None)
    minute = min(max(0, position.minute + slots * SLOT), DAY_MINUTES - SLOT)
    return replace(position, minute=minute, chosen=None)


def by_periods(position: Position, steps: int) -> Position:
    """The day, week or month before or after."""
    return replace(position, day=moved(position.view, position.day, steps), chosen=None)


def to_place(position: Position, place: int) -> Position:
    """The so many-th day of the week, or person of the day, counted from 0."""
    if position.view is View.DAY:
        return replace(position, person=place, chosen=None)
    monday = position.day - timedelta(days=position.day.weekday())
    return replace(position, day=monday + timedelta(days=place), chosen=None)


def by_columns(position: Position, people: int, steps: int) -> Position:
    """The day before or after; of several people the one before or after."""
    if position.view is View.DAY and people > 1:
        person = min(max(0, position.person + steps), people - 1)
        return replace(position, person=person, chosen=None)
    return replace(position, day=position.day + timedelta(days=steps), chosen=None)


def by_happenings(position: Position, seen: Seen, steps: int) -> Position:
    """The one before or after in time, from what is at the cursor or else from its slot."""
    order = sorted(seen.happenings, key=lambda one: (*seen.place_of(one), one.record.id))
    here = seen.at(position)
    if here is not None:
        place = order.index(here) + steps
    else:
        spot = position.day, -1 if position.view is View.MONTH else position.minute
        before = sum(seen.place_of(one) < spot for one in order)
        place = before if steps > 0 else before - 1
    return to(position, seen, order[place]) if 0 <= place < len(order) else position


def to(position: Position, seen: Seen, happening: Happening) -> Position:
    """The cursor on it."""
    day, minute = seen.place_of(happening)
    person = next((place for place, one in enumerate(seen.people) if one.id in happening.people), 0)
    slot = position.minute if minute < 0 else minute // SLOT * SLOT
    return replace(position, day=day, minute=slot, chosen=happening.key, person=person)
