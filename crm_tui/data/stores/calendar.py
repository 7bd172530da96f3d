"""What may fall into a window of days: found by its index, whoever's and however many there are."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from peewee import SQL, Value, fn

from crm_tui.data.columns import moment_text
from crm_tui.data.expressions import expression
from crm_tui.data.models.activities import AT, UNINDEXED_STATUS, Activity
from crm_tui.data.rows import listed
from crm_tui.data.stores import participants
from crm_tui.domain.activities import ActivityStatus
from crm_tui.domain.agenda import DAY_MINUTES
from crm_tui.domain.calendar import LONGEST_BEFORE
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.fields import Field
from crm_tui.domain.listing import Listed

SHOWN = (ActivityStatus.PLANNED, ActivityStatus.DONE, ActivityStatus.NOT_HELD)
"""What was cancelled leaves its place free."""

LASTS = SQL('SUBSTR("start", 1, 10) < SUBSTR("end", 1, 10)')
"""Literally as in the index `activity_crosses`, which would not serve a condition with values."""


ENDS = fn.INSTR(Activity.recurrence, "UNTIL=")
"""Where in a rule its last day is written; 0 where it has none."""


MONTH_ENDS = (28, 29, 30, 31)
LEAP_DAY = "02-29"
"""Which is another day in most years."""


@dataclass(frozen=True, slots=True)
class Window:
    """Local days from `first` up to, not with, `end`, and the moments at which they begin."""

    first: date
    end: date
    start: datetime
    stop: datetime


@dataclass(frozen=True, slots=True)
class Whose:
    """Which activities are meant: those of the users, those of nobody, those with them."""

    users: Collection[int]
    unowned: bool
    invited: Collection[int]
    """In which one of the users takes part."""


def of_users(users: Collection[int], *, unowned: bool) -> Whose:
    return Whose(users, unowned, participants.activities_of(users))


def within(window: Window, whose: Whose) -> set[int]:
    """The activities of the users, and those of nobody, that touch the days by their own dates.

    A few of the days beside them come along: a whole day is text without a time.
    """
    lower, upper = _bounds(window)
    shown = Activity.status.in_([status.value for status in SHOWN])
    begins = shown & (lower <= AT) & (upper > AT)
    lasts = shown & LASTS & (Activity.end >= lower) & (Activity.start < lower)
    rows = (_rows((Activity.id,), each, whose) for each in (begins, lasts))
    return {number for found in rows for (number,) in found}


def repeating(window: Window, whose: Whose, fields: Sequence[Field]) -> list[Listed]:
    """What is planned to repeat, began before the window ends and has not ended long before it."""
    _lower, upper = _bounds(window)
    planned = ActivityStatus.PLANNED.value == UNINDEXED_STATUS
    goes_on = (ENDS == 0) | (fn.SUBSTR(Activity.recurrence, ENDS + 6, 8) >= _ended(window))
    repeats = Activity.recurrence.is_null(False) & planned & (upper > AT) & goes_on
    repeats &= _may_fall(window)
    columns = [expression(ACTIVITIES.name, field, Activity) for field in fields]
    rows = _rows((Activity.id, Activity.version, *columns), repeats, whose)
    return [listed(fields, row) for row in {row[0]: row for row in rows}.values()]


def _may_fall(window: Window) -> Any:
    """Leaves out what repeats each month or year on other days of it than those of the window.

    Those are most of what ever was planned to repeat, and read and reckoned in vain. What a rule
    says of days, and what lasts for days, is not looked at here; the day by UTC may be the one
    before or after that on the clock.
    """
    near = [window.first + timedelta(days=ahead) for ahead in range(-3, _length(window) + 3)]
    days = {day.day for day in near}
    days |= set(MONTH_ENDS) if 1 in days else set()
    days |= {1} if days & set(MONTH_ENDS) else set()
    on_day = fn.SUBSTR(AT, 9, 2).in_([f"{day:02}" for day in sorted(days)])
    on_date = fn.SUBSTR(AT, 6, 5).in_([LEAP_DAY, *(f"{day:%m-%d}" for day in near)])
    by_rule = (fn.INSTR(Activity.recurrence, "BY") > 0) | LASTS | (Activity.duration >= DAY_MINUTES)
    monthly = fn.INSTR(Activity.recurrence, "FREQ=MONTHLY") > 0
    yearly = fn.INSTR(Activity.recurrence, "FREQ=YEARLY") > 0
    return by_rule | on_day & monthly | on_date & yearly | (~monthly & ~yearly)


def _length(window: Window) -> int:
    return (window.end - window.first).days


def _ended(window: Window) -> Any:
    """The day, as a rule writes it, before which an end is long ago: whatever lasts is over."""
    return Value(f"{window.first - LONGEST_BEFORE - timedelta(days=2):%Y%m%d}", converter=False)


def _bounds(window: Window) -> tuple[Any, Any]:
    """From where to where, in the order that days and moments have as texts.

    From a day earlier on: what lasts no longer is found by when it begins.
    """
    early, start = window.first - timedelta(days=1), window.start - timedelta(days=1)
    lower = min(early.isoformat(), moment_text(start))
    upper = max(window.end.isoformat(), moment_text(window.stop))
    return Value(lower, converter=False), Value(upper, converter=False)


def _rows(columns: Iterable[Any], condition: Any, whose: Whose) -> Iterator[tuple[Any, ...]]:
    """What meets the condition and is theirs; one may come twice.

    Each part by itself: over an OR no index of the owner would serve.
    """
    theirs: list[Any] = [Activity.owner.in_(list(whose.users))]
    theirs += [Activity.owner.is_null()] if whose.unowned else []
    theirs += [Activity.id.in_(whose.invited)] if whose.invited else []
    for part in theirs:
        query: Any = Activity.select(*columns).where(
            condition, part, Activity.archived_at.is_null()
        )
        yield from query.tuples()
