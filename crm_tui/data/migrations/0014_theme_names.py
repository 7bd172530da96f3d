"""The themes of the terminal's sixteen colours are called ansi-dark and ansi-light."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    for old, new in (("ink-16", "ansi-dark"), ("paper-16", "ansi-light")):
        db.execute_sql(
            'UPDATE "setting" SET "value" = ? WHERE "key" = ? AND "value" = ?', (new, "theme", old)
        )
