"""Writes the new records of an import: set-wise from the scratch tables, some rows at a time.

`prepare` does whatever needs no lock, in the time in which others may write between two steps;
`write` does what is left.
"""

from collections.abc import Mapping
from itertools import product
from typing import Any

from peewee import SQL

from crm_tui.data import search
from crm_tui.data.columns import moment_text
from crm_tui.data.database import database
from crm_tui.data.journal import Journal
from crm_tui.data.staging import Layout
from crm_tui.data.staging_ids import last_id
from crm_tui.data.tables import RECORDS
from crm_tui.domain.entities import CLIENTS, CONTACTS, DEALS, Entity

CHUNK = 10_000
"""Rows of the file that are written at a time: a second, where others wait for fifteen."""

PIECE = 2_500
"""Rows that one statement inserts: SQLite keeps each page in memory that a statement changes, as it
was before, and in a large database nearly every row changes pages of its own."""

RECORD = """
INSERT INTO {one} (name_key, version, created_at, created_by, changed_at, changed_by, {columns})
SELECT s.{one}_key, 1, ?3, ?4, ?3, ?4, {values}
FROM import_plan p JOIN import_row s ON s.row = p.row
WHERE p.row BETWEEN ?1 AND ?2 AND p.new_{one} ORDER BY p.row
"""
POINTS = """
INSERT INTO contact_point (version, created_at, created_by, changed_at, changed_by, client_id,
    contact_id, kind, value, normalised, tail, label, position, status)
SELECT 1, ?3, ?4, ?3, ?4, CASE WHEN NOT i.contact THEN p.client END,
    CASE WHEN i.contact THEN p.contact END,
    i.kind, i.value, i.normalised, i.tail, i.label, i.position,
    CASE WHEN i.normalised IS NULL THEN 'bad' ELSE 'ok' END
FROM import_plan p JOIN import_point i ON i.row = p.row
WHERE p.row BETWEEN ?1 AND ?2 AND CASE WHEN i.contact THEN p.new_contact ELSE p.new_client END
ORDER BY i.row, i.contact, i.kind, i.position
"""
RANGE = """
SELECT min({one}), max({one}), count(*) FROM import_plan WHERE row BETWEEN ? AND ? AND new_{one}
"""
RANGES = """
SELECT min(id), max(id) FROM (SELECT {one} AS id, {one} - row_number() OVER (ORDER BY {one}) AS run
    FROM import_plan WHERE row BETWEEN ? AND ? AND new_{one}) GROUP BY run ORDER BY 1
"""
THERE = """coalesce(s.clients_referrer < (SELECT later.client FROM import_plan later
    WHERE later.new_client AND later.row > ?2 ORDER BY later.row LIMIT 1), 1)"""
"""Not made by a later step: the new clients are numbered in the order of their rows."""

FURTHER_DOWN = """
UPDATE client SET referrer_id = s.clients_referrer
FROM import_plan p JOIN import_row s ON s.row = p.row
WHERE client.id = p.client AND p.new_client AND p.row < ?1 AND s.clients_referrer IN (
    SELECT client FROM import_plan WHERE new_client AND row BETWEEN ?1 AND ?2)
"""
"""Those who were referred by somebody whom a later step makes."""

TEXTS = """
WITH {one} AS (SELECT {columns} FROM import_plan p JOIN import_row s ON s.row = p.row
    WHERE p.row BETWEEN ?1 AND ?2 AND p.new_{one}),
contact_point AS (SELECT row AS {one}_id, kind, value, NULL AS archived_at FROM import_point
    WHERE contact = {is_contact})
INSERT INTO import_text SELECT '{name}', * FROM ({texts})
"""
"""The rows of new records in place of the tables, for the query that the search makes of those."""

PREPARED = """
SELECT p.{one}, t.title, t.body FROM import_text t JOIN import_plan p ON p.row = t.row
WHERE t.entity = ? AND p.new_{one} ORDER BY t.rowid
"""
"""In the order of the rows, which is that of the ids, and without those refused since then."""


