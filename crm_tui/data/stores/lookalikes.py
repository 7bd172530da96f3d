"""Records that may be the one somebody is about to enter."""

from typing import Any

from crm_tui.data.models.contacts import ContactPoint
from crm_tui.data.models.relations import Relation
from crm_tui.data.tables import RECORDS, point_owner, title
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Link
from crm_tui.domain.merging import MERGED

MOST = 5


def with_points(entity: Entity, normalised: list[str]) -> list[Link]:
    """Records with one of these phones in E.164 or e-mails in lower case."""
    if not normalised:
        return []
    owner = point_owner(entity.name, ContactPoint)
    found = ContactPoint.select(owner).where(
        ContactPoint.normalised.in_(normalised),
        ContactPoint.archived_at.is_null(),
        owner.is_null(False),
    )
    return _links(entity, RECORDS[entity.name].id.in_(found))


def with_value(entity: Entity, column: str, value: str) -> list[Link]:
    """Records whose column, such as `tax_id` or `name_key`, holds the value.

    Those that are archived too, but for what was merged: the one that stayed stands for it.
    """
    model, subject = RECORDS[entity.name], getattr(Relation, f"subject_{entity.one}")
    merged = Relation.select(subject).where(
        Relation.kind == MERGED, Relation.archived_at.is_null(), subject.is_null(False)
    )
    return _links(entity, (getattr(model, column) == value) & model.id.not_in(merged))


def _links(entity: Entity, condition: Any) -> list[Link]:
    model: Any = RECORDS[entity.name]
    rows = model.select(model.id, title(entity.name, model)).where(condition)
    return [Link(number, name) for number, name in rows.order_by(model.id).limit(MOST).tuples()]
