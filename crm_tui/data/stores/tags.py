"""The tags that records carry: which there are, and another name for one of them."""

from collections import Counter

from crm_tui.data import assigning, setwise
from crm_tui.data.database import database
from crm_tui.data.filters import tagged
from crm_tui.data.journal import Journal
from crm_tui.data.tables import RECORDS
from crm_tui.domain.entities import ENTITIES, Entity
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


def rename(journal: Journal, old: str, new: str) -> int:
    """Give a tag and its levels another name on all records; returns how many have changed."""
    changed = 0
    for entity in ENTITIES:
        table = RECORDS[entity.name]
        field = by_name(entity.fields)["tags"]
        setwise.choose(table.select(table.id).where(table.id.in_(tagged(entity.name, old))))
        after = "crm_renamed_tag(tags, ?, ?)"
        changed += setwise.change(
            journal, entity, [assigning.made(entity, field, after, (old, new))]
        )
    return changed
