"""Finds the record that a typed name or id means."""

from collections.abc import Sequence
from typing import Any

from crm_tui.data import search
from crm_tui.data.tables import RECORDS, TITLES, title
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Link
from crm_tui.domain.folding import fold

MOST = 3
"""More candidates than this are not told."""


def title_of(entity: str, number: int) -> str:
    """What the record is called, archived or not."""
    record = RECORDS[entity].get_by_id(number)
    return str(getattr(record, TITLES[entity]))


def by_ids(entity: Entity, ids: Sequence[int]) -> list[Link]:
    model = RECORDS[entity.name]
    return _links(entity, model.id.in_(list(ids)))


def named(entity: Entity, text: str) -> list[Link]:
    """Those called exactly so, whatever the case; else those whose names begin so."""
    if entity.name == "users":
        model: Any = RECORDS["users"]
        return _links(entity, (model.login == text) | (model.name == text))
    return exactly(entity, text) or beginning(entity, text)


def beginning(entity: Entity, text: str, most: int = MOST) -> list[Link]:
    """Those in whose title each word begins a word."""
    match = search.expression(text.split())
    if not match:
        return []
    condition = RECORDS[entity.name].id.in_(search.matching(entity.name, f"title : ({match})"))
    return _links(entity, condition, most)


def exactly(entity: Entity, text: str) -> list[Link]:
    """Those called exactly so, whatever the case, and not archived."""
    model: Any = RECORDS[entity.name]
    return _links(entity, model.name_key == fold(text)) if hasattr(model, "name_key") else []


def _links(entity: Entity, condition: Any, most: int = MOST) -> list[Link]:
    model: Any = RECORDS[entity.name]
    rows = model.select(model.id, title(entity.name, model)).where(
        condition & model.archived_at.is_null()
    )
    return [Link(number, name) for number, name in rows.order_by(model.id).limit(most).tuples()]
