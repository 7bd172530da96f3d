"""The sections of a day: my activities of a span of time, and first of all what is overdue.

Mine are those that are owned by the user or by nobody, or in which she takes part. Today shows what
is overdue before the rest of the day is read, so that little is imported here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from crm_tui.data.stores import days, participants, records
from crm_tui.domain.activities import ActivityKind, ActivityStatus
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.fields import Field
from crm_tui.domain.listing import Listed, Listing, Sort
from crm_tui.domain.query_nodes import Absent, And, Chosen, Equal, Node, Not, Or, Period, Test
from crm_tui.services import fields
from crm_tui.session import Session

MOST = 30
"""Rows of a section that can wait; the lists show the rest."""

ALL = 1000
"""Rows of what is to be done today: nobody has more, and nothing of it is hidden."""


@dataclass(frozen=True, slots=True)
class Section:
    """The first rows, and how many there are in all."""

    rows: Sequence[Listed]
    total: int


def overdue(session: Session) -> Section:
    """What is late, the longest overdue first."""
    return found(session, late(session, session.user.id))


def count_overdue(session: Session) -> int:
    return found(session, late(session, session.user.id), 1).total


def late(session: Session, user: int | None = None) -> Node:
    """What was planned for a time that is past, by whomever; for one user it is found sooner.

    What still goes on is not late, nor is an event that repeats: it comes again by itself.
    """
    today, now = session.reading.today, session.now()
    past = in_period(session, ActivityStatus.PLANNED, Period(None, today, None, now))
    known = fields.named(session, ACTIVITIES.name)
    ends = Test(known["end"], (Period(today, None, now, None),))
    event = Test(known["kind"], (Equal(ActivityKind.EVENT.value),))
    again = And((event, Not(Absent(known["recurrence"]))))
    return And((past, Not(ends), Not(again), Not(Chosen(tuple(days.going_on(now, user))))))


def going_on(session: Session, *, timed: bool) -> Node:
    """What has begun and not ended: hours where it is `timed`, else days."""
    known, today, now = fields.named(session, ACTIVITIES.name), session.reading.today, session.now()
    begun = Period(today, today, None, now) if timed else Period(None, today, now, now)
    lasts = Period(today, today, now, None) if timed else Period(today, None, now, now)
    planned = in_period(session, ActivityStatus.PLANNED, begun)
    lasting = And((planned, Test(known["end"], (lasts,))))
    by_minutes = tuple(days.going_on(now, session.user.id)) if timed else ()
    return Or((lasting, Chosen(by_minutes))) if by_minutes else lasting


def activities(session: Session, status: ActivityStatus, period: Period) -> Section:
    """Those of the period, the first MOST of them."""
    return found(session, in_period(session, status, period), MOST)


def in_period(session: Session, status: ActivityStatus, period: Period) -> Node:
    """Begins in the period, or, without a beginning, is due in it."""
    known = fields.named(session, ACTIVITIES.name)
    return And((Test(known["status"], (Equal(status.value),)), Test(known["at"], (period,))))


def found(session: Session, condition: Node, most: int = ALL) -> Section:
    """My activities that the condition holds for, in the order of their times."""
    known = fields.named(session, ACTIVITIES.name)
    listing = Listing(shown(known), And((condition, mine(session, known))), (Sort(known["at"]),))
    page = records.page(ACTIVITIES, listing, 0, most)
    return Section(page.rows, page.total)


def mine(session: Session, known: dict[str, Field]) -> Node:
    """Owned by the user or by nobody, or she takes part."""
    own = (Test(known["owner"], (Equal(session.user.id),)), Absent(known["owner"]))
    invited = participants.activities_of([session.user.id])
    return Or((*own, Chosen(tuple(invited)))) if invited else Or(own)


def shown(known: dict[str, Field]) -> tuple[Field, ...]:
    """The fields of an activity that its row and the keys on it need."""
    return tuple(
        known[name]
        for name in ("at", "start", "end", "due", "duration", "kind", "status", "client", "contact",
                     "deal", "subject", "priority", "outcome", "tags", "recurrence", "repeat_from",
                     "except_on", "time_zone", "owner")
    )  # fmt: skip