class NewRecords:
    """The records of some entities that a file has new; with clients and contacts their points."""

    def __init__(self, layout: Layout, defaults: Mapping[Entity, Mapping[str, str]]) -> None:
        """`defaults` are the entities, and the values of their records that say nothing."""
        self._values = {
            entity: _values(entity, layout, values) for entity, values in defaults.items()
        }
        self._statements = [_record(entity, values) for entity, values in self._values.items()]
        if CLIENTS in defaults:
            self._statements.append(POINTS)
        self._refers = CLIENTS in defaults and "referrer" in layout.clients

    def prepare(self, first: int, last: int) -> None:
        """What the search will know of those whom the rows from `first` to `last` make."""
        database.execute_sql("DELETE FROM import_text")
        for entity, values in self._values.items():
            model: Any = RECORDS[entity.name]
            told = {**values, "id": "p.row", "referrer_id": "NULL"}
            names = (field.column_name for field in model._meta.sorted_fields)
            columns = ", ".join(f'{told.get(name, "NULL")} AS "{name}"' for name in names)
            texts, parameters = search.texts(entity.name, SQL("1"))
            statement = TEXTS.format(
                name=entity.name,
                one=entity.one,
                columns=columns,
                texts=texts,
                is_contact=int(entity == CONTACTS),
            )
            database.execute_sql(statement, (first, last, *parameters))

    def write(self, journal: Journal, first: int, last: int) -> None:
        """Insert them, inside a transaction, with a journal entry for each run of ids."""
        points = last_id("contact_point")
        stamp = (moment_text(journal.stamp.at), journal.stamp.user)
        database.execute_sql("PRAGMA defer_foreign_keys = ON")  # a referrer may be in a later row
        pieces = [(begin, min(begin + PIECE - 1, last)) for begin in range(first, last + 1, PIECE)]
        for statement, piece in product(self._statements, pieces):
            database.execute_sql(statement, (*piece, *stamp))
        for entity in self._values:
            prepared = PREPARED.format(one=entity.one)
            search.insert_texts(entity.name, prepared, (entity.name,))
        if self._refers:
            database.execute_sql(FURTHER_DOWN, (first, last))
        for entity in self._values:
            for begin, end in _runs(entity, first, last):
                journal.record(entity.name, "insert", begin, end)
        if last_id("contact_point") > points:
            journal.record("points", "insert", points + 1, last_id("contact_point"))


def _runs(entity: Entity, first: int, last: int) -> list[tuple[int, int]]:
    """The ids of the new records of some rows, as ranges; nearly always they are one."""
    found = database.execute_sql(RANGE.format(one=entity.one), (first, last))
    begin, end, count = found.fetchone()
    if count and end - begin + 1 == count:
        return [(begin, end)]
    return list(database.execute_sql(RANGES.format(one=entity.one), (first, last)).fetchall())


def _record(entity: Entity, values: Mapping[str, str]) -> str:
    """The statement that inserts the new records of some rows."""
    return RECORD.format(
        one=entity.one,
        columns=", ".join(f'"{name}"' for name in values),
        values=", ".join(values.values()),
    )


def _values(entity: Entity, layout: Layout, defaults: Mapping[str, str]) -> dict[str, str]:
    """What the columns of a new record get, as SQL over its row and its place in the plan."""
    model: Any = RECORDS[entity.name]
    columns = layout.columns(entity.name)
    values = {model._meta.fields[name].column_name: f's."{entity.name}_{name}"'
              for name in columns if not name.startswith("extra.")}  # fmt: skip
    for name, default in defaults.items():
        made = "s.made_kind" if name == "kind" else "'" + default.replace("'", "''") + "'"
        values[name] = f"coalesce({values[name]}, {made})" if name in values else made
    if entity != CLIENTS:
        values["client_id"] = "p.client"
    if entity == DEALS:
        values["name"] = f"coalesce({values['name']}, s.deal_called)"
    if "referrer_id" in values:
        values["referrer_id"] = f"CASE WHEN {THERE} THEN s.clients_referrer END"
    return {"id": f"p.{entity.one}"} | values | {"extra": _extra(entity, columns)}


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
