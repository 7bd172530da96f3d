"""What may fall into a window of days: found by its index, whoever's and however many there are."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from peewee import SQL, Value

from crm_tui.data.columns import moment_text
from crm_tui.data.expressions import expression
from crm_tui.data.models.activities import AT, UNINDEXED_STATUS, Activity
from crm_tui.data.rows import listed
from crm_tui.data.stores import participants
from crm_tui.domain.activities import ActivityStatus
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.fields import Field
from crm_tui.domain.listing import Listed

SHOWN = (ActivityStatus.PLANNED, ActivityStatus.DONE, ActivityStatus.NOT_HELD)
"""What was cancelled leaves its place free."""

LASTS = SQL('SUBSTR("start", 1, 10) < SUBSTR("end", 1, 10)')
"""Literally as in the index `activity_crosses`, which would not serve a condition with values."""


@dataclass(frozen=True, slots=True)
class Window:
    """Local days from `first` up to, not with, `end`, and the moments at which they begin."""

    first: date
    end: date
    start: datetime
    stop: datetime


def within(window: Window, users: Collection[int], *, unowned: bool) -> set[int]:
    """The activities of the users, and those of nobody, that touch the days by their own dates.

    A few of the days beside them come along: a whole day is text without a time.
    """
    lower, upper = _bounds(window)
    shown = Activity.status.in_([status.value for status in SHOWN])
    begins = shown & (lower <= AT) & (upper > AT)
    lasts = shown & LASTS & (Activity.end >= lower) & (Activity.start < lower)
    rows = (_rows((Activity.id,), each, users, unowned=unowned) for each in (begins, lasts))
    return {number for found in rows for (number,) in found}


def repeating(
    window: Window, users: Collection[int], fields: Sequence[Field], *, unowned: bool
) -> list[Listed]:
    """What is planned to repeat and began before the window ends, with those fields of it."""
    _lower, upper = _bounds(window)
    planned = ActivityStatus.PLANNED.value == UNINDEXED_STATUS
    repeats = Activity.recurrence.is_null(False) & planned & (upper > AT)
    columns = [expression(ACTIVITIES.name, field, Activity) for field in fields]
    rows = _rows((Activity.id, Activity.version, *columns), repeats, users, unowned=unowned)
    return [listed(fields, row) for row in {row[0]: row for row in rows}.values()]


def _bounds(window: Window) -> tuple[Any, Any]:
    """From where to where, in the order that days and moments have as texts.

    From a day earlier on: what lasts no longer is found by when it begins.
    """
    early, start = window.first - timedelta(days=1), window.start - timedelta(days=1)
    lower = min(early.isoformat(), moment_text(start))
    upper = max(window.end.isoformat(), moment_text(window.stop))
    return Value(lower, converter=False), Value(upper, converter=False)


def _rows(
    columns: Iterable[Any], condition: Any, users: Collection[int], *, unowned: bool
) -> Iterator[tuple[Any, ...]]:
    """What meets the condition and is owned by one of the users, or has one take part.

    Each by itself: over an OR no index of the owner would serve. One may come twice.
    """
    invited = participants.activities_of(users)
    theirs: list[Any] = [Activity.owner.in_(list(users))]
    theirs += [Activity.owner.is_null()] if unowned else []
    theirs += [Activity.id.in_(invited)] if invited else []
    for whose in theirs:
        query: Any = Activity.select(*columns).where(
            condition, whose, Activity.archived_at.is_null()
        )
        yield from query.tuples()
