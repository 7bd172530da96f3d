"""Days on which something does not repeat; the calendar finds its window by indexes."""

from typing import Any

STATEMENTS = (
    'ALTER TABLE "activity" ADD COLUMN "except_on" TEXT',
    'CREATE INDEX "activity_crosses" ON "activity" ("end") '
    'WHERE (SUBSTR("start", 1, 10) < SUBSTR("end", 1, 10))',
    'CREATE INDEX "activity_repeats" ON "activity" ("owner_id") WHERE ("recurrence" IS NOT NULL)',
)


def up(_migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
