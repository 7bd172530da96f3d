"""Has the rows of an import that contradict each other matched again, once they are written.

Which record a row is, is found before anything of the file is written. Rows that have a phone, a
mailbox, a tax id or an external id in common, but not their names, can be known by something else
when all of them are there. So that the same file changes nothing the second time, such rows are
kept as they were read (`keep`), and take the place of all staged rows (`restore`) to be matched
with what was written, until nothing changes. `finish` gives every row its verdict.
"""

from crm_tui.data import staging_links, staging_sites, staging_unnamed
from crm_tui.data.database import database
from crm_tui.data.staging import UNNAMED, Layout, Point
from crm_tui.data.staging_conflicts import REFUSED
from crm_tui.data.staging_matches import NAMELESS_ROW
from crm_tui.data.staging_repeats import ADDRESS, renew
from crm_tui.data.staging_steps import run

NAME = "client_key"
DEAL_ID = "deals_external_id"
RECORDS = (("import_plan", "client"), ("import_plan", "deal"), ("import_hit", "client"))
KEPT = ("import_row", "import_point")
POINTS = ("row", "contact", *Point._fields)
TABLES = (
    "CREATE TABLE staging.import_doubted (row INTEGER PRIMARY KEY)",
    "CREATE TABLE staging.import_done (row INTEGER PRIMARY KEY, verdict TEXT)",
)

CLIENT = "coalesce(p.client, '')"
WHO = f"""coalesce(s.client_key, '') || char(0) || coalesce(s.contact_key, '') || char(0)
    || {CLIENT}"""
POINTS_OF_SEVERAL = f"""
SELECT i.normalised, {WHO}, {WHO}
FROM import_point i CROSS JOIN import_repeated a ON a.kind = 'normalised' AND a.key = i.normalised
JOIN import_row s ON s.row = i.row JOIN import_plan p ON p.row = i.row
"""
VALUES_OF_SEVERAL = """
SELECT s.{kind}, {who}, {who}
FROM import_row s CROSS JOIN import_repeated a ON a.kind = '{kind}' AND a.key = s.{kind}
JOIN import_plan p ON p.row = s.row
"""
DOUBT = "INSERT OR IGNORE INTO import_doubted "
DOUBT_POINTS = f"""
{DOUBT} SELECT i.row FROM import_point i CROSS JOIN import_first f ON f.key = i.normalised
"""
DOUBT_VALUES = f"""
{DOUBT} SELECT s.row FROM import_row s CROSS JOIN import_first f ON f.key = s.{{kind}}
"""
DOUBT_HITS = f"""
{DOUBT} SELECT h.row FROM import_hit h JOIN import_plan p ON p.row = h.row
LEFT JOIN import_plan a ON a.row = h.above
WHERE coalesce(h.client, a.client) IS NOT p.client OR h.contact <> p.contact
"""
"""Rows that are known by something as another record than the one they are."""

DOUBT_NAMELESS = f"""
{DOUBT} SELECT row FROM import_plan WHERE verdict = '{NAMELESS_ROW}'
"""
"""Whoever a row without a name is, the others may have told when they are written."""

DEALS_OF_ONE_ID = """
SELECT s.deals_external_id, s.row, s.row FROM import_row s WHERE s.deals_external_id IS NOT NULL
"""
DEALS_OF_ONE_NAME = """
SELECT p.client || ' ' || s.deal_key, s.row, s.row
FROM import_row s JOIN import_plan p ON p.row = s.row WHERE p.client || s.deal_key IS NOT NULL
"""
DOUBT_DEALS = f"""
{DOUBT} SELECT s.row FROM import_row s JOIN import_plan p ON p.row = s.row
CROSS JOIN import_first f ON f.key = p.client || ' ' || s.deal_key
"""
SPREAD_POINTS = f"""
{DOUBT} SELECT i.row FROM import_point i WHERE i.normalised IN (SELECT normalised
    FROM import_point WHERE row IN (SELECT row FROM import_doubted) AND normalised IS NOT NULL)
"""
SPREAD_VALUES = f"""
{DOUBT} SELECT row FROM {{table}} WHERE {{key}} IN (SELECT {{key}} FROM {{table}}
    WHERE row IN (SELECT row FROM import_doubted) AND {{key}} IS NOT NULL)
"""
"""Whoever has something in common with a row that is in doubt is so too."""

