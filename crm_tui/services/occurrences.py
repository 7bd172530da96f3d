"""Moves, stretches and puts away what stands in the calendar: once, from then on, or always.

An occurrence is an activity at one of its times, see `domain.calendar.Happening`. What is changed
for one time only becomes an activity of its own, and the series leaves that day out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from crm_tui.data.journal import Journal
from crm_tui.data.stores import archiving, participants
from crm_tui.data.stores import records as stored
from crm_tui.domain import zones
from crm_tui.domain.activities import Activity, ActivityStatus
from crm_tui.domain.calendar import SLOT, Happening, end_of, length
from crm_tui.domain.dates import read_moment
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.fields import Link
from crm_tui.domain.listing import Listed, Listing
from crm_tui.domain.participants import PEOPLE
from crm_tui.domain.query_nodes import Chosen
from crm_tui.domain.recurrence import Repeated, between, following
from crm_tui.domain.reminders import for_next_time
from crm_tui.domain.series import (
    Reach,
    days_text,
    ended,
    ending_on_a_day,
    read_days,
    shifted,
    shorter,
)
from crm_tui.domain.texts import _
from crm_tui.errors import ConflictError, InvalidInputError
from crm_tui.services import entering, planning, records, repeating
from crm_tui.services import participants as inviting
from crm_tui.services.calendar import TIMES
from crm_tui.services.writing import action
from crm_tui.session import Session

When = date | datetime


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an occurrence stands now: its activity and when it begins."""

    activity: Activity
    begins: When


def by_days(session: Session, what: Happening, reach: Reach, days: int) -> Placed:
    """So many days later, at the same time of day."""
    begins, ends = (
        planning.later(session, moment, timedelta(days=days)) for moment in (what.begins, what.ends)
    )
    return _place(session, what, begins, ends, reach)


def by_slots(session: Session, what: Happening, reach: Reach, slots: int) -> Placed:
    """So many half hours later; InvalidInputError for what has no time of day."""
    if not isinstance(what.begins, datetime):
        raise InvalidInputError(_("it has no time of day: say one with p, as in 10:00"))
    by = timedelta(minutes=SLOT * slots)
    return _place(session, what, what.begins + by, what.ends + by, reach)


def to(session: Session, what: Happening, reach: Reach, text: str) -> Placed:
    """To the day that the text names, at its time of day unless the text has one."""
    moment = read_moment(text, planning.ahead(session))
    if isinstance(what.begins, datetime) and not isinstance(moment, datetime):
        clock = what.begins.astimezone(session.zone).time()
        moment = datetime.combine(moment, clock, session.zone).astimezone(UTC)
    timed = isinstance(moment, datetime)
    if timed == isinstance(what.begins, datetime):
        return _place(session, what, moment, moment + what.length, reach)
    ends = moment + timedelta(minutes=2 * SLOT) if timed else moment
    return _place(session, what, moment, ends, reach)


def stretch(session: Session, what: Happening, reach: Reach, slots: int) -> Placed:
    """So many half hours longer, or days for whole days; at least one is left."""
    if isinstance(what.ends, datetime):
        least = what.begins + timedelta(minutes=SLOT)
        ends = max(least, what.ends + timedelta(minutes=SLOT * slots))
    elif what.record.start is None:
        raise InvalidInputError(_("a task that is due on a day has no length"))
    else:
        ends = max(what.begins, what.ends + timedelta(days=slots))
    return _place(session, what, what.begins, ends, reach)


def put_away(session: Session, what: Happening, reach: Reach) -> Activity:
    """Archive it; of a series only the times that are meant. Returns the activity before."""
    with action(session, _("archive")) as journal:
        series = _series(session, what)
        if not what.repeats or _whole(session, series, what, reach):
            chosen = stored.chosen(ACTIVITIES, Listing((), Chosen((series.id,))))
            archiving.archive(journal, ACTIVITIES, chosen)
        elif reach is Reach.THIS:
            _change(journal, session, series, _without(session, series, what))
        else:
            rule = ended(str(series.recurrence), _day(_zone(session, series), what.begins))
            _change(journal, session, series, {"recurrence": rule})
    return series


