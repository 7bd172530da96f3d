"""Moves what is planned, one or many: a day later or earlier, or to a day in words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from crm_tui.data import setwise_parts
from crm_tui.data.journal import Journal
from crm_tui.data.setwise_parts import Wanting
from crm_tui.data.stores import records as stored
from crm_tui.domain.activities import Activity, ActivityStatus, is_overdue
from crm_tui.domain.dates import read_moment
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.listing import Listing
from crm_tui.domain.progress import Progress
from crm_tui.domain.query_nodes import And, Equal, Node, Test
from crm_tui.domain.reading import Reading
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.services import activities, edits, fields, giving, records
from crm_tui.services.writing import action
from crm_tui.session import Session

LATENESS = ("start", "end", "due", "duration", "status", "kind", "recurrence")
"""What tells whether an activity is overdue."""

Place = Callable[[Session, Activity], dict[str, Any]]
"""The values that an activity gets where it goes."""


def move(session: Session, number: int, days: int, original: Any = None) -> Activity:
    """The activity so many days later, at the same time of day.

    What is overdue or has no day goes on from today: a day later is tomorrow. `original` is the
    activity as it was shown: EditConflictError where somebody has moved it since. What was held or
    cancelled is refused.
    """
    return _put(session, number, _later_by(days), original)


def move_to(session: Session, number: int, text: str, original: Any = None) -> Activity:
    """The activity on the day that the text names, at its time of day unless the text has one.

    See `move`.
    """
    return _put(session, number, _on(session, text), original)


def move_all(session: Session, chosen: Node, days: int, progress: Progress) -> int:
    """As `move` for what is planned of the chosen, as one change; returns how many there were."""
    return _move_all(session, chosen, _later_by(days), progress)


def move_all_to(session: Session, chosen: Node, text: str, progress: Progress) -> int:
    """As `move_to` for what is planned of the chosen, as one change; returns how many."""
    return _move_all(session, chosen, _on(session, text), progress)


def done_all(session: Session, chosen: Node, progress: Progress) -> int:
    """What is planned of the chosen was held, as one change; what repeats is planned again."""
    return _change_all(session, _("done"), chosen, activities.held, progress)


def ahead(session: Session) -> Reading:
    """How the dates of a plan are read: a day and a month are the next ones to come."""
    return replace(session.reading, ahead=True)


def planned_field(activity: Activity) -> str:
    """The field that says when: a meeting has a start, a task may have no more than a due day."""
    return "due" if activity.start is None else "start"


def _move_all(session: Session, chosen: Node, place: Place, progress: Progress) -> int:
    return _change_all(session, _("edit many"), chosen, place, progress)


def _change_all(
    session: Session, label: str, chosen: Node, place: Place, progress: Progress
) -> int:
    """What was held or cancelled stays as it is: a day of the past is not planned."""
    status = fields.named(session, ACTIVITIES.name)["status"]
    planned = And((chosen, Test(status, (Equal(ActivityStatus.PLANNED.value),))))
    query = stored.chosen(ACTIVITIES, Listing((), planned))
    return giving.give(Placing(session, label, place), query, progress).changed


class Placing(giving.Gift):
    """Each of many activities goes where it belongs by itself."""

    at_once = 300
    part = 50

    def __init__(self, session: Session, label: str, place: Place) -> None:
        super().__init__(session, ACTIVITIES)
        self.label = label
        self._place = place

    def wanting(self) -> Wanting:
        """All of them: none is where it is to go."""
        return Wanting(LATENESS)

    def give(self, journal: Journal) -> int:
        session, described = self.session, fields.in_force(self.session, ACTIVITIES)
        found = stored.several(ACTIVITIES, described, setwise_parts.taken())
        judged = (
            (one, records.judged(journal, session, ACTIVITIES, one, self._place(session, one), one))
            for one in found.values()
        )
        edits.write(journal, session, ACTIVITIES, [(one, new) for one, new in judged if new])
        return len(found)


def _put(session: Session, number: int, place: Place, original: Any) -> Activity:
    with action(session, _("edit")) as journal:
        activity: Activity = records.get(session, ACTIVITIES, number)
        if activity.status != ActivityStatus.PLANNED.value:
            raise InvalidInputError(_("only what is planned is moved: e edits it"))
        values = place(session, activity)
        records.change(journal, session, ACTIVITIES, number, values, original)
    found: Activity = records.get(session, ACTIVITIES, number)
    return found


def _later_by(days: int) -> Place:
    def place(session: Session, activity: Activity) -> dict[str, Any]:
        today = session.reading.today
        moment = getattr(activity, planned_field(activity)) or today
        told = {name: getattr(activity, name) for name in LATENESS}
        if days > 0 and is_overdue(told, session.now(), today):
            days_late = (today - _day(session, moment)).days
            return placed(activity, later(session, moment, timedelta(days=days_late + days)))
        return placed(activity, later(session, moment, timedelta(days=days)))

    return place


def _on(session: Session, text: str) -> Place:
    moment = read_moment(text, ahead(session))

    def place(session: Session, activity: Activity) -> dict[str, Any]:
        before = getattr(activity, planned_field(activity))
        if isinstance(before, datetime) and not isinstance(moment, datetime):
            clock = before.astimezone(session.zone).time()
            return placed(activity, datetime.combine(moment, clock, session.zone).astimezone(UTC))
        return placed(activity, moment)

    return place


def _day(session: Session, moment: date | datetime) -> date:
    return moment.astimezone(session.zone).date() if isinstance(moment, datetime) else moment


def placed(activity: Activity, moment: date | datetime) -> dict[str, Any]:
    """The field that says when, and the end with it."""
    name = planned_field(activity)
    values: dict[str, Any] = {name: moment}
    before, end = getattr(activity, name), activity.end
    if before is not None and end is not None:
        alike = type(before) is type(end) is type(moment)
        values["end"] = moment + (end - before) if alike else None
    return values


def later(session: Session, moment: date | datetime, by: timedelta) -> date | datetime:
    """A day has 23 to 25 hours: the time on the clock stays."""
    if not isinstance(moment, datetime):
        return moment + by
    return (moment.astimezone(session.zone) + by).astimezone(UTC)
