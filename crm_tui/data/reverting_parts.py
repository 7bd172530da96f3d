"""What is taken back is written in parts, some thousand rows of a table at a time.

Rows that lead to rows of the same table go together with them or one after the other, since the
database looks at that after each statement. Where they lead in circles, they go all at once.
"""

from collections.abc import Iterator
from typing import Any

from peewee import ForeignKeyField

from crm_tui.data.database import database
from crm_tui.data.journalled import JOURNALLED
from crm_tui.data.reverting_rows import quoted

SIZE = 5_000
"""Rows of one part."""

SCRATCH = (
    "DROP TABLE IF EXISTS temp.part",
    "CREATE TEMP TABLE part (id INTEGER PRIMARY KEY)",
)

STAYS = """
WITH RECURSIVE stays (id) AS (
    SELECT part.id FROM part JOIN {table} other ON other.{link} = part.id
        WHERE other.id NOT IN part
    UNION SELECT row.{link} FROM stays JOIN {table} row ON row.id = stays.id
        WHERE row.{link} IN part)
DELETE FROM part WHERE id IN stays
"""
"""Those to which a row leads that is deleted later, and those to which they lead."""

WAITS = """
WITH RECURSIVE leads (id, there) AS MATERIALIZED (
    SELECT change.record, json_extract(change.before, '$.{link}') FROM part CROSS JOIN change
        ON change.txn = ? AND change.entity = ? AND change.op = 'delete' AND change.record = part.id
        WHERE json_extract(change.before, '$.{link}') IN
            (SELECT id FROM coming_back WHERE entity = ?)),
waits (id) AS (
    SELECT id FROM leads WHERE there NOT IN part
    UNION SELECT leads.id FROM waits JOIN leads ON leads.there = waits.id)
DELETE FROM part WHERE id IN waits
"""
"""Those that lead to a row which returns later, and those that lead to them."""


def coming_back(transaction: int, entity: str) -> Iterator[int]:
    """The rows that return, in `part`; gives how many there are each time."""
    for link in _links_within(entity):
        statement = WAITS.format(link=link)
        return _parts("coming_back", entity, "ASC", statement, (transaction, entity, entity))
    return _parts("coming_back", entity, "ASC")


def deleted(entity: str) -> Iterator[int]:
    """The rows that are deleted."""
    for link in _links_within(entity):
        statement = STAYS.format(table=quoted(JOURNALLED[entity]), link=link)
        return _parts("reverting", entity, "DESC", statement)
    return _parts("reverting", entity, "DESC")


def given_back(entity: str) -> Iterator[int]:
    """The rows that get values back."""
    return _parts("given_back", entity, "ASC")


def entities(source: str) -> list[str]:
    """Of which there are rows to write; what refers to others stands after them."""
    found = database.execute_sql(f"SELECT DISTINCT entity FROM temp.{source}")
    there = {entity for (entity,) in found.fetchall()}
    return [entity for entity in JOURNALLED if entity in there]


def left(source: str) -> int:
    """How many rows there are still to be written."""
    found = database.execute_sql(
        f"SELECT count(*) FROM (SELECT DISTINCT entity, id FROM temp.{source})"
    )
    return int(found.fetchone()[0])


def _links_within(entity: str) -> Iterator[str]:
    """The columns by which rows of a table lead to others of it: each has one at most."""
    model: Any = JOURNALLED[entity]
    for field in model._meta.sorted_fields:
        if isinstance(field, ForeignKeyField) and field.rel_model is model:
            yield field.column_name


def _parts(
    source: str, entity: str, order: str, later: str = "", parameters: tuple[Any, ...] = ()
) -> Iterator[int]:
    """`later` takes out of `part` what cannot go yet."""
    while True:
        written, last = 0, None
        while (last := _fill(source, entity, order, last, SIZE)) is not None:
            if later:
                database.execute_sql(later, parameters)
            if size := _size():
                written += size
                yield size
                _done(source, entity)
        if not written:
            break
    _fill(source, entity, order, None, -1)
    if size := _size():
        yield size
        _done(source, entity)


def _fill(source: str, entity: str, order: str, last: int | None, size: int) -> int | None:
    """Put the next rows into `part`; gives the last of them, None where there are none."""
    beyond, edge = ("> ?", "max(id)") if order == "ASC" else ("< ?", "min(id)")
    condition, parameters = ("", [entity]) if last is None else (f"AND id {beyond}", [entity, last])
    database.execute_sql("DELETE FROM temp.part")
    database.execute_sql(
        f"INSERT INTO temp.part SELECT DISTINCT id FROM temp.{source} WHERE entity = ? {condition} "
        f"ORDER BY id {order} LIMIT ?",
        (*parameters, size),
    )
    found: int | None = database.execute_sql(f"SELECT {edge} FROM temp.part").fetchone()[0]
    return found


def _size() -> int:
    return int(database.execute_sql("SELECT count(*) FROM temp.part").fetchone()[0])


def _done(source: str, entity: str) -> None:
    database.execute_sql(f"DELETE FROM temp.{source} WHERE entity = ? AND id IN part", (entity,))
