"""Reminders of what I have planned: which press now, telling each once, putting one off.

A prompt asks for them before each command, so what only some need is imported where it is used.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from crm_tui.data.database import transaction
from crm_tui.data.stores import reminders as stored
from crm_tui.domain import reminders
from crm_tui.domain.reminders import KEPT, Habits, Plan, Reminder
from crm_tui.session import Session

if TYPE_CHECKING:
    from crm_tui.domain.activities import Activity

COMMAND, SCREENS = "command", "screens"
"""The channels; by each, a user is told a reminder once."""

AHEAD = timedelta(days=8)
"""The longest default, a week, looks so far."""


@dataclass(frozen=True, slots=True)
class Due:
    reminder: Reminder
    activity: "Activity"


def pressing(session: Session) -> list[Reminder]:
    """One of each activity that is still to come and was not put off, for Today and the bell."""
    found = reminders.pressing(_plans(session), session.now(), _habits(session))
    return [one for one in found if not is_over(session, one.about)]


def take(session: Session, channel: str) -> list[Due]:
    """The due reminders that the user was not told by the channel yet; from now on she was.

    Of two programs that ask at once each reminder goes to one: both look again in the transaction.
    """
    plans = _plans(session)
    if not _untold(session, channel, plans):
        return []
    with transaction():
        found = _untold(session, channel, plans)
        if found:
            stored.tell(session.user.id, channel, found, session.now())
    from crm_tui.domain.entities import ACTIVITIES
    from crm_tui.services import records

    return [Due(one, records.get(session, ACTIVITIES, one.activity)) for one in found]


def give_back(session: Session, channel: str, reminder: Reminder) -> None:
    """Telling it failed: it is due again."""
    with transaction():
        stored.take_back(session.user.id, channel, reminder)


def is_over(
    session: Session, about: date | datetime | None, grace: timedelta = timedelta(0)
) -> bool:
    """Whether it stands among what is overdue, for longer than `grace`."""
    if isinstance(about, datetime):
        return about + grace <= session.now()
    return about is not None and about < session.reading.today


def put_off(session: Session, number: int, minutes: int) -> "Activity":
    """Remind of the activity again in so many minutes, and not before."""
    from crm_tui.domain.entities import ACTIVITIES
    from crm_tui.services import records

    activity: Activity = records.get(session, ACTIVITIES, number)
    now = session.now()
    until = (now + timedelta(minutes=minutes)).astimezone(session.zone)
    timed = isinstance(activity.start or activity.due, datetime)
    default = _habits(session).default if timed else reminders.NONE
    kept = reminders.put_off(activity.reminders, until, now, default)
    found: Activity = records.edit_values(
        session, ACTIVITIES, number, {"reminders": kept}, activity
    )
    return found


def _untold(session: Session, channel: str, plans: Sequence[Plan]) -> list[Reminder]:
    found = reminders.due(plans, session.now(), _habits(session))
    told = stored.told(session.user.id, channel, {one.activity for one in found})
    return [one for one in found if (one.activity, one.at) not in told]


def _plans(session: Session) -> list[Plan]:
    now = session.now()
    return stored.plans(session.user.id, now - KEPT, now + AHEAD)


def _habits(session: Session) -> Habits:
    settings = session.settings
    begins = time.fromisoformat(settings["day_begins"])
    return Habits(session.zone, settings["reminder"], begins)
