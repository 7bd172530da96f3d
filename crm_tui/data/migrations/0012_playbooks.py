"""Chains of steps that are planned together."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    db.execute_sql(
        """CREATE TABLE "playbook" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "version" INTEGER NOT NULL,
        "created_at" TEXT NOT NULL,
        "created_by" INTEGER,
        "changed_at" TEXT NOT NULL,
        "changed_by" INTEGER,
        "archived_at" TEXT,
        "name" TEXT NOT NULL,
        "steps" TEXT NOT NULL)"""
    )
