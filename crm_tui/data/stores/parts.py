"""The parts of activities: the smaller ones that each consists of."""

from collections.abc import Collection, Mapping
from typing import Any

from peewee import fn

from crm_tui.data.models.activities import Activity
from crm_tui.domain.activities import ActivityStatus

COUNTED = (ActivityStatus.PLANNED.value, ActivityStatus.DONE.value)
"""What was cancelled or not held is no part of the work any more."""

IS_PART = Activity.replaces.is_null() & Activity.archived_at.is_null()
"""What stands for one time of a series has that series as its parent, too, and is no part of it."""


def progress(wholes: Collection[int]) -> Mapping[int, tuple[int, int]]:
    """How many parts are done, and how many there are, of those that have any."""
    done = fn.SUM(Activity.status == ActivityStatus.DONE.value)
    query: Any = (
        Activity.select(Activity.parent, done, fn.COUNT(Activity.id))
        .where(Activity.parent.in_(list(wholes)), Activity.status.in_(COUNTED), IS_PART)
        .group_by(Activity.parent)
    )
    return {whole: (int(held), count) for whole, held, count in query.tuples()}


def contains_itself(number: int) -> bool:
    """Whether it is a part of a part of it, however far down."""
    seen: set[int] = set()
    at: int | None = number
    while at is not None and at not in seen:
        seen.add(at)
        at = Activity.select(Activity.parent).where(Activity.id == at).scalar()
    return at is not None


def of(whole: int) -> list[int]:
    """The parts of one, planned ones first, each in the order of their times."""
    at = fn.COALESCE(Activity.start, Activity.due)
    planned = Activity.status != ActivityStatus.PLANNED.value
    query: Any = (
        Activity.select(Activity.id)
        .where(Activity.parent == whole, IS_PART)
        .order_by(planned, at.is_null(), at, Activity.id)
    )
    return [number for (number,) in query.tuples()]
