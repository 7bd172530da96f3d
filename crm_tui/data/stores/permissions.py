"""What of a change not everybody may do."""

from typing import Any

from peewee import fn

from crm_tui.data.models.activities import Activity, Participant
from crm_tui.data.models.journal import Change
from crm_tui.data.models.loans import Loan
from crm_tui.data.models.settings import Setting
from crm_tui.data.models.views import SavedView
from crm_tui.data.stores.settings import FIRM
from crm_tui.domain.entities import ENTITIES
from crm_tui.domain.permissions import Touched

RECORDS = [entity.name for entity in ENTITIES]
SHAPES = ("custom_fields", "lookups", "playbooks")
OWN = {"name", "time_zone", "language"}
"""What users may change of themselves."""


def touched(transaction: int) -> Touched:
    """What the transaction concerns of the firm, of the users, and of what is somebody's own."""
    settings = _owners(transaction, "settings", Setting, "user")
    views = _owners(transaction, "saved_views", SavedView, "owner_id")
    loans = _owners(transaction, "loans", Loan, "lender")
    staff, selves = _users(transaction)
    return Touched(
        firm=FIRM in settings or _shapes(transaction),
        users=staff,
        owners=frozenset((settings | views | loans | selves) - {FIRM}),
        answers=_answers(transaction),
    )


def _shapes(transaction: int) -> bool:
    """Whether lists, fields or playbooks are the matter.

    A record may bring a value to its list along.
    """
    query: Any = Change.select(Change.entity, Change.op, Change.after).where(
        Change.transaction == transaction, Change.entity.in_(SHAPES)
    )
    found = list(query.tuples())
    with_record: Any = Change.select().where(
        Change.transaction == transaction, Change.entity.in_(RECORDS)
    )
    if found and with_record.exists():
        return not all(_is_brought(*change) for change in found)
    return bool(found)


def _is_brought(entity: str, op: str, after: dict[str, Any]) -> bool:
    """A value that is new in its list, or offered again."""
    return entity == "lookups" and (op == "insert" or after == {"archived_at": None})


def _owners(transaction: int, entity: str, table: Any, column: str) -> set[int]:
    """Whose rows the transaction wrote; of those that are gone, whose they were made."""
    owner = fn.COALESCE(
        getattr(table, column),
        fn.JSON_EXTRACT(Change.after, f"$.{column}"),
        fn.JSON_EXTRACT(Change.after, f"$.{column.removesuffix('_id')}"),
    )
    query: Any = (
        Change.select(owner)
        .left_outer_join(table, on=(table.id == Change.record))
        .where(Change.transaction == transaction, Change.entity == entity)
    )
    return {number for (number,) in query.tuples() if number is not None}


def _answers(transaction: int) -> frozenset[tuple[int, int | None]]:
    """The colleagues whose answers it wrote, each with the owner of the activity."""
    query: Any = (
        Change.select(Participant.user, Activity.owner)
        .join(Participant, on=Change.record == Participant.id)
        .join(Activity, on=Participant.activity == Activity.id)
        .where(
            Change.transaction == transaction,
            Change.entity == "participants",
            Change.op == "update",
            fn.JSON_EXTRACT(Change.after, "$.response").is_null(False),
            Participant.user.is_null(False),
        )
    )
    return frozenset(query.tuples())


def _users(transaction: int) -> tuple[bool, set[int]]:
    """Whether it says who works here and as what; and who has changed something of herself."""
    query: Any = Change.select(Change.op, Change.record, Change.after).where(
        Change.transaction == transaction, Change.entity == "users"
    )
    staff, selves = False, set()
    for op, number, after in query.tuples():
        if op == "update" and set(after) <= OWN:
            selves.add(number)
        else:
            staff = True
    return staff, selves
