"""How many rows of a file held nothing."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    db.execute_sql('ALTER TABLE "import_batch" ADD COLUMN "blank" INTEGER')
