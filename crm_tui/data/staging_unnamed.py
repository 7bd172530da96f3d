"""Whom a row means that does not name its client, but has what another program calls it.

It is the client of the first row that names one with this external id; else the only client of the
database that has it; else that of the first row which makes one of its person. So it is the same
one the second time, when all that the file names is there. A row of deals that says nothing but the
name of its person is of the client that the file names with that person, if it is one.
"""

from crm_tui.data import staging_sites
from crm_tui.data.database import database
from crm_tui.data.staging import ALONE, DEAL_KEYS, OUTSIDE, UNNAMED, Layout
from crm_tui.data.staging_repeats import renew
from crm_tui.data.staging_steps import run

IS_IDENTIFIED = f"{UNNAMED} > 0 AND {OUTSIDE} IS NOT NULL"
IS_ALONE = f"{UNNAMED} = {ALONE}"
TABLE = """
CREATE TABLE staging.import_meant (row INTEGER PRIMARY KEY, client INTEGER, above INTEGER)
"""
FIRST = f"""
SELECT s.{OUTSIDE}, CASE WHEN {{which}} THEN s.row END, CASE WHEN {{which}} THEN s.row ELSE 1e12 END
FROM import_row s CROSS JOIN import_repeated a ON a.kind = '{OUTSIDE}' AND a.key = s.{OUTSIDE}
WHERE true
"""
NAMED = f"s.{UNNAMED} IS NULL"
OF_A_PERSON = f"s.{UNNAMED} AND s.client_key IS NOT NULL"
MEANT = "INSERT OR REPLACE INTO import_meant "
ROWS = f"""
{MEANT} SELECT s.row, NULL, f.first
FROM import_row s CROSS JOIN import_first f ON f.key = s.{OUTSIDE}
WHERE s.{UNNAMED} AND s.row <> f.first {{guard}}
"""
NAMELESS = "AND s.client_key IS NULL"
OF_NOBODY = f"""AND (s.client_key IS NULL
    OR NOT EXISTS (SELECT 1 FROM client c WHERE c.external_id = s.{OUTSIDE}))"""
CLIENTS = f"""
{MEANT} SELECT s.row, c.id, NULL
FROM import_row s CROSS JOIN client c ON c.external_id = s.{OUTSIDE}
WHERE s.{UNNAMED} AND NOT EXISTS (
    SELECT 1 FROM client o WHERE o.external_id = c.external_id AND o.id <> c.id)
"""
PERSONS = (
    "CREATE TABLE staging.import_alone (key PRIMARY KEY) WITHOUT ROWID",
    """CREATE TABLE staging.import_person (key PRIMARY KEY, row INTEGER, client_key, several)
    WITHOUT ROWID""",
    f"INSERT OR IGNORE INTO import_alone SELECT contact_key FROM import_row WHERE {IS_ALONE}",
    f"""INSERT INTO import_person SELECT s.contact_key, s.row, s.client_key, 0
    FROM import_row s CROSS JOIN import_alone a ON a.key = s.contact_key WHERE {NAMED}
    ON CONFLICT (key) DO UPDATE SET several = several OR client_key <> excluded.client_key""",
    f"""{MEANT} SELECT s.row, NULL, p.row
    FROM import_row s CROSS JOIN import_person p ON p.key = s.contact_key
    WHERE s.{IS_ALONE} AND NOT p.several""",
    f"""UPDATE import_row SET deal_client = (
        SELECT CASE count(*) WHEN 1 THEN max(c.client_id) END FROM contact c
        WHERE c.name_key = import_row.contact_key AND c.archived_at IS NULL)
    WHERE {IS_ALONE} AND contact_key NOT IN (SELECT key FROM import_person)""",
)
"""Who of several companies is called so, nobody can tell, whoever is here by now."""

AS_READ = (
    """CREATE TABLE staging.import_as_read AS
    SELECT row, {columns} FROM import_row WHERE {UNNAMED} IS NOT NULL""",
    "CREATE INDEX staging.import_as_read_row ON import_as_read (row)",
)
RENEW = """
UPDATE import_row SET ({columns}) = (SELECT {columns} FROM import_as_read a
    WHERE a.row = import_row.row) WHERE row IN (SELECT row FROM import_as_read)
"""
"""Whom such rows mean is written into them; the next turn has to look at what they say."""

