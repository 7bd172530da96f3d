"""How far an import is that is written in steps."""

from typing import Any

STATEMENTS = (
    'ALTER TABLE "import_batch" ADD COLUMN "steps" TEXT',
    'CREATE INDEX "import_batch_running" ON "import_batch" ("status") WHERE ("steps" IS NOT NULL)',
)


def up(_migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
