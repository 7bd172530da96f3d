"""The tags that records carry: which there are, and another name for one of them."""

from collections import Counter
from typing import Any

from crm_tui.data import assigning
from crm_tui.data.database import database
from crm_tui.data.filters import tagged
from crm_tui.data.setwise import Assignment
from crm_tui.data.tables import RECORDS
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import by_name


def counts(entity: Entity) -> Counter[str]:
    """How many records, not archived ones, carry each tag."""
    found: Counter[str] = Counter()
    rows = database.execute_sql(
        f"SELECT tags, count(*) FROM {entity.one} WHERE tags IS NOT NULL AND archived_at IS NULL "
        "GROUP BY tags"
    )
    for tags, count in rows.fetchall():
        for tag in tags.split():
            found[tag] += count
    return found


def known(entity: Entity) -> list[str]:
    """Every tag, also of archived records, in the order of the alphabet."""
    rows = database.execute_sql(f"SELECT DISTINCT tags FROM {entity.one} WHERE tags IS NOT NULL")
    return sorted({tag for (tags,) in rows.fetchall() for tag in tags.split()})


def carrying(entity: Entity, tag: str) -> Any:
    """The ids of the records that carry the tag or a level of it, archived ones among them."""
    table = RECORDS[entity.name]
    return table.select(table.id).where(table.id.in_(tagged(entity.name, tag)))


def renamed(entity: Entity, old: str, new: str) -> Assignment:
    """Another name for a tag and its levels."""
    field = by_name(entity.fields)["tags"]
    return assigning.made(entity, field, "crm_renamed_tag(tags, ?, ?)", (old, new))
