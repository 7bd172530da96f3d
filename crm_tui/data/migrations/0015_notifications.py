"""What others have done that a user is told of."""

from typing import Any

STATEMENTS = (
    """CREATE TABLE "notification" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "txn" INTEGER NOT NULL,
        "user" INTEGER NOT NULL,
        "reason" TEXT NOT NULL,
        "entity" TEXT NOT NULL,
        "record" INTEGER,
        "count" INTEGER NOT NULL,
        "text" TEXT NOT NULL,
        "read_at" TEXT,
        FOREIGN KEY ("txn") REFERENCES "transaction" ("id"))""",
    """CREATE UNIQUE INDEX "notification_txn_user_reason_entity"
        ON "notification" ("txn", "user", "reason", "entity")""",
    'CREATE INDEX "notification_user_read_at" ON "notification" ("user", "read_at")',
)


def up(_migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
