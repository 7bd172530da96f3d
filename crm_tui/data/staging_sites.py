"""Whose a deal is whose row names no client, but a web site by which the file names one.

The file goes before the database, in which the site may be that client's only once it is imported.
"""

from crm_tui.data.database import database
from crm_tui.data.staging import ALONE, UNNAMED, Layout
from crm_tui.data.staging_steps import run
from crm_tui.domain.web_sites import host

WEBSITE = "clients_website"
SAID = f"{WEBSITE} IS NOT NULL AND {UNNAMED}"
HOST = f"crm_host(s.{WEBSITE})"
TABLES = (
    """CREATE TABLE staging.import_site (key, client_key, row INTEGER,
    PRIMARY KEY (key, client_key)) WITHOUT ROWID""",
    f"""INSERT OR IGNORE INTO import_site SELECT {HOST}, s.client_key, s.row FROM import_row s
    WHERE {SAID} IS NULL AND {HOST} <> '' AND {HOST} IN (
        SELECT crm_host({WEBSITE}) FROM import_row WHERE {SAID} IS NOT NULL)""",
)
OF_ONE = f"""
INSERT INTO import_meant SELECT s.row, NULL, a.row
FROM import_row s CROSS JOIN import_site a ON a.key = {HOST} WHERE {SAID} IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM import_site b WHERE b.key = a.key AND b.client_key <> a.client_key)
"""
NO_LONGER = f"""
UPDATE import_row SET deal_client = NULL, {UNNAMED} = 1 WHERE row IN (SELECT row FROM import_meant)
"""
OF_SEVERAL = f"""
UPDATE import_row AS s SET deal_client = NULL, {UNNAMED} = CASE
    WHEN contact_key IS NULL OR EXISTS (SELECT 1 FROM import_point i WHERE i.row = s.row)
    THEN {UNNAMED} ELSE {ALONE} END
WHERE {SAID} IS NOT NULL AND {UNNAMED} <> {ALONE} AND deal_client IS NOT NULL
AND row NOT IN (SELECT row FROM import_meant)
AND {HOST} IN (SELECT key FROM import_site)
"""
"""Whom of several the site means nobody can tell, whoever has it here by now."""

SPREAD = f"""
INSERT OR IGNORE INTO import_doubted SELECT row FROM import_site WHERE key IN (
    SELECT {HOST} FROM import_row s JOIN import_doubted USING (row) WHERE {SAID} IS NOT NULL)
"""


def find(layout: Layout) -> None:
    """Note in `import_meant` which named row such rows are of."""
    if not is_told(layout):
        return
    database.register_function(host, "crm_host", 1, deterministic=True)
    for statement in (*TABLES, OF_ONE, NO_LONGER, OF_SEVERAL):
        run(statement)


def spread(layout: Layout) -> int:
    """Let those by whom such rows in doubt are told be so too; how many came to it."""
    if not (is_told(layout) and database.table_exists("import_site", "staging")):
        return 0
    return int(database.execute_sql(SPREAD).rowcount)


def is_told(layout: Layout) -> bool:
    return bool(layout.deals) and WEBSITE in layout.staged
