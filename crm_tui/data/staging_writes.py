"""Writes the new records of an import: set-wise from the scratch tables, a chunk at a time."""

from collections.abc import Callable, Mapping
from typing import Any

from peewee import SQL

from crm_tui.data import search
from crm_tui.data.columns import moment_text
from crm_tui.data.database import database
from crm_tui.data.journal import Journal
from crm_tui.data.models.imports import ImportBatch
from crm_tui.data.staging import Layout
from crm_tui.data.staging_matches import last_id
from crm_tui.data.tables import RECORDS
from crm_tui.domain.entities import CLIENTS, CONTACTS, Entity

CHUNK = 10_000
"""Rows of the file that are written at a time."""

RECORD = """
INSERT INTO {table} (id, name_key, version, created_at, created_by, changed_at, changed_by,
    {columns})
SELECT p.{one}, s.{one}_key, 1, ?3, ?4, ?3, ?4, {values}
FROM import_plan p JOIN import_row s ON s.row = p.row
WHERE p.row BETWEEN ?1 AND ?2 AND p.new_{one} ORDER BY p.row
"""
POINTS = """
INSERT INTO contact_point (version, created_at, created_by, changed_at, changed_by, client_id,
    contact_id, kind, value, normalised, tail, position, status)
SELECT 1, ?3, ?4, ?3, ?4, CASE WHEN NOT i.contact THEN p.client END,
    CASE WHEN i.contact THEN p.contact END,
    i.kind, i.value, i.normalised, i.tail, i.position, i.status
FROM import_plan p JOIN import_point i ON i.row = p.row
WHERE p.row BETWEEN ?1 AND ?2 AND CASE WHEN i.contact THEN p.new_contact ELSE p.new_client END
ORDER BY i.row, i.contact, i.kind, i.position
"""


def write(
    journal: Journal,
    layout: Layout,
    bases: Mapping[str, int],
    rows: int,
    defaults: Mapping[str, str],
    progress: Callable[[int], object],
) -> None:
    """Insert all new clients and contacts with their points; one journal entry an id range.

    `defaults` are the values of clients that say nothing themselves. `progress` gets the rows done.
    """
    points = last_id("contact_point")
    stamp = (moment_text(journal.stamp.at), journal.stamp.user)
    database.execute_sql("PRAGMA defer_foreign_keys = ON")  # a referrer may stand further down
    statements = [_record(CLIENTS, layout, defaults), _record(CONTACTS, layout, {}), POINTS]
    first = dict(bases)
    for start in range(1, rows + 1, CHUNK):
        for statement in statements:
            database.execute_sql(statement, (start, start + CHUNK - 1, *stamp))
        for entity in (CLIENTS, CONTACTS):
            first[entity.name] = _index(entity, first[entity.name])
        progress(min(start + CHUNK - 1, rows))
    ranges = {name: (base, first[name]) for name, base in bases.items()}
    ranges["points"] = (points, last_id("contact_point"))
    for name, (base, last) in ranges.items():
        if last > base:
            journal.record(name, "insert", base + 1, last)


def record_batch(journal: Journal, **values: Any) -> None:
    """Note which file became this transaction, and how its rows came out."""
    ImportBatch.insert(transaction=journal.transaction, status="done", **values).execute()


def _index(entity: Entity, base: int) -> int:
    """Put the records above `base` into the search; returns the last of them."""
    last = last_id(entity.one)
    if last > base:
        search.insert(entity.name, SQL('"t1"."id" BETWEEN ? AND ?', [base + 1, last]))
    return max(base, last)


def _record(entity: Entity, layout: Layout, defaults: Mapping[str, str]) -> str:
    """The statement that inserts the new records of some rows."""
    model: Any = RECORDS[entity.name]
    columns = layout.columns(entity.name)
    values = {model._meta.fields[name].column_name: f's."{entity.name}_{name}"'
              for name in columns if not name.startswith("extra.")}  # fmt: skip
    for name, default in defaults.items():
        made = "s.made_kind" if name == "kind" else f"'{default}'"
        values[name] = f"coalesce({values[name]}, {made})" if name in values else made
    if entity == CONTACTS:
        values["client_id"] = "p.client"
    values["extra"] = _extra(entity, columns)
    return RECORD.format(
        table=entity.one,
        one=entity.one,
        columns=", ".join(f'"{name}"' for name in values),
        values=", ".join(values.values()),
    )


def _extra(entity: Entity, columns: tuple[str, ...]) -> str:
    """The custom fields as one object, without those that are empty."""
    custom = [name for name in columns if name.startswith("extra.")]
    if not custom:
        return "'{}'"
    pairs = ", ".join(
        "'" + name.removeprefix("extra.").replace("'", "''") + f'\', s."{entity.name}_{name}"'
        for name in custom
    )
    return f"crm_sorted_keys(json_patch('{{}}', json_object({pairs})))"
