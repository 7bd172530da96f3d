"""Which deal each row of an import is, once it is settled which client.

A deal is known again by its external id, else by its name at its client. Names alone do not make
one deal of rows with different external ids; of those only the first takes a deal that has no
external id yet, so that the same file finds the same deals again.
"""

from collections.abc import Mapping

from crm_tui.data.database import database
from crm_tui.data.staging import Layout
from crm_tui.data.staging_repeats import renew
from crm_tui.data.staging_steps import number, run

KNOWN_CLIENTS = """
INSERT INTO import_hit SELECT s.row, {rank}, c.id, NULL, NULL
FROM import_row s JOIN client c ON c.id = s.deal_client
WHERE NOT EXISTS (SELECT 1 FROM import_hit h WHERE h.row = s.row AND h.rank = {rank})
"""
"""Rows that say whose deal it is by an id, or by what is looked up without a name."""

UNNAMED = """
UPDATE import_row SET deal_called = n.name, deal_key = crm_fold(n.name) FROM (
    SELECT p.row AS row, coalesce((SELECT c.name FROM client c WHERE c.id = p.client),
        (SELECT m.clients_name FROM import_plan a JOIN import_row m ON m.row = a.row
            WHERE a.row = p.above)) AS name
    FROM import_plan p JOIN import_row s ON s.row = p.row
    WHERE s.client_key IS NULL AND s.contact_key IS NULL AND s.deals_name IS NULL
    AND s.deal_key IS NOT NULL AND p.client IS NOT NULL) n
WHERE n.row = import_row.row
"""
"""A deal without a name in a row that does not say what its client is called."""

SOME = "s.row = import_plan.row AND s.deal_key IS NOT NULL AND import_plan.client IS NOT NULL"
BY_EXTERNAL_ID = f"""
UPDATE import_plan SET deal =
    (SELECT min(d.id) FROM deal d WHERE d.external_id = s.deals_external_id)
FROM import_row s WHERE {SOME} AND s.deals_external_id IS NOT NULL
"""
SAME_EXTERNAL_ID = """
SELECT s.deals_external_id, p.row, p.row FROM import_plan p JOIN import_row s ON s.row = p.row
WHERE p.deal IS NULL AND p.client IS NOT NULL AND s.deals_external_id IS NOT NULL
"""
OF_NAME = "import_plan.client || ' ' || s.deal_key"
SAME_NAME = f"""
SELECT {OF_NAME}, import_plan.row, import_plan.row
FROM import_plan JOIN import_row s ON {SOME}
WHERE import_plan.deal IS NULL AND import_plan.deal_above IS NULL {{which}}
"""
LINK = f"""
UPDATE import_plan SET deal_above = f.first FROM import_row s CROSS JOIN import_first f
WHERE {SOME} AND f.key = {{key}} AND f.first < import_plan.row
AND deal IS NULL AND deal_above IS NULL {{which}}
"""
BY_NAME = f"""
UPDATE import_plan SET deal = (SELECT d.id FROM deal d
    WHERE d.client_id = import_plan.client AND +d.name_key = s.deal_key {{unless}}
    ORDER BY d.external_id IS NOT NULL, d.id LIMIT 1)
FROM import_row s WHERE {SOME} AND NOT new_client AND deal IS NULL AND deal_above IS NULL {{which}}
"""
"""Of several of one name rather one that has no external id: what has one may get another name."""

IDENTIFIED, NAMED = "AND s.deals_external_id IS NOT NULL", "AND s.deals_external_id IS NULL"
UNIDENTIFIED = "AND d.external_id IS NULL"
FIRST = f"""{IDENTIFIED} AND NOT EXISTS (SELECT 1 FROM import_first f
    WHERE f.key = {OF_NAME} AND f.first < import_plan.row)"""
NUMBER = """
UPDATE import_plan SET deal = crm_next(), new_deal = 1, verdict = 'new'
WHERE row BETWEEN ? AND ? AND client IS NOT NULL AND deal IS NULL AND deal_above IS NULL
AND (SELECT s.deal_key FROM import_row s WHERE s.row = import_plan.row) IS NOT NULL
"""
FOLLOW = """
UPDATE import_plan SET deal = a.deal
FROM import_plan a WHERE a.row = import_plan.deal_above
"""
CONTACTS = """
UPDATE import_row SET deals_contact = p.contact
FROM import_plan p WHERE p.row = import_row.row AND p.contact IS NOT NULL AND p.client = coalesce(
    (SELECT d.client_id FROM deal d WHERE d.id = p.deal),
    (SELECT a.client FROM import_plan a WHERE a.row = p.deal_above), p.client)
"""
"""The person of the row is with the deal, where both are at one client."""

OF_ADDRESS = """
UPDATE import_row SET deals_contact = coalesce((SELECT c.id
    FROM import_hit h JOIN contact c ON c.id = h.contact
    WHERE h.row = p.row AND c.client_id = p.client ORDER BY h.rank, c.id LIMIT 1), (SELECT q.contact
    FROM import_hit h JOIN import_plan q ON q.row = h.above
    WHERE h.row = p.row AND q.client = p.client ORDER BY h.rank, q.contact LIMIT 1))
FROM import_plan p WHERE p.row = import_row.row AND p.deal IS NOT NULL
AND import_row.client_key IS NULL AND import_row.contact_key IS NULL
"""
"""Without any name it is the person whose e-mail or phone the row has."""

UNSURE = """
INSERT INTO import_unsure
SELECT 'deals', p.deal, 1 FROM import_plan p JOIN import_row s ON s.row = p.row
WHERE p.deal IS NOT NULL
GROUP BY p.deal HAVING min({identified}) = 0 OR min(s.deal_key) < max(s.deal_key)
"""
REPEATED = """
UPDATE import_plan SET verdict = 'duplicate' WHERE verdict IS NULL AND deal > ?
"""


def hit(layout: Layout, rank: int) -> None:
    """Note the clients that rows name by an id, before all others that they may be."""
    if layout.deals:
        run(KNOWN_CLIENTS.format(rank=rank))


def settle(layout: Layout, bases: Mapping[str, int]) -> None:
    """Fill in the deal of each row that has one and whose client is known."""
    if not layout.deals:
        return
    run(UNNAMED)
    if "external_id" in layout.deals:
        run(BY_EXTERNAL_ID)
        renew(SAME_EXTERNAL_ID)
        run(LINK.format(key="s.deals_external_id", which=""))
        renew(SAME_NAME.format(which=IDENTIFIED))
        run(BY_NAME.format(which=FIRST, unless=UNIDENTIFIED))
        named = NAMED
    else:
        named = ""
    run(BY_NAME.format(which=named, unless=""))
    renew(SAME_NAME.format(which=""))
    run(LINK.format(key=OF_NAME, which=named))
    number(NUMBER, bases["deals"])
    run(FOLLOW)
    run(CONTACTS)
    run(OF_ADDRESS)


def note_unsure(layout: Layout) -> None:
    """The deals whose names must not change when rows overwrite: they are known by them."""
    if layout.deals:
        identified = "external_id" in layout.deals
        told = "s.deals_external_id IS NOT NULL" if identified else "0"
        run(UNSURE.format(identified=told))


def tell_repeated(layout: Layout, bases: Mapping[str, int]) -> None:
    """Rows with nothing but a deal that a row above has made."""
    if layout.deals:
        run(REPEATED, bases["deals"])


def new() -> int:
    """How many deals the rows make."""
    found = database.execute_sql("SELECT count(*) FROM import_plan WHERE new_deal")
    return int(found.fetchone()[0])
