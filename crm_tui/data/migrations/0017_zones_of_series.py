"""By which clock something repeats: that of whoever planned it, where she has set her zone."""

from typing import Any

STATEMENTS = (
    'ALTER TABLE "activity" ADD COLUMN "time_zone" TEXT',
    """UPDATE "activity" SET "time_zone" =
        (SELECT "time_zone" FROM "user" WHERE "user"."id" = "activity"."created_by")
        WHERE "recurrence" IS NOT NULL""",
)


def up(_migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
