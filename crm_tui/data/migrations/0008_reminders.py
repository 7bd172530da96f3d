"""Reminders of activities, and who was told of which."""

from typing import Any

STATEMENTS = (
    'ALTER TABLE "activity" ADD COLUMN "reminders" TEXT',
    """CREATE INDEX "activity_reminders" ON "activity" ("owner_id")
        WHERE ("reminders" IS NOT NULL)""",
    """CREATE TABLE "reminder" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "activity" INTEGER NOT NULL,
        "user" INTEGER NOT NULL,
        "at" TEXT NOT NULL,
        "channel" TEXT NOT NULL,
        "sent_at" TEXT NOT NULL)""",
    """CREATE UNIQUE INDEX "reminder_user_channel_activity_at"
        ON "reminder" ("user", "channel", "activity", "at")""",
)


def up(_migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
