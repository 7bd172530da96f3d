"""The calendar of one or several colleagues: what happens on the days that are shown."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from crm_tui.data.rows import read
from crm_tui.data.stores import calendar as stored
from crm_tui.data.stores import participants, users
from crm_tui.domain import holidays, zones
from crm_tui.domain.activities import ActivityKind, ActivityStatus, RepeatFrom
from crm_tui.domain.agenda import Span
from crm_tui.domain.calendar import (
    LONGEST_BEFORE,
    SLOT,
    Happening,
    days_of,
    end_of,
    first_free,
    length,
    order,
)
from crm_tui.domain.dates import day_bounds, day_start
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.fields import Field, Link
from crm_tui.domain.listing import Listed
from crm_tui.domain.recurrence import Repeated, between
from crm_tui.domain.series import read_days
from crm_tui.errors import MissingExtraError
from crm_tui.services import fields
from crm_tui.session import Session

NEEDED = (
    "subject", "kind", "status", "start", "end", "due", "duration", "client", "contact", "deal",
    "owner", "priority", "recurrence", "repeat_from", "except_on", "time_zone", "outcome", "tags",
)  # fmt: skip
TIMES = (
    "status", "start", "end", "due", "duration", "recurrence", "repeat_from", "except_on",
    "time_zone",
)  # fmt: skip
"""What tells when something happens."""

SEARCHED_DAYS = 30
"""How far ahead a free time is looked for."""


def happenings(
    session: Session, first: date, count: int, people: Collection[int]
) -> list[Happening]:
    """What happens on so many days from the first on, in order; what repeats at each of its times.

    Notes are no appointments, and do not stand there.
    `people` are the ids of the users; what belongs to nobody stands in everybody's calendar.
    """
    end = first + timedelta(days=count)
    window = stored.Window(first, end, day_start(first, session.zone), day_start(end, session.zone))
    whose = stored.of_users(people, unowned=session.user.id in people)
    ids = stored.within(window, whose)
    known = fields.named(session, ACTIVITIES.name)
    times = [known[name] for name in TIMES]
    again = {row.id: list(_times(session, row, window))
             for row in stored.repeating(window, whose, times)}  # fmt: skip
    ids |= {number for number, happens in again.items() if happens}
    rows = read(ACTIVITIES, [known[name] for name in NEEDED], sorted(ids))
    invited = participants.of_users([row.id for row in rows], people)
    found = []
    for row in rows:
        if row.kind == ActivityKind.NOTE.value:
            continue
        theirs = _people(session, row, invited.get(row.id, frozenset()))
        for one in again.get(row.id) or _times(session, row, window):
            found.append(Happening(one.begins, one.ends, row, one.repeats, theirs))
    return sorted(found, key=order)


def repeated_on(
    session: Session, day: date, fields_shown: Sequence[Field], people: Collection[int]
) -> list[Happening]:
    """What of theirs, or of nobody's, repeats and happens on the day, with those fields of it, in
    order. `people` are the ids of the users.
    """
    window = stored.Window(day, day + timedelta(days=1), *day_bounds(day, session.zone))
    known = fields.named(session, ACTIVITIES.name)
    rows = stored.repeating(
        window, stored.of_users(people, unowned=True), [known[name] for name in TIMES]
    )
    ids = [row.id for row in rows if any(_times(session, row, window))]
    found = [
        happening
        for row in read(ACTIVITIES, fields_shown, ids)
        for happening in _times(session, row, window)
    ]
    return sorted(found, key=order)


def _people(session: Session, row: Listed, invited: frozenset[int]) -> frozenset[int]:
    """In whose calendar it stands: its owner's, else the user's, and theirs who take part."""
    return invited | {row.owner.id if row.owner else session.user.id}


def _times(session: Session, row: Listed, window: stored.Window) -> Iterator[Happening]:
    """Each time at which the activity touches the window."""
    begins = row.start or row.due
    ends = end_of(begins, row.end if row.start else None, row.duration)
    repeats = bool(row.recurrence) and row.status == ActivityStatus.PLANNED.value
    for moment in _beginnings(session, row, begins, ends, window) if repeats else (begins,):
        happening = Happening(moment, moment + length(begins, ends), row, repeats)
        touched = days_of(happening, session.zone)
        if touched[0] < window.end and touched[1] >= window.first:
            yield happening


def _beginnings(
    session: Session, row: Listed, begins: Any, ends: Any, window: stored.Window
) -> Sequence[date | datetime]:
    if row.repeat_from == RepeatFrom.DONE.value:
        return (begins,)  # the next one is known when this one is done
    repeated = Repeated(row.recurrence, begins, read_days(row.except_on))
    before = min(length(begins, ends), LONGEST_BEFORE) + timedelta(days=1)
    zone = zones.called(row.time_zone, session.zone)
    if zone is session.zone:
        return between(repeated, window.first - before, window.end, zone)
    elsewhere = timedelta(days=1)  # its days begin earlier or later than ours
    return between(repeated, window.first - before - elsewhere, window.end + elsewhere, zone)


def colleagues(session: Session) -> list[Link]:
    """Whose calendars there are: everybody who works with the program, oneself first."""
    found = [Link(user.id, user.name) for user in users.active()]
    return sorted(found, key=lambda link: link.id != session.user.id)


def holidays_between(session: Session, first: date, count: int) -> dict[date, str]:
    """The public holidays of the firm's country; none where their tables are not installed."""
    last = first + timedelta(days=count - 1)
    country = str(session.settings["country"])
    try:
        return holidays.between(country, first, last, session.language.code)
    except MissingExtraError:
        return {}


def free_time(
    session: Session, people: Collection[int], minutes: int, day: date
) -> datetime | None:
    """When all of them are free for so long, in the working hours from the day and from now on."""
    day = max(day, session.reading.today)
    off = holidays_between(session, day, SEARCHED_DAYS)
    days = [day + timedelta(days=ahead) for ahead in range(SEARCHED_DAYS)]
    hours = [_hours(session, each) for each in days if each.weekday() < 5 and each not in off]
    found = happenings(session, day, SEARCHED_DAYS, people)
    busy = [_taken(session, happening) for happening in found if _blocks(happening)]
    return first_free(busy, hours, timedelta(minutes=minutes))


def _blocks(happening: Happening) -> bool:
    """What is due on a day takes none of its hours; a trade fair takes the day."""
    planned = happening.record.status == ActivityStatus.PLANNED.value
    return planned and (happening.timed or happening.record.start is not None)


def _taken(session: Session, happening: Happening) -> Span:
    if isinstance(happening.begins, datetime) and isinstance(happening.ends, datetime):
        return happening.begins, happening.ends
    first, last = days_of(happening, session.zone)
    return day_bounds(first, session.zone)[0], day_bounds(last, session.zone)[1]


def _hours(session: Session, day: date) -> Span:
    """The working hours that are still to come, from the next half hour on."""
    begins, ends = (
        datetime.combine(day, time.fromisoformat(session.settings[key]), session.zone)
        for key in ("day_begins", "day_ends")
    )
    late = session.now() - datetime.min.replace(tzinfo=session.now().tzinfo)
    return max(begins, session.now() + -late % timedelta(minutes=SLOT)), ends
