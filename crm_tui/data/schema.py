"""The schema: made by migrations, numbered in `user_version`, marked as ours."""

from pathlib import Path

from crm_tui.data.database import APPLICATION_ID, SCHEMA_VERSION, database, meaning, pragma

MIGRATIONS = Path(__file__).parent / "migrations"


def is_current() -> bool:
    return pragma("user_version") == SCHEMA_VERSION


def migrate() -> None:
    """Bring the open database to this program's schema; of several that try, one does the work.

    SQLite rebuilds a table for some changes and silently drops what hangs on it, so the
    full-text index is made anew after every migration.
    """
    from playhouse import migrations

    from crm_tui.data import search, statistics

    with meaning(), database.atomic():
        if is_current():
            return
        applied = migrations.run(database.obj, str(MIGRATIONS))
        if applied:
            search.rebuild()
            statistics.write()
        database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
