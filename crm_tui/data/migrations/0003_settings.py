"""What users and the firm have set."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    db.execute_sql(
        """CREATE TABLE "setting" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "version" INTEGER NOT NULL,
        "created_at" TEXT NOT NULL,
        "created_by" INTEGER,
        "changed_at" TEXT NOT NULL,
        "changed_by" INTEGER,
        "archived_at" TEXT,
        "user" INTEGER NOT NULL,
        "key" TEXT NOT NULL,
        "value" TEXT)"""
    )
    db.execute_sql('CREATE UNIQUE INDEX "setting_user_key" ON "setting" ("user", "key")')