FORGET = (
    "DROP INDEX IF EXISTS staging.import_hit_above",
    "DROP TABLE IF EXISTS staging.import_namesake",
    "DROP TABLE IF EXISTS staging.import_given",
    "DROP TABLE IF EXISTS staging.import_unsure",
    "DROP TABLE IF EXISTS staging.import_meant",
    "DROP TABLE IF EXISTS staging.import_site",
    "DROP TABLE IF EXISTS staging.import_stored_site",
    "DROP TABLE IF EXISTS staging.import_alone",
    "DROP TABLE IF EXISTS staging.import_person",
    *(f"DELETE FROM {table}" for table in ("import_plan", "import_hit", *KEPT)),
)
LET_GO = f"""
DELETE FROM import_doubted WHERE row IN
    (SELECT row FROM import_done WHERE verdict = '{REFUSED}')
"""
DONE = f"""
INSERT INTO import_done SELECT row, verdict FROM import_plan WHERE true
ON CONFLICT (row) DO UPDATE SET verdict = excluded.verdict
WHERE excluded.verdict = 'new' OR excluded.verdict = 'updated' AND verdict <> 'new'
OR verdict = '{NAMELESS_ROW}' AND excluded.verdict <> '{REFUSED}'
"""
"""What became of a row when all of its turns are taken together."""


def keep(layout: Layout) -> None:
    """Find the rows in doubt, after matching, and keep them as they were read."""
    for statement in TABLES:
        run(statement)
    _doubt(layout)
    if not is_any():
        return
    while _spread(layout):
        continue
    for table in KEPT:
        columns = _columns(table, layout)
        run(
            f"CREATE TABLE staging.{table}_kept AS SELECT {columns} FROM {table} "
            "WHERE row IN (SELECT row FROM import_doubted)"
        )


def is_any() -> bool:
    """Whether rows are in doubt."""
    return database.execute_sql("SELECT 1 FROM import_doubted LIMIT 1").fetchone() is not None


def restore(layout: Layout) -> bool:
    """Make the rows in doubt all that is staged; false where there are none."""
    if not is_any():
        return False
    run(DONE)
    run(LET_GO)
    for statement in FORGET:
        run(statement)
    for table in KEPT:
        columns = _columns(table, layout)
        run(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}_kept "
            "WHERE row IN (SELECT row FROM import_doubted)"
        )
    if layout.deals:
        run("UPDATE import_row SET deals_contact = NULL")  # found anew
    staging_unnamed.renew_rows(layout)
    return is_any()


def finish() -> None:
    """Let the plan have the verdict of every row of the file, and nothing else."""
    if database.execute_sql("SELECT 1 FROM import_done LIMIT 1").fetchone() is not None:
        run(DONE)
        run("DELETE FROM import_plan")
        run("INSERT INTO import_plan (row, verdict) SELECT row, verdict FROM import_done")


def _doubt(layout: Layout) -> None:
    if renew(POINTS_OF_SEVERAL, of=ADDRESS):
        run(DOUBT_POINTS)
    for kind in layout.telling:
        who = CLIENT if kind == NAME else WHO
        if renew(VALUES_OF_SEVERAL.format(kind=kind, who=who), of=kind):
            run(DOUBT_VALUES.format(kind=kind))
    run(DOUBT_HITS)
    if UNNAMED in layout.staged:
        run(DOUBT_NAMELESS)
    staging_links.doubt(layout)
    if layout.deals:
        _doubt_deals(layout)


def _doubt_deals(layout: Layout) -> None:
    if DEAL_ID in layout.staged and renew(DEALS_OF_ONE_ID):
        run(DOUBT_VALUES.format(kind=DEAL_ID))
    if renew(DEALS_OF_ONE_NAME):
        run(DOUBT_DEALS)


def _spread(layout: Layout) -> bool:
    """Whether further rows came to be in doubt."""
    found = int(database.execute_sql(SPREAD_POINTS).rowcount)
    of_deals = [DEAL_ID] if DEAL_ID in layout.staged else []
    found += staging_sites.spread(layout) + staging_unnamed.spread(layout)
    keys = [("import_row", name) for name in (*layout.telling, *of_deals)]
    for table, key in [*keys, *RECORDS]:
        found += database.execute_sql(SPREAD_VALUES.format(table=table, key=key)).rowcount
    return found > 0


def _columns(table: str, layout: Layout) -> str:
    """Those that are written; the others SQLite reckons."""
    names = ("row", *layout.staged[1:]) if table == "import_row" else POINTS
    return ", ".join(f'"{name}"' for name in names)
