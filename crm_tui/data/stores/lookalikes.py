"""Records that may be the one somebody is about to enter."""

from typing import Any

from peewee import SQL

from crm_tui.data import search
from crm_tui.data.models.contacts import ContactPoint
from crm_tui.data.models.relations import Relation
from crm_tui.data.tables import RECORDS, point_owner
from crm_tui.data.tax_keys import tax_key
from crm_tui.domain.duplicates import Traits, words
from crm_tui.domain.entities import CLIENTS, Entity
from crm_tui.domain.merging import MERGED

MOST = 50
"""Records that are compared because they have something in common."""

SAME_TAX_ID = f"(SELECT id FROM client WHERE tax_id IS NOT NULL AND {tax_key('tax_id')} = ?)"


def candidates(entity: Entity, typed: Traits, name: str) -> list[int]:
    """The ids of those who share a phone, an e-mail, the tax id or the words of the folded name.

    Those that are archived too, but for what was merged: the one that stayed stands for it.
    """
    model: Any = RECORDS[entity.name]
    found: list[int] = []
    for condition in _conditions(entity, model, typed, name):
        rows = model.select(model.id).where(condition & model.id.not_in(_merged(entity)))
        found += [number for (number,) in rows.order_by(model.id).limit(MOST).tuples()]
    return list(dict.fromkeys(found))


def _conditions(entity: Entity, model: Any, typed: Traits, name: str) -> list[Any]:
    found = []
    if points := [*typed.phones, *typed.emails]:
        owner = point_owner(entity.name, ContactPoint)
        same = ContactPoint.select(owner).where(
            ContactPoint.normalised.in_(points),
            ContactPoint.archived_at.is_null(),
            owner.is_null(False),
        )
        found.append(model.id.in_(same))
    if typed.identity and entity == CLIENTS:
        found.append(model.id.in_(SQL(SAME_TAX_ID, [typed.identity])))
    if typed.name:
        found.append(model.name_key == name)
        if match := search.expression(words(name)):
            found.append(model.id.in_(search.matching(entity.name, match)))
    return found


def _merged(entity: Entity) -> Any:
    subject = getattr(Relation, f"subject_{entity.one}")
    return Relation.select(subject).where(
        Relation.kind == MERGED, Relation.archived_at.is_null(), subject.is_null(False)
    )
