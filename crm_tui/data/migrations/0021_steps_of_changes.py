"""Any change may be written in steps, not only an import."""

from typing import Any

STATEMENTS = (
    'ALTER TABLE "transaction" ADD COLUMN "steps" TEXT',
    """UPDATE "transaction" SET "steps" = (SELECT "steps" FROM "import_batch"
        WHERE "txn" = "transaction"."id" AND "status" = 'running')
        WHERE "id" IN (SELECT "txn" FROM "import_batch" WHERE "status" = 'running')""",
    'CREATE INDEX "transaction_running" ON "transaction" ("id") WHERE ("steps" IS NOT NULL)',
    'DROP INDEX "import_batch_running"',
    'ALTER TABLE "import_batch" DROP COLUMN "steps"',
    'ALTER TABLE "import_batch" DROP COLUMN "status"',
)


def up(_migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
