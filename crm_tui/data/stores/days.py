"""What a day is reminded of beside its activities: birthdays, and clients nobody spoke with."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from peewee import JOIN, SQL, Case, fn

from crm_tui.data.columns import moment_text
from crm_tui.data.models.activities import AT, Activity
from crm_tui.data.models.clients import Client
from crm_tui.data.models.contacts import BIRTHDAY, Contact
from crm_tui.data.stores import participants
from crm_tui.domain.activities import ActivityStatus
from crm_tui.domain.agenda import DAY_MINUTES

LONGEST = timedelta(days=7)
"""For how long something may go on that has no end of its own."""


def going_on(now: datetime, user: int | None = None) -> list[int]:
    """What is planned, has begun and is not over, of what only says how many minutes it takes.

    Whosever it is, or only what is the user's, nobody's, or with her, which is found sooner.
    """
    begun = moment_text(now - LONGEST), moment_text(now)
    anybodys = SQL("1") if user is None else _mine(user)
    minutes = fn.JULIANDAY(moment_text(now)) - fn.JULIANDAY(Activity.start)
    query: Any = Activity.select(Activity.id).where(
        Activity.status == ActivityStatus.PLANNED.value,
        AT.between(*begun),
        anybodys,
        Activity.start.is_null(False),
        Activity.end.is_null(),
        Activity.duration > minutes * DAY_MINUTES,
        Activity.archived_at.is_null(),
    )
    return [number for (number,) in query.tuples()]


def _mine(user: int) -> Any:
    mine: Any = Activity.owner == user
    return mine | Activity.owner.is_null() | Activity.id.in_(participants.activities_of([user]))


def birthdays(days: Sequence[date], user: int, most: int) -> list[int]:
    """The contacts born on one of the days whose client is mine or nobody's, the next first."""
    wanted = [f"{day:%m-%d}" for day in days]
    if "02-28" in wanted and (date(days[0].year, 2, 28) + timedelta(days=1)).month == 3:
        wanted.insert(wanted.index("02-28") + 1, "02-29")
    if not wanted:
        return []
    place = fn.INSTR(",".join(wanted), BIRTHDAY)
    query: Any = (
        Contact.select(Contact.id)
        .join(Client, JOIN.LEFT_OUTER, on=Contact.client == Client.id)
        .where(
            BIRTHDAY.in_(wanted),
            Contact.archived_at.is_null(),
            Client.archived_at.is_null(),
            (Client.owner == user) | Client.owner.is_null(),
        )
        .order_by(place, Contact.id)
        .limit(most)
    )
    return [number for (number,) in query.tuples()]


def quiet(
    today: date, user: int, by_segment: Mapping[str, int], most: int
) -> tuple[list[int], int]:
    """Clients of mine with whom nobody spoke for longer than wanted, by how much; and how many.

    A client's own cadence goes before the days of her segment.
    """
    from crm_tui.domain.clients import NOT_CALLED

    every: Any = Client.cadence
    has_cadence: Any = Client.cadence > 0
    if by_segment:
        days = Case(Client.segment, tuple(by_segment.items()))
        every = fn.COALESCE(Client.cadence, days)
        has_cadence |= Client.cadence.is_null() & Client.segment.in_(list(by_segment))
    last = fn.COALESCE(Client.last_contact, "1970-01-01")
    age = fn.JULIANDAY(today.isoformat()) - fn.JULIANDAY(fn.SUBSTR(last, 1, 10))
    condition = (
        has_cadence
        & Client.archived_at.is_null()
        & (age > every)
        & Client.lifecycle.not_in([stage.value for stage in NOT_CALLED])
        & ((Client.owner == user) | Client.owner.is_null())
    )
    counted: Any = Client.select(Client.id, SQL("COUNT(*) OVER ()")).where(condition)
    shares = counted.order_by((age * SQL("1.0") / every).desc(), Client.id).limit(most)
    rows = shares.tuples()[:]
    return [number for number, _total in rows], rows[0][1] if rows else 0
