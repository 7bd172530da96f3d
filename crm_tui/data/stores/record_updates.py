"""Changes some hundred records at once, each with its journal entry.

The same as `record_writes.update` for each of them: what it does in several statements a record is
one statement for all of them here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from crm_tui.data.columns import json_text, moment_text
from crm_tui.data.database import database
from crm_tui.data.journal import Journal
from crm_tui.data.rows import stored
from crm_tui.data.stores import record_writes
from crm_tui.data.tables import RECORDS
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Field

CHUNK = 500
"""Records that are changed at a time."""

CHANGE = """
INSERT INTO change (txn, entity, op, record, last, before, after)
VALUES (?, ?, 'update', ?, ?, ?, ?)
"""

CHANGED = """
SELECT record FROM change
WHERE txn = ? AND entity = ? AND op = 'update' AND record BETWEEN ? AND ?
"""

Changes = Sequence[tuple[Any, Mapping[str, Any]]]
"""Records as the database has them, each with the values that it gets."""


def write(
    journal: Journal,
    entity: Entity,
    described: Mapping[str, Field],
    changes: Changes,
    region: str,
    labels: Mapping[int, Mapping[str, str]],
) -> None:
    """`labels` say, by record, what phones and e-mails are for where the values do not."""
    _update(journal, entity, described, changes)
    _record(journal, entity, described, changes)
    for record, values in changes:
        if any(described[name].is_point for name in values):
            known = labels.get(record.id)
            record_writes.write_points(journal, entity, described, record.id, values, region, known)
    record_writes.keep_up(
        entity,
        [record.id for record, _values in changes],
        (state for one in changes for state in record_writes.before_and_after(*one)),
    )


def _update(
    journal: Journal, entity: Entity, described: Mapping[str, Field], changes: Changes
) -> None:
    """One statement for all records that change in the same columns."""
    columns: Any = RECORDS[entity.name]._meta.fields
    stamp = (moment_text(journal.stamp.at), journal.stamp.user)
    alike: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    kept = record_writes.extras(entity, [record.id for record, _values in changes])
    for record, values in changes:
        row = record_writes.columns(entity, described, values, kept[record.id])
        cells = (columns[name].db_value(value) for name, value in row.items())
        alike.setdefault(tuple(row), []).append((*cells, *stamp, record.id))
    for names, rows in alike.items():
        assigned = "".join(f'"{columns[name].column_name}" = ?, ' for name in names)
        database.connection().executemany(
            f"UPDATE {entity.one} SET {assigned}version = version + 1, changed_at = ?, "
            "changed_by = ? WHERE id = ?",
            rows,
        )


def _record(
    journal: Journal, entity: Entity, described: Mapping[str, Field], changes: Changes
) -> None:
    def told(values: Mapping[str, Any]) -> dict[str, Any]:
        named = record_writes.named(described, values)
        return {name: stored(value) for name, value in named.items()}

    rows = []
    txn = journal.transaction
    changed = _changed(txn, entity, [record.id for record, _values in changes])
    for record, values in changes:
        number, held = record.id, {name: described[name].value(record) for name in values}
        before, after = map(told, record_writes.with_labels(entity, number, held, values))
        if number in changed:
            journal.goes_on(entity.name, number, before, after)
        else:
            rows.append((txn, entity.name, number, number, json_text(before), json_text(after)))
    database.connection().executemany(CHANGE, rows)


def _changed(txn: int, entity: Entity, ids: Sequence[int]) -> set[int]:
    """Those records that the action has changed once already."""
    if not ids:
        return set()
    found = database.execute_sql(CHANGED, (txn, entity.name, min(ids), max(ids)))
    return {number for (number,) in found.fetchall()}
