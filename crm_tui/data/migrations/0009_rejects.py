"""Where the refused rows of an import are."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    db.execute_sql('ALTER TABLE "import_batch" ADD COLUMN "rejects" TEXT')
