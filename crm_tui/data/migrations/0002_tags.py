"""Tags on clients, contacts and activities. Whoever has none is not in the index."""

from typing import Any

TABLES = ("client", "contact", "activity")


def up(_migrator: Any, db: Any) -> None:
    for table in TABLES:
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN "tags" TEXT')
        db.execute_sql(
            f'CREATE INDEX "{table}_tags" ON "{table}" ("tags") WHERE ("tags" IS NOT NULL)'
        )
