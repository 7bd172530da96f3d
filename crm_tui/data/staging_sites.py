"""Whose a deal is whose row names no client, but a web site by which the file names one.

The file goes before the database, in which the site may be that client's only once it is imported.
"""

from crm_tui.data.database import database
from crm_tui.data.staging import UNNAMED, Layout
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
UPDATE import_row SET {UNNAMED} = 1 WHERE row IN (SELECT row FROM import_meant)
"""
STORED = f"""
CREATE TABLE staging.import_stored_site AS
SELECT crm_host(website) AS key, min(id) AS client FROM client
WHERE website IS NOT NULL AND archived_at IS NULL AND crm_host(website) <> ''
AND crm_host(website) IN (SELECT crm_host({WEBSITE}) FROM import_row WHERE {SAID} IS NOT NULL)
AND crm_host(website) NOT IN (SELECT key FROM import_site)
GROUP BY 1 HAVING count(*) = 1
"""
"""Whom of several the site means in the file nobody can tell, whoever has it here by now."""

OF_STORED = f"""
UPDATE import_row SET deal_client = k.client, {UNNAMED} = 1
FROM import_row s CROSS JOIN import_stored_site k ON k.key = {HOST}
WHERE s.row = import_row.row AND s.{WEBSITE} IS NOT NULL AND s.{UNNAMED} IS NOT NULL
"""

SPREAD = f"""
INSERT OR IGNORE INTO import_doubted SELECT row FROM import_site WHERE key IN (
    SELECT {HOST} FROM import_row s JOIN import_doubted USING (row) WHERE {SAID} IS NOT NULL)
"""


def find(layout: Layout) -> None:
    """Note in `import_meant` which named row such rows are of."""
    if not is_told(layout):
        return
    database.register_function(host, "crm_host", 1, deterministic=True)
    for statement in (*TABLES, OF_ONE, NO_LONGER, STORED, OF_STORED):
        run(statement)


def spread(layout: Layout) -> int:
    """Let those by whom such rows in doubt are told be so too; how many came to it."""
    if not (is_told(layout) and database.table_exists("import_site", "staging")):
        return 0
    return int(database.execute_sql(SPREAD).rowcount)


def is_told(layout: Layout) -> bool:
    return bool(layout.deals) and WEBSITE in layout.staged
