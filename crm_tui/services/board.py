"""Records as a board: a column for each value of a field, and the first cards of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crm_tui.data.stores import board as stored
from crm_tui.data.stores import records as store
from crm_tui.domain.activities import Activity, ActivityStatus
from crm_tui.domain.boards import Total, together
from crm_tui.domain.entities import ACTIVITIES, DEALS, Entity
from crm_tui.domain.fields import Field
from crm_tui.domain.listing import Listed, Listing, Sort
from crm_tui.domain.query_nodes import Absent, And, Equal, Node, Or, Test
from crm_tui.services import activities, fields, parts, records, sections
from crm_tui.services.parts import Progress
from crm_tui.session import Session

MOST = 100
"""Cards of a column; the list shows the rest."""

STATUSES = tuple(ActivityStatus)

OF_DEALS = (
    "name", "client", "contact", "stage", "status", "amount", "currency", "expected_close",
    "closed_at", "lost_reason", "next_contact", "archived_at",
)  # fmt: skip
"""What a card needs, and its keys."""


@dataclass(frozen=True, slots=True)
class Card:
    record: Listed
    progress: Progress | None = None
    """How far the parts of an activity are, where it has any."""


@dataclass(frozen=True, slots=True)
class Column:
    """The first cards of those with a value, and all of them in figures.

    The key None is for records without a value, or with one that is offered no more.
    """

    key: str | None
    cards: Sequence[Card]
    total: Total


Columns = Callable[[Session, Node], list[Column]]


def of_activities(session: Session, condition: Node) -> list[Column]:
    """The activities that the condition holds for: what is planned by time, the rest newest first.

    They are the rows that the list shows for it.
    """
    known, totals = fields.named(session, ACTIVITIES.name), stored.by_status(condition)
    columns = []
    for status in STATUSES:
        wanted = And((condition, Test(known["status"], (Equal(status.value),))))
        sort = Sort(known["at"], descending=status is not ActivityStatus.PLANNED)
        rows = first(ACTIVITIES, sections.shown(known), wanted, sort)
        found = parts.progress(session, [row.id for row in rows])
        cards = [Card(row, found.get(row.id)) for row in rows]
        columns.append(Column(status.value, cards, totals.get(status.value, Total())))
    return columns


def of_deals(session: Session, condition: Node) -> list[Column]:
    """The deals that the condition holds for, by stage: what should be closed first on top.

    A column for those without a stage that is offered stands before the others where there are any,
    and alone where no stage is offered.
    """
    known, totals = fields.named(session, DEALS.name), stored.by_stage(condition)
    stage, sort = known["stage"], Sort(known["expected_close"])
    shown = tuple(known[name] for name in OF_DEALS)

    def column(key: str | None, node: Node, total: Total) -> Column:
        rows = first(DEALS, shown, And((condition, node)), sort)
        return Column(key, [Card(row) for row in rows], total)

    offered = [choice.key for choice in stage.choices]
    others = [key for key in totals if key not in offered]
    gone = tuple(Equal(key) for key in others if key is not None)
    without = Or((Absent(stage), Test(stage, gone))) if gone else Absent(stage)
    begins = others or not offered
    return [
        *([column(None, without, together(totals[key] for key in others))] if begins else []),
        *(column(key, Test(stage, (Equal(key),)), totals.get(key, Total())) for key in offered),
    ]


def first(entity: Entity, shown: tuple[Field, ...], wanted: Node, sort: Sort) -> list[Listed]:
    return list(store.first(entity, Listing(shown, wanted, (sort,)), MOST))


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
