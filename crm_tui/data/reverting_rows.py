"""Taking back whole rows: what a transaction made goes, what it deleted returns."""

from collections.abc import Iterator
from typing import Any

from peewee import ForeignKeyField

from crm_tui.data.database import database
from crm_tui.data.journal import Journal
from crm_tui.data.tables import JOURNALLED

CHANGED_SINCE = """
EXISTS (SELECT 1 FROM change later JOIN "transaction" txn ON txn.id = later.txn
    WHERE later.entity = reverting.entity AND later.record = reverting.id
    AND later.op = 'update' AND later.txn > ? AND txn.kind = 'change' AND txn.undone_by_id IS NULL)
"""
"""Somebody has changed the record after it was made, and has not taken that back."""


def give_up_inserts(transaction: int) -> None:
    """Choose the rows that can be deleted; those that others changed or refer to are refused."""
    for entity, model in JOURNALLED.items():
        database.execute_sql(
            f"""INSERT INTO reverting SELECT change.entity, made.id FROM change
            JOIN {quoted(model)} made ON made.id BETWEEN change.record AND change.last
            WHERE change.txn = ? AND change.entity = ? AND change.op = 'insert'
            AND NOT (change.entity = 'points' AND made.id IN (SELECT id FROM blocked_points))""",
            (transaction, entity),
        )
    refuse(f"reverting.entity <> 'points' AND {CHANGED_SINCE}", (transaction,))
    while sum(refuse(*referred(entity, child, column)) for entity, child, column in references()):
        pass  # what is kept may refer to more that must be kept


def delete_inserted(journal: Journal, entity: str) -> None:
    """Delete the chosen rows of the entity, noting each in full."""
    model = JOURNALLED[entity]
    pairs = ", ".join(f"'{field.column_name}', \"{field.column_name}\"" for field in fields(model))
    chosen = f"(SELECT id FROM reverting WHERE entity = '{entity}')"
    if not database.execute_sql(f"SELECT EXISTS {chosen}").fetchone()[0]:
        return
    database.execute_sql(
        f"""INSERT INTO change (txn, entity, op, record, last, before)
        SELECT ?, ?, 'delete', id, id, json_object({pairs})
        FROM {quoted(model)} WHERE id IN {chosen}""",
        (journal.transaction, entity),
    )
    database.execute_sql(f"DELETE FROM {quoted(model)} WHERE id IN {chosen}")


def reinsert_deleted(journal: Journal, transaction: int, entity: str) -> None:
    """Bring back, with their ids, the rows that the transaction deleted."""
    model = JOURNALLED[entity]
    names = [field.column_name for field in fields(model)]
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(f"json_extract(before, '$.{name}')" for name in names)
    deleted = "FROM change WHERE txn = ? AND entity = ? AND op = 'delete' ORDER BY record"
    found = database.execute_sql(f"SELECT count(*) {deleted}", (transaction, entity))
    if not found.fetchone()[0]:
        return
    database.execute_sql(
        f"INSERT INTO {quoted(model)} ({columns}) SELECT {values} {deleted}", (transaction, entity)
    )
    database.execute_sql(
        f"""INSERT INTO change (txn, entity, op, record, last, after)
        SELECT ?, entity, 'insert', record, last, before {deleted}""",
        (journal.transaction, transaction, entity),
    )


def refuse(condition: str, parameters: tuple[int | str, ...]) -> int:
    """Take the rows that meet the condition out of what is deleted; returns how many."""
    database.execute_sql(
        f"INSERT OR IGNORE INTO refused SELECT entity, id, NULL FROM reverting WHERE {condition}",
        parameters,
    )
    deleted = database.execute_sql(f"DELETE FROM reverting WHERE {condition}", parameters)
    return int(deleted.rowcount)


def references() -> Iterator[tuple[str, str, str]]:
    """Entity, child entity and the child's column, for every link between journalled tables."""
    names = {model: entity for entity, model in JOURNALLED.items()}
    for child, model in JOURNALLED.items():
        for field in model._meta.sorted_fields:
            if isinstance(field, ForeignKeyField) and field.rel_model in names:
                yield names[field.rel_model], child, field.column_name


def referred(entity: str, child: str, column: str) -> tuple[str, tuple[str, ...]]:
    """The condition that a row which stays refers to the row that would be deleted."""
    condition = f"""reverting.entity = ? AND reverting.id IN (
        SELECT stays.{column} FROM {quoted(JOURNALLED[child])} stays
        WHERE stays.{column} IN (SELECT id FROM reverting WHERE entity = ?)
        AND NOT EXISTS (SELECT 1 FROM reverting goes
            WHERE goes.entity = ? AND goes.id = stays.id))"""
    return condition, (entity, entity, child)


def fields(model: Any) -> list[Any]:
    return list(model._meta.sorted_fields)


def quoted(model: Any) -> str:
    return f'"{model._meta.table_name}"'
