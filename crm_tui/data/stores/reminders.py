"""What may be due for a reminder, and who was told."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from crm_tui.data.columns import moment_text
from crm_tui.data.models.activities import AT, UNINDEXED_STATUS, Activity
from crm_tui.data.models.reminders import Told
from crm_tui.data.stores import participants
from crm_tui.domain.activities import ActivityStatus, RepeatFrom
from crm_tui.domain.reminders import Plan, Reminder
from crm_tui.domain.series import read_days

REMEMBERED = timedelta(days=60)
"""How long is known what was told; reminders are told for a week."""


def plans(user: int, first: datetime, last: datetime) -> list[Plan]:
    """What is planned of the user, of nobody, or with her, that a reminder may be due for.

    Those with reminders of their own or that repeat, and all that stand between the two moments.
    """
    planned = ActivityStatus.PLANNED.value == UNINDEXED_STATUS
    mine, nobodys = Activity.owner == user, Activity.owner.is_null()
    own, again = Activity.reminders.is_null(False), Activity.recurrence.is_null(False)
    between = AT.between(moment_text(first)[:10], moment_text(last))
    invited = Activity.id.in_(participants.activities_of([user]))
    found: dict[int, Plan] = {}
    # An index of what has reminders, or repeats, is used for one owner, but not for "or nobody".
    for condition in (
        own & mine,
        own & nobodys,
        again & mine,
        again & nobodys,
        between & (Activity.status == ActivityStatus.PLANNED.value) & (mine | nobodys),
        invited & (own | again | between),
    ):
        query: Any = Activity.select(
            Activity.id,
            Activity.start,
            Activity.due,
            Activity.reminders,
            Activity.recurrence,
            Activity.repeat_from,
            Activity.except_on,
            Activity.time_zone,
        ).where(condition, planned, Activity.archived_at.is_null())
        for number, start, due, reminders, rule, repeat_from, except_on, zone in query.tuples():
            kept = rule if repeat_from != RepeatFrom.DONE.value else None
            left_out = read_days(except_on)
            found[number] = Plan(number, start or due, reminders, kept, left_out, zone)
    return list(found.values())


def told(user: int, channel: str, activities: Collection[int]) -> set[tuple[int, datetime]]:
    """Which reminders of the activities the user was told by that channel."""
    query: Any = Told.select(Told.activity, Told.at).where(
        Told.user == user, Told.channel == channel, Told.activity.in_(list(activities))
    )
    return set(query.tuples())


def tell(user: int, channel: str, reminders: Iterable[Reminder], now: datetime) -> None:
    """Keep that the user was told; what is long past is forgotten."""
    rows = [
        {"activity": one.activity, "user": user, "at": one.at, "channel": channel, "sent_at": now}
        for one in reminders
    ]
    Told.insert_many(rows).execute()
    Told.delete().where(Told.user == user, Told.at < now - REMEMBERED).execute()


def take_back(user: int, channel: str, reminder: Reminder) -> None:
    """It was not told after all."""
    Told.delete().where(
        Told.user == user,
        Told.channel == channel,
        Told.activity == reminder.activity,
        Told.at == reminder.at,
    ).execute()
