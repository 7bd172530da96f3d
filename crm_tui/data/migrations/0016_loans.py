"""Who has lent her open work to whom, until when."""

from typing import Any

STATEMENTS = (
    """CREATE TABLE "loan" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "version" INTEGER NOT NULL,
        "created_at" TEXT NOT NULL,
        "created_by" INTEGER,
        "changed_at" TEXT NOT NULL,
        "changed_by" INTEGER,
        "archived_at" TEXT,
        "lender_id" INTEGER NOT NULL,
        "borrower_id" INTEGER NOT NULL,
        "until" TEXT NOT NULL,
        "lending" INTEGER NOT NULL,
        FOREIGN KEY ("lender_id") REFERENCES "user" ("id"),
        FOREIGN KEY ("borrower_id") REFERENCES "user" ("id"))""",
    'CREATE INDEX "loan_lender_id" ON "loan" ("lender_id")',
)


def up(_migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
