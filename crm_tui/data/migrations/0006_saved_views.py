"""Views that users keep of their lists."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    db.execute_sql(
        """CREATE TABLE "saved_view" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "version" INTEGER NOT NULL,
        "created_at" TEXT NOT NULL,
        "created_by" INTEGER,
        "changed_at" TEXT NOT NULL,
        "changed_by" INTEGER,
        "archived_at" TEXT,
        "entity" TEXT NOT NULL,
        "name" TEXT NOT NULL,
        "filter" TEXT NOT NULL,
        "columns" TEXT NOT NULL,
        "sort" TEXT NOT NULL,
        "grouping" TEXT NOT NULL,
        "owner_id" INTEGER NOT NULL,
        "shared" INTEGER NOT NULL,
        FOREIGN KEY ("owner_id") REFERENCES "user" ("id"))"""
    )