SPREAD = f"""
INSERT OR IGNORE INTO import_doubted SELECT row FROM import_row s WHERE {NAMED} AND contact_key IN (
    SELECT contact_key FROM import_row JOIN import_doubted USING (row) WHERE {IS_ALONE})
"""

GUESSED = (UNNAMED, "client_key", "clients_name", "made_kind")
HITS = "INSERT INTO import_hit SELECT row, ?, client, NULL, above FROM import_meant"
NOT_ITS_PERSON = """
UPDATE import_row SET client_key = NULL, clients_name = NULL
WHERE row IN (SELECT row FROM import_meant)
"""
"""So no other row is taken for one of this, which may be of one below: that would be a circle."""

NAMES = (
    """UPDATE import_row SET client_key = c.name_key, clients_name = c.name, made_kind = c.kind
    FROM import_meant m JOIN client c ON c.id = m.client WHERE m.row = import_row.row""",
    """UPDATE import_row
    SET client_key = f.client_key, clients_name = f.clients_name, made_kind = f.made_kind
    FROM import_meant m JOIN import_row f ON f.row = m.above WHERE m.row = import_row.row""",
    f"""INSERT OR IGNORE INTO import_repeated
    SELECT 'client_key', client_key FROM import_row
    WHERE {IS_IDENTIFIED} AND client_key IS NOT NULL""",
)
FORGET = f"""
DELETE FROM import_hit WHERE row IN
    (SELECT row FROM import_row WHERE {IS_IDENTIFIED} AND client_key IS NULL)
"""


def find(layout: Layout, rank: int) -> None:
    """Note whom such rows are, before all else; where there are no deals, give them the name."""
    is_identified = _is_identified(layout)
    if not (is_identified or (layout.deals and _is_any(f"{UNNAMED} IS NOT NULL"))):
        return
    if not database.table_exists("import_as_read", "staging"):
        for statement in AS_READ:
            run(statement.format(columns=_guessed(layout), UNNAMED=UNNAMED))
    run(TABLE)
    if layout.deals:
        staging_sites.find(layout)
    if layout.deals and _is_any(IS_ALONE):
        for statement in PERSONS:
            run(statement)
    if is_identified:
        _find_identified(layout)
    if layout.deals:
        run(HITS, rank)
        run(NOT_ITS_PERSON)
    else:
        for statement in NAMES:
            run(statement)


def forget(layout: Layout) -> None:
    """Let a row be nobody that has no name by now: without a deal it is to have one."""
    if not layout.deals and _is_identified(layout):
        run(FORGET)


def renew_rows(layout: Layout) -> None:
    """Let such rows be again as they were read, for they are found anew."""
    if database.table_exists("import_as_read", "staging"):
        run(RENEW.format(columns=_guessed(layout)))


def spread(layout: Layout) -> int:
    """Let those who tell whom such rows in doubt mean be so too; how many came to it."""
    if not (layout.deals and _is_any(IS_ALONE)):
        return 0
    return int(database.execute_sql(SPREAD).rowcount)


def _find_identified(layout: Layout) -> None:
    """What is surer takes the place of what is less so."""
    if renew(FIRST.format(which=OF_A_PERSON), of=OUTSIDE):
        run(ROWS.format(guard=OF_NOBODY if layout.deals else NAMELESS))
    run(CLIENTS)
    if renew(FIRST.format(which=NAMED), of=OUTSIDE):
        run(ROWS.format(guard=""))


def _guessed(layout: Layout) -> str:
    """What matching writes into such rows."""
    return ", ".join((*GUESSED, *(DEAL_KEYS if layout.deals else ())))


def _is_identified(layout: Layout) -> bool:
    return OUTSIDE in layout.staged and _is_any(IS_IDENTIFIED)


def _is_any(which: str) -> bool:
    found = database.execute_sql(f"SELECT 1 FROM import_row WHERE {which} LIMIT 1")
    return found.fetchone() is not None
