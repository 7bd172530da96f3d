"""The tags that records carry: which there are, and another name for one of them."""

from collections import Counter
from functools import partial
from typing import Any

from crm_tui.data import assigning, setwise
from crm_tui.data.database import database
from crm_tui.data.filters import tagged
from crm_tui.data.journal import Journal
from crm_tui.data.tables import RECORDS
from crm_tui.domain.entities import ENTITIES, Entity
from crm_tui.domain.fields import by_name
from crm_tui.domain.progress import Progress


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


def rename(journal: Journal, old: str, new: str, progress: Progress) -> int:
    """Give a tag and its levels another name on all records; returns how many have changed.

    What `progress` raises undoes all, with the transaction.
    """
    found = {entity: _ids(entity, old) for entity in ENTITIES}
    total = sum(query.count() for query in found.values())
    changed = done = 0
    for entity, query in found.items():
        tell = partial(_tell, progress, done, total)
        done += setwise.choose(query)
        field = by_name(entity.fields)["tags"]
        made = assigning.made(entity, field, "crm_renamed_tag(tags, ?, ?)", (old, new))
        changed += setwise.change(journal, entity, [made], tell)
    return changed


def _tell(progress: Progress, before: int, total: int, done: int) -> None:
    progress((before + done) / total)


def _ids(entity: Entity, tag: str) -> Any:
    table = RECORDS[entity.name]
    return table.select(table.id).where(table.id.in_(tagged(entity.name, tag)))
