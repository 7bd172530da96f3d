"""Where something happens, and which time of a series an activity stands for."""

from typing import Any

STATEMENTS = (
    'ALTER TABLE "activity" ADD COLUMN "place" TEXT',
    'ALTER TABLE "activity" ADD COLUMN "replaces" TEXT',
)


def up(_migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
