"""Tax ids are found in whatever way they are written: with spaces, dots, dashes or strokes."""

from typing import Any

KEY = 'upper("tax_id")'
for sign in (" ", "\u00a0", "\u202f", ".", "-", "\u2010", "\u2011", "\u2013", "\u2014", "/", "_"):
    KEY = f"replace({KEY}, '{sign}', '')"


def up(_migrator: Any, db: Any) -> None:
    db.execute_sql('DROP INDEX "client_tax_id"')
    db.execute_sql(
        f'CREATE INDEX "client_tax_key" ON "client" ({KEY}) WHERE ("tax_id" IS NOT NULL)'
    )
