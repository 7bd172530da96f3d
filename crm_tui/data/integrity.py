"""What SQLite and our own rules say of the state of the database."""

from peewee import sqlite3  # type: ignore[attr-defined]

from crm_tui.data.database import database, pragma
from crm_tui.data.search import covers, stale, table_name
from crm_tui.data.tables import RECORDS


def problems() -> list[str]:
    """Damaged pages, links into nothing, records that the search has lost or keeps for ever."""
    found = [text for (text,) in database.execute_sql("PRAGMA quick_check") if text != "ok"]
    for table, row, parent, _number in database.execute_sql("PRAGMA foreign_key_check"):
        found.append(f"{table} {row}: leads to a missing {parent}")
    for entity, model in RECORDS.items():
        if covers(entity):
            found += search_problems(entity, model._meta.table_name)
    return found


def search_problems(entity: str, table: str) -> list[str]:
    index, found = table_name(entity), []
    for label, query in (
        ("not in the search index", f"SELECT id FROM {table} EXCEPT SELECT rowid FROM {index}"),
        ("only in the search index", f"SELECT rowid FROM {index} EXCEPT SELECT id FROM {table}"),
    ):
        found += [f"{table} {number}: {label}" for (number,) in database.execute_sql(query)]
    found += [f"{table} {number}: with other words in the search index" for number in stale(entity)]
    return found


def counts() -> dict[str, int]:
    """How many records of each entity are not archived."""
    return {
        entity: model.select().where(model.archived_at.is_null()).count()
        for entity, model in RECORDS.items()
    }


def schema_version() -> int:
    return pragma("user_version")


def sqlite_version() -> str:
    return str(sqlite3.sqlite_version)
