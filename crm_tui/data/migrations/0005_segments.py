"""Clients are found by their segment."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    db.execute_sql('CREATE INDEX "client_segment" ON "client" ("segment")')
