"""What repeats, and the activities that stand for one of its times."""

from datetime import date, datetime, tzinfo
from typing import Any

from crm_tui.data.models.activities import Activity


def standing_for(series: int, moment: date | datetime) -> int | None:
    """The activity that stands for that time of the series, archived or not."""
    found = Activity.select(Activity.id).where(
        Activity.parent == series, Activity.replaces == moment
    )
    number = found.order_by(Activity.id).limit(1).scalar()
    return None if number is None else int(number)


def others(series: int) -> list[int]:
    """The activities that stand for times of the series and are not put away, in their order."""
    query: Any = (
        Activity.select(Activity.id)
        .where(
            Activity.parent == series,
            Activity.replaces.is_null(False),
            Activity.archived_at.is_null(),
        )
        .order_by(Activity.replaces, Activity.id)
        .tuples()
    )
    return [number for (number,) in query]


def days_of_others(series: int, zone: tzinfo) -> set[date]:
    """The local days of the series for which activities stand, put away or not."""
    rows: Any = (
        Activity.select(Activity.replaces)
        .where(Activity.parent == series, Activity.replaces.is_null(False))
        .tuples()
    )
    return {
        moment.astimezone(zone).date() if isinstance(moment, datetime) else moment
        for (moment,) in rows
    }
