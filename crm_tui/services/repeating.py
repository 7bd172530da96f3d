"""Plans what repeats for its next time."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from crm_tui.domain import zones
from crm_tui.domain.activities import Activity, ActivityStatus, RepeatFrom
from crm_tui.domain.recurrence import Repeated, following, shortened
from crm_tui.domain.reminders import for_next_time
from crm_tui.domain.series import days_text, read_days
from crm_tui.session import Session

KEPT = (
    "subject", "kind", "direction", "channel", "duration", "client", "contact", "deal",
    "priority", "topic", "owner", "tags", "body", "place", "repeat_from", "time_zone", "parent",
)  # fmt: skip
"""What the next time has in common with this one."""


def next_time(session: Session, activity: Activity) -> dict[str, Any] | None:
    """The values of the next occurrence of a planned activity; None where it is the last."""
    if not activity.recurrence or activity.status != ActivityStatus.PLANNED.value:
        return None
    rule = shortened(activity.recurrence)
    name = "start" if activity.start is not None else "due"
    before = getattr(activity, name) or session.reading.today
    moment = _following(session, activity, before) if rule else None
    if moment is None:
        return None
    values = {kept: getattr(activity, kept) for kept in KEPT}
    values |= dict(activity.extra)
    left = (day for day in read_days(activity.except_on) if day > session.reading.today)
    values |= {"recurrence": rule, "status": ActivityStatus.PLANNED.value, name: moment}
    values["except_on"] = days_text(left)
    values["reminders"] = for_next_time(activity.reminders)
    end = activity.end
    if end is not None and isinstance(end, datetime) == isinstance(before, datetime):
        values["end"] = moment + (end - before)
    return values


def _following(
    session: Session, activity: Activity, before: date | datetime
) -> date | datetime | None:
    """After its own date, not before today; or counted from today, at the same time of day."""
    today, zone = session.reading.today, zones.called(activity.time_zone, session.zone)
    rule = str(activity.recurrence)
    if activity.repeat_from == RepeatFrom.DONE.value:
        start = _on(today, before, zone)
        return following(Repeated(rule, start), start, zone)
    yesterday = _on(today - timedelta(days=1), before, zone)
    days = read_days(activity.except_on)
    return following(Repeated(rule, before, days), max(before, yesterday), zone)


def _on(day: date, like: date | datetime, zone: Any) -> Any:
    """The day, or the moment on it with the same time on the clock."""
    if not isinstance(like, datetime):
        return day
    clock = like.astimezone(zone).time()
    return datetime.combine(day, clock, zone).astimezone(UTC)