def held(session: Session, what: Happening) -> Activity:
    """This one time was held; the series goes on."""
    with action(session, _("done")) as journal:
        number = _placed(journal, session, what, what.begins, what.ends, Reach.THIS)
        records.change(journal, session, ACTIVITIES, number, {"status": ActivityStatus.DONE.value})
    found: Activity = records.get(session, ACTIVITIES, number)
    return found


def edit(
    session: Session, series: Activity, begins: When, reach: Reach, typed: Mapping[str, str]
) -> Activity:
    """Change the typed fields of the times of the series that are meant, from that one on.

    ConflictError where somebody has changed the series since it was read.
    """
    rest = {name: text for name, text in typed.items() if name != PEOPLE.name}
    values = entering.read(session, ACTIVITIES, rest)
    what = occurrence(series, begins)
    with action(session, _("edit")) as journal:
        if records.get(session, ACTIVITIES, series.id).version != series.version:
            raise ConflictError(
                _("somebody changed this series meanwhile: leave it with Esc and open it again")
            )
        number = _placed(journal, session, what, what.begins, what.ends, reach)
        records.change(journal, session, ACTIVITIES, number, values)
        inviting.renew(journal, session, number, typed, series)
    found: Activity = records.get(session, ACTIVITIES, number)
    return found


def occurrence(series: Activity, begins: When) -> Happening:
    """The series at one of its times."""
    first = _start(series)
    lasts = length(first, end_of(first, series.end if series.start else None, series.duration))
    return Happening(begins, begins + lasts, series, repeats=True)


def _place(session: Session, what: Happening, begins: When, ends: When, reach: Reach) -> Placed:
    with action(session, _("edit")) as journal:
        number = _placed(journal, session, what, begins, ends, reach)
    return Placed(records.get(session, ACTIVITIES, number), begins)


def _placed(
    journal: Journal, session: Session, what: Happening, begins: When, ends: When, reach: Reach
) -> int:
    """Write the new times; returns the id of the activity that has them."""
    series = _series(session, what)
    if not what.repeats:
        _change(journal, session, series, times(series, what, begins, ends))
        return series.id
    if reach is Reach.THIS:
        copied = _copied(series) | times(series, what, begins, ends) | _instead(series, what)
        _change(journal, session, series, _without(session, series, what))
        return _insert(journal, session, copied, series)
    if _whole(session, series, what, reach):
        _change(journal, session, series, _all_times(session, series, what, begins, ends))
        return series.id
    zone = _zone(session, series)
    day, days = _day(zone, what.begins), _days_on(zone, what, begins)
    later = _copied(series) | times(series, what, begins, ends)
    later |= {"recurrence": _rest(zone, series, day, days)}
    later |= {"except_on": _exceptions(series, day, days)}
    _change(journal, session, series, {"recurrence": ended(str(series.recurrence), day)})
    return _insert(journal, session, later, series)


def _insert(journal: Journal, session: Session, values: dict[str, Any], series: Activity) -> int:
    """Another activity with those who take part in the series."""
    number = records.insert(journal, session, ACTIVITIES, values, series)
    participants.copy(journal, series.id, number)
    return number


def times(activity: Activity, what: Happening, begins: When, ends: When) -> dict[str, Any]:
    """The fields that say when, and for how long where that has changed."""
    name = planning.planned_field(activity)
    found: dict[str, Any] = planning.placed(activity, begins) if name == "due" else {name: begins}
    timed = isinstance(begins, datetime) and isinstance(ends, datetime)
    longer = type(begins) is type(what.begins) and length(begins, ends) != what.length
    if name == "start" and (activity.end is not None or (longer and not timed)):
        found["end"] = ends
    if timed and (longer or activity.duration is not None):
        found["duration"] = round(length(begins, ends) / timedelta(minutes=1))
    return found


def _series(session: Session, what: Happening) -> Activity:
    """As it is now; ConflictError where it does not happen any more when it was shown."""
    found: Activity = records.get(session, ACTIVITIES, what.record.id)
    days = read_days(found.except_on) if what.repeats else ()
    if _rhythm(found) != _rhythm(what.record) or _day(_zone(session, found), what.begins) in days:
        message = _("{id} was changed by someone else meanwhile")
        raise ConflictError(message, id=ACTIVITIES.shown_id(found.id))
    return found


