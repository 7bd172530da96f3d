"""Changes the records that an import found, a chunk at a time, each with its journal entry.

The same as `stores.record_writes.update` for thousands of records: what it does in several
statements a record is one statement for all of a chunk here.
"""

import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crm_tui.data import search
from crm_tui.data.columns import json_text, moment_text
from crm_tui.data.database import database
from crm_tui.data.journal import Journal
from crm_tui.data.rows import read, restored, stored
from crm_tui.data.staging_labels import LABELS
from crm_tui.data.stores import record_writes
from crm_tui.data.tables import RECORDS
from crm_tui.domain.entities import CONTACTS, Entity
from crm_tui.domain.fields import Field, Kind, Link, by_name
from crm_tui.domain.typed_points import labelled

CHUNK = 500
"""Records that are changed at a time."""

OWNERS = "SELECT DISTINCT owner FROM import_given WHERE entity = ? AND stored ORDER BY owner"
GIVEN = """
SELECT owner, name, value FROM import_given
WHERE entity = ? AND stored AND owner BETWEEN ? AND ? ORDER BY owner
"""
NEW_LABELS = """
SELECT DISTINCT g.owner, i.value, i.label FROM import_given g
JOIN import_point i ON i.row = g.source AND i.contact = ? AND i.kind = g.name
WHERE g.entity = ? AND g.stored AND g.owner BETWEEN ? AND ? AND i.label IS NOT NULL
"""
"""What the phones and e-mails are for that records get."""

CHANGE = """
INSERT INTO change (txn, entity, op, record, last, before, after)
VALUES (?, ?, 'update', ?, ?, ?, ?)
"""

CHANGED = """
SELECT record FROM change
WHERE txn = ? AND entity = ? AND op = 'update' AND record BETWEEN ? AND ?
"""


def owners(entity: Entity) -> Iterator[tuple[int, int]]:
    """The first and the last id of some of the stored records that change, at a time."""
    found = database.execute_sql(OWNERS, (entity.name,))
    ids = array("q", (number for (number,) in found))
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        yield some[0], some[-1]


def write(
    journal: Journal,
    entity: Entity,
    fields: Sequence[Field],
    region: str,
    first: int,
    last: int,
    *,
    fill: bool,
) -> None:
    """Give the stored records from `first` to `last` what `import_given` has for them.

    With `fill` only fields get a value that are empty now.
    """
    described = by_name(fields)
    model: Any = RECORDS[entity.name]
    given: dict[int, dict[str, Any]] = {}
    labels: dict[int, dict[str, Mapping[str, str]]] = {}
    for owner, name, value in database.execute_sql(GIVEN, (entity.name, first, last)).fetchall():
        if name.endswith(LABELS):
            labels.setdefault(owner, {})[name.removesuffix(LABELS)] = json.loads(value)
            continue
        field = described[name.removeprefix("extra.")]
        given.setdefault(owner, {})[field.name] = _value(field, value)
    changes = []
    for record in read(entity, fields, list({**given, **labels})):
        values = given.get(record.id, {})
        if fill:
            values = {k: v for k, v in values.items() if described[k].value(record) is None}
        for name, said in labels.get(record.id, {}).items():
            values.setdefault(name, labelled(described[name].value(record), said))
        if values:
            changes.append((record, values))
    _update(journal, entity, described, changes)
    _record(journal, entity, described, changes)
    new = _labels(entity, first, last)
    for record, values in changes:
        if any(described[name].is_point for name in values):
            known = new.get(record.id, {})
            record_writes.write_points(journal, entity, described, record.id, values, region, known)
    search.reindex(entity.name, model.id.in_([record.id for record, _values in changes]))


def _labels(entity: Entity, first: int, last: int) -> dict[int, dict[str, str]]:
    """By record, the labels by the points as they are written."""
    found: dict[int, dict[str, str]] = {}
    place = int(entity == CONTACTS)
    rows = database.execute_sql(NEW_LABELS, (place, entity.name, first, last)).fetchall()
    for owner, value, label in rows:
        found.setdefault(owner, {})[value] = label
    return found


def _update(
    journal: Journal,
    entity: Entity,
    described: Mapping[str, Field],
    changes: Sequence[tuple[Any, Mapping[str, Any]]],
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
    journal: Journal,
    entity: Entity,
    described: Mapping[str, Field],
    changes: Sequence[tuple[Any, Mapping[str, Any]]],
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
    """Those records that the import has changed once already."""
    if not ids:
        return set()
    found = database.execute_sql(CHANGED, (txn, entity.name, min(ids), max(ids)))
    return {number for (number,) in found.fetchall()}


def _value(field: Field, value: Any) -> Any:
    return Link(value, "") if field.kind is Kind.LINK else restored(field, value)
