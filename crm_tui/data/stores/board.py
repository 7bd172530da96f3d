"""How many activities have each status."""

from collections.abc import Mapping
from typing import Any

from peewee import fn

from crm_tui.data.models.activities import UNINDEXED_STATUS, Activity
from crm_tui.data.stores import records
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_nodes import Node


def totals(condition: Node) -> Mapping[str, int]:
    """By status, of those that the condition holds for: in one walk over the table."""
    chosen = records.chosen(ACTIVITIES, Listing((), condition))
    query: Any = chosen.columns(Activity.status, fn.COUNT(Activity.id)).group_by(UNINDEXED_STATUS)
    return dict(query.tuples())