def _rhythm(activity: Activity | Listed) -> tuple[Any, ...]:
    """When it happens, but for the days that are left out one by one."""
    return tuple(getattr(activity, name) for name in TIMES if name != "except_on")


def _start(series: Activity) -> When:
    """Its first time."""
    found = series.start or series.due
    assert found is not None, "what stands in the calendar has a date"
    return found


def _change(journal: Journal, session: Session, activity: Activity, values: dict[str, Any]) -> None:
    records.change(journal, session, ACTIVITIES, activity.id, values, activity)


def _copied(series: Activity) -> dict[str, Any]:
    """What another activity has in common with the series."""
    values = {name: getattr(series, name) for name in repeating.KEPT}
    values["reminders"] = for_next_time(series.reminders)
    return values | dict(series.extra) | {"status": ActivityStatus.PLANNED.value}


def _instead(series: Activity, what: Happening) -> dict[str, Any]:
    """For which time of the series it stands; the first one is no time of the series any more."""
    if what.begins == _start(series):
        return {}
    return {"parent": Link(series.id, series.subject), "replaces": what.begins}


def _whole(session: Session, series: Activity, what: Happening, reach: Reach) -> bool:
    """Whether every time that is still to come is meant."""
    first = what.begins == _start(series)
    return reach is Reach.ALL or (reach is Reach.LATER and first)


def _without(session: Session, series: Activity, what: Happening) -> dict[str, Any]:
    """The series without this time: a first one is followed by the next as the first."""
    days, zone = read_days(series.except_on), _zone(session, series)
    if what.begins != _start(series):
        return {"except_on": days_text(days | {_day(zone, what.begins)})}
    rule = str(series.recurrence)
    moment = following(Repeated(rule, what.begins, days), what.begins, zone)
    if moment is None:
        raise InvalidInputError(_("it is the only one that is left: change all"))
    skipped = between(
        Repeated(rule, what.begins), _day(zone, what.begins), _day(zone, moment), zone
    )
    left = {"recurrence": shorter(rule, len(skipped))}
    return left | times(series, what, moment, moment + what.length)


def _all_times(
    session: Session, series: Activity, what: Happening, begins: When, ends: When
) -> dict[str, Any]:
    """The series with all its times moved as this one moves."""
    start, zone = _start(series), _zone(session, series)
    days = _days_on(zone, what, begins)
    if isinstance(start, datetime) and isinstance(begins, datetime):
        clock = begins.astimezone(zone).time()
        day = _day(zone, start) + timedelta(days=days)
        moment: When = datetime.combine(day, clock, zone).astimezone(UTC)
    elif isinstance(start, datetime) or isinstance(begins, datetime):
        raise InvalidInputError(_("change its time of day in its form"))
    else:
        moment = start + timedelta(days=days)
    values = times(series, what, moment, moment + length(begins, ends))
    values["recurrence"] = shifted(_rule(zone, series), days)
    values["except_on"] = days_text(
        day + timedelta(days=days) for day in read_days(series.except_on)
    )
    return values


def _rest(zone: tzinfo, series: Activity, day: date, days: int) -> str:
    """The rule from that day on, for times that move by so many days."""
    rule, start = _rule(zone, series), _start(series)
    before = between(Repeated(rule, start), _day(zone, start), day, zone)
    return shifted(shorter(rule, len(before)), days)


def _rule(zone: tzinfo, series: Activity) -> str:
    """Its rule, which may be moved to another hour."""
    rule, start = str(series.recurrence), _start(series)
    if not isinstance(start, datetime):
        return rule
    return ending_on_a_day(rule, start.astimezone(zone).time())


def _exceptions(series: Activity, day: date, days: int) -> str | None:
    by = timedelta(days=days)
    return days_text(left + by for left in read_days(series.except_on) if left > day)


def _days_on(zone: tzinfo, what: Happening, begins: When) -> int:
    return (_day(zone, begins) - _day(zone, what.begins)).days


def _day(zone: tzinfo, moment: When) -> date:
    """The day on the clock of the series."""
    return moment.astimezone(zone).date() if isinstance(moment, datetime) else moment


def _zone(session: Session, series: Activity) -> tzinfo:
    """By which clock it repeats."""
    return zones.called(series.time_zone, session.zone)
