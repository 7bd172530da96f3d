"""Activities repeat, and are parts of others."""

from typing import Any

STATEMENTS = (
    'ALTER TABLE "activity" ADD COLUMN "recurrence" TEXT',
    'ALTER TABLE "activity" ADD COLUMN "repeat_from" TEXT',
    'ALTER TABLE "activity" ADD COLUMN "parent_id" INTEGER REFERENCES "activity" ("id")',
    'CREATE INDEX "activity_parent_id" ON "activity" ("parent_id")',
)


def up(_migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
