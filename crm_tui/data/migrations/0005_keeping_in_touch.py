"""How often a client, or those of a segment, are to be spoken with; birthdays by their day."""

from typing import Any

STATEMENTS = (
    'ALTER TABLE "client" ADD COLUMN "cadence" INTEGER',
    'CREATE INDEX "client_cadence" ON "client" ("cadence") WHERE ("cadence" IS NOT NULL)',
    'CREATE INDEX "client_segment" ON "client" ("segment")',
    'CREATE INDEX "contact_birthday" ON "contact" (SUBSTR("birthday", 6))',
)


def up(_migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
