"""The day of a user: what is overdue, what is planned, what was held, who has no next step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from crm_tui.domain.activities import ActivityStatus
from crm_tui.domain.clients import NOT_CALLED
from crm_tui.domain.dates import day_bounds
from crm_tui.domain.entities import ACTIVITIES, CLIENTS
from crm_tui.domain.fields import Field
from crm_tui.domain.listing import Listed, Listing, Sort
from crm_tui.domain.query_nodes import Absent, And, Equal, Node, Not, Or, Period, Test
from crm_tui.services import fields, records
from crm_tui.session import Session

MOST = 30
"""Rows of a section; the lists show the rest."""

RECENT = timedelta(days=3)
COMING = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Section:
    rows: Sequence[Listed]
    total: int


@dataclass(frozen=True, slots=True)
class Day:
    """Mine: activities that are owned by the user or by nobody."""

    overdue: Section
    today: Section
    coming: Section
    recent: Section
    without_next_step: Section


def get(session: Session) -> Day:
    """What the user's day looks like now."""
    known = fields.named(session, ACTIVITIES.name)
    today = session.reading.today
    start, end = day_bounds(today, session.zone)
    planned, held = _status(known, ActivityStatus.PLANNED), _status(known, ActivityStatus.DONE)
    late = Period(None, today, None, session.now())
    this_day = Period(today, today + timedelta(days=1), session.now(), end)
    next_days = Period(today + timedelta(days=1), today + COMING, end, end + COMING)
    last_days = Period(today - RECENT, today + timedelta(days=1), start - RECENT, end)
    return Day(
        overdue=_activities(session, And((planned, _at(known, late)))),
        today=_activities(session, And((planned, _at(known, this_day)))),
        coming=_activities(session, And((planned, _at(known, next_days)))),
        recent=_activities(session, And((held, _at(known, last_days))), descending=True),
        without_next_step=_without_next_step(session),
    )


def overdue_count(session: Session) -> int:
    """How many planned activities of the user are late, for the bell."""
    known = fields.named(session, ACTIVITIES.name)
    late = Period(None, session.reading.today, None, session.now())
    condition = And((_status(known, ActivityStatus.PLANNED), _at(known, late)))
    return _activities(session, condition).total


def _status(known: dict[str, Field], status: ActivityStatus) -> Node:
    return Test(known["status"], (Equal(status.value),))


def _at(known: dict[str, Field], period: Period) -> Node:
    """Begins in the period, or, without a beginning, is due in it."""
    return Test(known["at"], (period,))


def _activities(session: Session, condition: Node, *, descending: bool = False) -> Section:
    known = fields.named(session, ACTIVITIES.name)
    mine = Or((Test(known["owner"], (Equal(session.user.id),)), Absent(known["owner"])))
    shown = tuple(
        known[name]
        for name in ("at", "start", "due", "kind", "status", "client", "contact", "subject",
                     "priority", "outcome", "direction")
    )  # fmt: skip
    sorts = (Sort(known["at"], descending),)
    page = records.page(session, ACTIVITIES, Listing(shown, And((condition, mine)), sorts), 0, MOST)
    return Section(page.rows, page.total)


def _without_next_step(session: Session) -> Section:
    known = fields.named(session, CLIENTS.name)
    left_out = Test(known["lifecycle"], tuple(Equal(stage.value) for stage in NOT_CALLED))
    customers = Test(known["relation"], (Equal("customer"),))
    mine = Or((Test(known["owner"], (Equal(session.user.id),)), Absent(known["owner"])))
    condition = And((Absent(known["next_contact"]), mine, customers, Not(left_out)))
    shown = tuple(known[name] for name in ("name", "last_contact", "phone", "city", "lifecycle"))
    sorts = (Sort(known["last_contact"]),)
    page = records.page(session, CLIENTS, Listing(shown, condition, sorts), 0, MOST)
    return Section(page.rows, page.total)
