"""How many records of a kind each user owns."""

from collections.abc import Mapping

from peewee import SQL, NodeList, fn

from crm_tui.data.stores import records
from crm_tui.data.tables import RECORDS
from crm_tui.domain.entities import Entity
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_nodes import Node


def count_by_owner(entity: Entity, condition: Node) -> Mapping[int | None, int]:
    """How many the condition holds for; those that nobody owns under None.

    The plus keeps SQLite from walking an index of owners, which would look up every row.
    """
    table = RECORDS[entity.name]
    query = records.chosen(entity, Listing((), condition))
    owner = table.owner  # type: ignore[attr-defined]
    counted = query.select(owner, fn.COUNT(table.id))
    return dict(counted.group_by(NodeList((SQL("+"), owner))).tuples())
