"""Taking back whole rows: what a transaction made goes, what it deleted returns."""

from typing import Any

from peewee import SQL, ForeignKeyField

from crm_tui.data import contact_dates
from crm_tui.data.database import database
from crm_tui.data.journal import Journal
from crm_tui.data.journalled import JOURNALLED

CHANGED_SINCE = """
EXISTS (SELECT 1 FROM change later JOIN "transaction" txn ON txn.id = later.txn
    WHERE later.entity = reverting.entity AND later.record = reverting.id
    AND later.op = 'update' AND later.txn <> ?
    AND later.id > (SELECT min(id) FROM change WHERE txn = ?)
    AND txn.kind = 'change' AND txn.undone_by_id IS NULL)
"""
"""Somebody has changed the record after it was made, and has not taken that back."""


def give_up_inserts(transaction: int) -> None:
    """Choose the rows that can be deleted; those that others have changed since are refused."""
    for entity, model in JOURNALLED.items():
        database.execute_sql(
            f"""INSERT INTO reverting SELECT change.entity, made.id FROM change
            JOIN {quoted(model)} made ON made.id BETWEEN change.record AND change.last
            WHERE change.txn = ? AND change.entity = ? AND change.op = 'insert'
            AND NOT (change.entity = 'points' AND made.id IN (SELECT id FROM blocked_points))""",
            (transaction, entity),
        )
    refuse(f"reverting.entity <> 'points' AND {CHANGED_SINCE}", (transaction, transaction))


def delete_inserted(journal: Journal, _transaction: int, entity: str) -> None:
    """Delete the rows of the entity in `part`, noting each in full."""
    model = JOURNALLED[entity]
    pairs = ", ".join(f"'{field.column_name}', \"{field.column_name}\"" for field in fields(model))
    database.execute_sql(
        f"""INSERT INTO change (txn, entity, op, record, last, before)
        SELECT ?, ?, 'delete', id, id, json_object({pairs})
        FROM {quoted(model)} WHERE id IN part""",
        (journal.transaction, entity),
    )
    database.execute_sql(f"DELETE FROM {quoted(model)} WHERE id IN part")


def reinsert_deleted(journal: Journal, transaction: int, entity: str) -> None:
    """Bring back, with their ids, the rows in `part`, which the transaction deleted.

    Refused are those that lead to a record which is gone, and those whose place is taken.
    """
    model = JOURNALLED[entity]
    names = [field.column_name for field in fields(model)]
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(f"json_extract(before, '$.{name}')" for name in names)
    deleted = "FROM change WHERE txn = ? AND entity = ? AND op = 'delete' AND record IN part"
    database.execute_sql(
        f"INSERT OR IGNORE INTO {quoted(model)} ({columns}) SELECT {values} {deleted} "
        f"AND {may_return(entity)} ORDER BY record",
        (transaction, entity),
    )
    returned = f"record IN (SELECT id FROM {quoted(model)})"
    database.execute_sql(
        f"""INSERT INTO change (txn, entity, op, record, last, after)
        SELECT ?, entity, 'insert', record, last, before {deleted} AND {returned}""",
        (journal.transaction, transaction, entity),
    )
    if entity != "points":
        database.execute_sql(
            f"INSERT INTO refused SELECT entity, record, NULL {deleted} AND NOT {returned}",
            (transaction, entity),
        )
    if entity in contact_dates.LINKS:
        contact_dates.refresh(entity, SQL("id IN part"))


def may_return(entity: str) -> str:
    """The condition that what a deleted row leads to is there, or comes back with it."""
    conditions = ["TRUE"]
    for field in fields(JOURNALLED[entity]):
        if isinstance(field, ForeignKeyField):
            there = there_again(f"json_extract(before, '$.{field.column_name}')", field.rel_model)
            conditions.append(f"({there})")
    if entity == "points":
        conditions.append("record NOT IN (SELECT id FROM blocked_points)")
    return " AND ".join(conditions)


def there_again(number: str, model: Any) -> str:
    """The condition that the row of that number is there, or that `change.txn` has deleted it."""
    entity = next((name for name, known in JOURNALLED.items() if known is model), "")
    return f"""{number} IS NULL OR {number} IN (SELECT id FROM {quoted(model)})
        OR {number} IN (SELECT gone.record FROM change gone WHERE gone.txn = change.txn
            AND gone.entity = '{entity}' AND gone.op = 'delete')"""


def refuse(condition: str, parameters: tuple[int | str, ...]) -> int:
    """Take the rows that meet the condition out of what is deleted; returns how many."""
    database.execute_sql(
        f"INSERT OR IGNORE INTO refused SELECT entity, id, NULL FROM reverting WHERE {condition}",
        parameters,
    )
    deleted = database.execute_sql(f"DELETE FROM reverting WHERE {condition}", parameters)
    return int(deleted.rowcount)


def fields(model: Any) -> list[Any]:
    return list(model._meta.sorted_fields)


def quoted(model: Any) -> str:
    return f'"{model._meta.table_name}"'


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
