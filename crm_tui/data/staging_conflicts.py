"""Finds the rows of an import that no longer are what they were matched to be.

A large import is matched once and written in steps. What others write meanwhile can concern rows
that are still to be written: such a row is refused, so that it can be fed again.
"""

from crm_tui.data.database import database
from crm_tui.data.journal import Journal
from crm_tui.data.running_changes import last_change
from crm_tui.data.staging import TAX_KEY, Layout
from crm_tui.data.tax_keys import tax_key

REFUSED = "changed"
"""The verdict of such a row."""

KNOWN_BY = ("name", "display_name", "client", "phone", "email", "tax_id", "external_id")
"""Who changes another field does not change who it is."""

TOUCHED = f"""
CREATE TABLE staging.import_touched AS
SELECT DISTINCT entity, record AS first, last,
    CASE WHEN entity <> 'deals' THEN json_extract(before, '$.client_id') END AS client,
    CASE WHEN entity <> 'deals' THEN json_extract(before, '$.contact_id') END AS contact
FROM change NOT INDEXED
WHERE id > ? AND txn <> ? AND entity IN ('clients', 'contacts', 'points', 'deals')
AND (op <> 'update' OR entity = 'points' OR EXISTS (SELECT 1 FROM json_each(after) each
    WHERE each.key IN ({", ".join(f"'{name}'" for name in KNOWN_BY)})))
"""
KEYS = (
    "CREATE TABLE staging.import_key (kind TEXT, key, PRIMARY KEY (kind, key)) WITHOUT ROWID",
    """INSERT OR IGNORE INTO import_key
    SELECT 'contact', p.contact_id FROM import_touched t
        JOIN contact_point p ON p.id BETWEEN t.first AND t.last
        WHERE t.entity = 'points' AND p.contact_id IS NOT NULL
    UNION SELECT 'client', p.client_id FROM import_touched t
        JOIN contact_point p ON p.id BETWEEN t.first AND t.last
        WHERE t.entity = 'points' AND p.client_id IS NOT NULL
    UNION SELECT 'contact', contact FROM import_touched WHERE contact IS NOT NULL
    UNION SELECT 'client', client FROM import_touched WHERE client IS NOT NULL
    UNION SELECT 'contact', o.id FROM import_touched t
        JOIN contact o ON o.id BETWEEN t.first AND t.last WHERE t.entity = 'contacts'
    UNION SELECT 'client', c.id FROM import_touched t
        JOIN client c ON c.id BETWEEN t.first AND t.last WHERE t.entity = 'clients'
    UNION SELECT substr(entity, 1, length(entity) - 1), first FROM import_touched
        WHERE first = last AND entity <> 'points'""",
    """INSERT OR IGNORE INTO import_key
    SELECT 'client', o.client_id FROM import_key k JOIN contact o ON o.id = k.key
        WHERE k.kind = 'contact' AND o.client_id IS NOT NULL""",
    f"""INSERT OR IGNORE INTO import_key
    SELECT 'name', c.name_key FROM import_key k JOIN client c ON c.id = k.key
        WHERE k.kind = 'client'
    UNION SELECT 'tax_id', {tax_key("c.tax_id")} FROM import_key k JOIN client c ON c.id = k.key
        WHERE k.kind = 'client' AND c.tax_id IS NOT NULL
    UNION SELECT 'clients_external_id', c.external_id FROM import_key k
        JOIN client c ON c.id = k.key
        WHERE k.kind = 'client' AND c.external_id IS NOT NULL
    UNION SELECT 'contacts_external_id', o.external_id FROM import_key k
        JOIN contact o ON o.id = k.key
        WHERE k.kind = 'contact' AND o.external_id IS NOT NULL
    UNION SELECT 'point', p.normalised FROM import_key k
        JOIN contact_point p ON p.client_id = k.key
        WHERE k.kind = 'client' AND p.normalised IS NOT NULL
    UNION SELECT 'point', p.normalised FROM import_key k
        JOIN contact_point p ON p.contact_id = k.key
        WHERE k.kind = 'contact' AND p.normalised IS NOT NULL""",
)
AMONG = "IN (SELECT key FROM import_key WHERE kind = '{kind}')"
STALE = """
UPDATE import_plan SET verdict = ?1 WHERE verdict IN ('new', 'updated') AND row >= ?2 AND (
    client {client} OR contact {contact} OR deal {deal}
    OR row IN (SELECT row FROM import_row WHERE row >= ?2 AND ({same}))
    OR row IN (SELECT row FROM import_point WHERE row >= ?2 AND normalised {point}))
"""
WITH_THEM = """
UPDATE import_plan SET verdict = ?1 WHERE verdict IN ('new', 'updated') AND row >= ?2 AND (
    client IN (SELECT client FROM import_plan WHERE verdict = ?1 AND new_client)
    OR contact IN (SELECT contact FROM import_plan WHERE verdict = ?1 AND new_contact)
    OR deal IN (SELECT deal FROM import_plan WHERE verdict = ?1 AND new_deal))
"""
"""Rows that add to a record which another row would have made."""

