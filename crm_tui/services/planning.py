"""Moves what is planned: a day later or earlier, or to a day in words."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from crm_tui.domain.activities import Activity
from crm_tui.domain.dates import read_moment
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.reading import Reading
from crm_tui.services import records
from crm_tui.session import Session


def move(session: Session, number: int, days: int) -> Activity:
    """The activity so many days later, at the same time of day; one without a time: from today."""
    activity: Activity = records.get(session, ACTIVITIES, number)
    name = planned_field(activity)
    moment = getattr(activity, name) or session.reading.today
    return _place(session, activity, name, _later(session, moment, timedelta(days=days)))


def move_to(session: Session, number: int, text: str) -> Activity:
    """The activity on the day that the text names, at its time of day unless the text has one."""
    activity: Activity = records.get(session, ACTIVITIES, number)
    name = planned_field(activity)
    moment, before = read_moment(text, ahead(session)), getattr(activity, name)
    if isinstance(before, datetime) and not isinstance(moment, datetime):
        clock = before.astimezone(session.zone).time()
        moment = datetime.combine(moment, clock, session.zone).astimezone(UTC)
    return _place(session, activity, name, moment)


def ahead(session: Session) -> Reading:
    """How the dates of a plan are read: a day and a month are the next ones to come."""
    return replace(session.reading, ahead=True)


def planned_field(activity: Activity) -> str:
    """The field that says when: a meeting has a start, a task may have no more than a due day."""
    return "due" if activity.start is None else "start"


def _place(session: Session, activity: Activity, name: str, moment: date | datetime) -> Activity:
    values: dict[str, Any] = {name: moment}
    start, end = activity.start, activity.end
    if name == "start" and isinstance(start, datetime) and isinstance(end, datetime):
        values["end"] = moment + (end - start) if isinstance(moment, datetime) else None
    found: Activity = records.edit_values(session, ACTIVITIES, activity.id, values, activity)
    return found


def _later(session: Session, moment: date | datetime, by: timedelta) -> date | datetime:
    """A day has 23 to 25 hours: the time on the clock stays."""
    if not isinstance(moment, datetime):
        return moment + by
    return (moment.astimezone(session.zone) + by).astimezone(UTC)
