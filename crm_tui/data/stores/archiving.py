"""Puts records away and takes them back, set-wise."""

from typing import Any

from crm_tui.data import contact_dates
from crm_tui.data.columns import moment_text
from crm_tui.data.database import database
from crm_tui.data.journal import Journal
from crm_tui.data.tables import RECORDS
from crm_tui.domain.entities import ACTIVITIES, Entity


def archive(journal: Journal, entity: Entity, chosen: Any) -> int:
    """Archive the records whose ids the query gives, except those that are; returns how many."""
    return _set(journal, entity, chosen, moment_text(journal.stamp.at), "IS NULL")


def restore(journal: Journal, entity: Entity, chosen: Any) -> int:
    return _set(journal, entity, chosen, None, "IS NOT NULL")


def _set(journal: Journal, entity: Entity, chosen: Any, value: str | None, where: str) -> int:
    table = RECORDS[entity.name]._meta.table_name
    ids = database.execute(chosen).fetchall()
    database.execute_sql("CREATE TEMP TABLE IF NOT EXISTS chosen (id INTEGER PRIMARY KEY)")
    database.execute_sql("DELETE FROM chosen")
    database.connection().executemany("INSERT INTO chosen VALUES (?)", ids)
    rows = f"FROM {table} WHERE id IN (SELECT id FROM chosen) AND archived_at {where}"
    if not database.execute_sql(f"SELECT EXISTS (SELECT 1 {rows})").fetchone()[0]:
        return 0
    database.execute_sql(
        f"""INSERT INTO change (txn, entity, op, record, last, before, after)
        SELECT ?, ?, 'update', id, id, json_object('archived_at', archived_at),
        json_object('archived_at', ?) {rows}""",
        (journal.transaction, entity.name, value),
    )
    changed = database.execute_sql(
        f"""UPDATE {table} SET archived_at = ?, version = version + 1, changed_at = ?,
        changed_by = ? WHERE id IN (SELECT id FROM chosen) AND archived_at {where}""",
        (value, moment_text(journal.stamp.at), journal.stamp.user),
    )
    if entity == ACTIVITIES:
        contact_dates.refresh_changed(journal.transaction)
    return int(changed.rowcount)