UNLINKED = {
    "clients_referrer": """UPDATE import_row SET clients_referrer = NULL WHERE clients_referrer IN
    (SELECT client FROM import_plan WHERE verdict = ?1 AND new_client)""",
    "deals_contact": """UPDATE import_row SET deals_contact = NULL WHERE deals_contact IN
    (SELECT contact FROM import_plan WHERE verdict = ?1 AND new_contact)""",
}
"""By the staged column that leads to a record which a refused row would have made."""

UNMADE = (
    "UPDATE import_plan SET new_client = 0, new_contact = 0, new_deal = 0 WHERE verdict = ?1",
    """DELETE FROM import_given WHERE source IN
    (SELECT row FROM import_plan WHERE verdict = ?1)""",
)


class Conflicts:
    """Looks at what others have written since the rows were matched."""

    def __init__(self, journal: Journal, layout: Layout, seen: int) -> None:
        """`seen` is the last entry of the journal when the rows were matched."""
        self._journal = journal
        self._seen = seen
        same = [f"client_key {AMONG.format(kind='name')}"]
        if "tax_id" in layout.clients:
            same.append(f"{TAX_KEY} {AMONG.format(kind='tax_id')}")
        same += [
            f"{entity}_external_id {AMONG.format(kind=f'{entity}_external_id')}"
            for entity in ("clients", "contacts")
            if "external_id" in layout.columns(entity)
        ]
        among = {kind: AMONG.format(kind=kind) for kind in ("client", "contact", "deal", "point")}
        self._stale = STALE.format(same=" OR ".join(same), **among)
        links = (text for column, text in UNLINKED.items() if column in layout.staged)
        self._unmade = (*links, *UNMADE)

    def refuse(self, row: int) -> None:
        """Refuse what has changed among the rows from `row` on, inside the writing transaction."""
        seen, self._seen = self._seen, last_change()
        if seen == self._seen:
            return
        for table in ("import_touched", "import_key"):
            database.execute_sql(f"DROP TABLE IF EXISTS staging.{table}")
        database.execute_sql(TOUCHED, (seen, self._journal.transaction))
        if database.execute_sql("SELECT 1 FROM import_touched LIMIT 1").fetchone() is None:
            return
        for statement in KEYS:
            database.execute_sql(statement)
        if database.execute_sql(self._stale, (REFUSED, row)).rowcount:
            database.execute_sql(WITH_THEM, (REFUSED, row))
            for statement in self._unmade:
                database.execute_sql(statement, (REFUSED,))


def refused_lines(verdict: str = REFUSED) -> set[int]:
    """The lines of the file whose rows have the verdict."""
    found = database.execute_sql(
        "SELECT s.line FROM import_plan p JOIN import_row s ON s.row = p.row WHERE p.verdict = ?",
        (verdict,),
    )
    return {line for (line,) in found.fetchall()}
