"""How often a client is to be spoken with; birthdays are found by their day."""

from typing import Any

STATEMENTS = (
    'ALTER TABLE "client" ADD COLUMN "cadence" INTEGER',
    'CREATE INDEX "client_cadence" ON "client" ("cadence") WHERE ("cadence" IS NOT NULL)',
    'CREATE INDEX "contact_birthday" ON "contact" (SUBSTR("birthday", 6))',
)


def up(_migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
