"""What other programs call clients and contacts, by which an import knows them again."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    for table in ("client", "contact"):
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN "external_id" TEXT')
        db.execute_sql(
            f'CREATE INDEX "{table}_external_id" ON "{table}" ("external_id") '
            'WHERE ("external_id" IS NOT NULL)'
        )
