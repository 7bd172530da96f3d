"""Activities as a board: a column for each status, and cards that move between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from crm_tui.data.stores import board as stored
from crm_tui.data.stores import records as store
from crm_tui.domain.activities import Activity, ActivityStatus
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.fields import Field
from crm_tui.domain.listing import Listed, Listing, Sort
from crm_tui.domain.query_nodes import And, Equal, Node, Test
from crm_tui.services import activities, fields, parts, records, sections
from crm_tui.services.parts import Progress
from crm_tui.session import Session

MOST = 100
"""Cards of a column; the list shows the rest."""

STATUSES = tuple(ActivityStatus)


@dataclass(frozen=True, slots=True)
class Card:
    record: Listed
    progress: Progress | None = None
    """How far its parts are, where it has any."""


@dataclass(frozen=True, slots=True)
class Column:
    """The first cards of a status, and how many there are in all."""

    status: ActivityStatus
    cards: Sequence[Card]
    total: int


def columns(session: Session, condition: Node) -> list[Column]:
    """The activities that the condition holds for: what is planned by time, the rest newest first.

    They are the rows that the list shows for it.
    """
    known, totals = fields.named(session, ACTIVITIES.name), stored.totals(condition)
    return [
        Column(status, _cards(session, known, condition, status), totals.get(status.value, 0))
        for status in STATUSES
    ]


def _cards(
    session: Session, known: dict[str, Field], condition: Node, status: ActivityStatus
) -> list[Card]:
    ahead = status is ActivityStatus.PLANNED
    wanted = And((condition, Test(known["status"], (Equal(status.value),))))
    sort = Sort(known["at"], descending=not ahead)
    rows = store.first(ACTIVITIES, Listing(sections.shown(known), wanted, (sort,)), MOST)
    found = parts.progress(session, [row.id for row in rows])
    return [Card(row, found.get(row.id)) for row in rows]


def move(session: Session, activity: Listed, steps: int) -> Activity | None:
    """Give the activity the status so many columns on; None where there is no such column.

    What is done is held, as `activities.done` does it, so that what repeats is planned again.
    EditConflictError where somebody has given it another status since it was read.
    """
    place = [status.value for status in STATUSES].index(activity.status) + steps
    if not 0 <= place < len(STATUSES):
        return None
    if STATUSES[place] is ActivityStatus.DONE:
        return activities.done(session, activity.id, original=activity)
    changed = {"status": STATUSES[place].value}
    found: Activity = records.edit_values(session, ACTIVITIES, activity.id, changed, activity)
    return found
