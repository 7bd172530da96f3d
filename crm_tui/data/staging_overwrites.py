"""What must stay when the rows of a file overwrite: that by which each of them is known again.

Rows of one record may contradict each other. All their phones and e-mails are kept, in the last row
that has some; `import_unsure` names the records whose names and keys must not change, because a row
is known by nothing else, because the rows give several names, or because a row fits several.
"""

from collections.abc import Collection

from crm_tui.data.database import database
from crm_tui.domain.entities import CLIENTS, CONTACTS

KEEP_POINTS = """
INSERT INTO import_point
WITH owned AS MATERIALIZED (SELECT i.*, p.{one} AS owner, coalesce(i.normalised, i.value) AS address
    FROM import_point i JOIN import_plan p ON p.row = i.row
    WHERE i.contact = {contact} AND p.{one} IS NOT NULL),
last AS MATERIALIZED (SELECT owner, kind, max(row) AS row FROM owned
    GROUP BY owner, kind HAVING min(row) < max(row)),
others AS (SELECT l.row AS target, max(o.row) AS row, o.kind, o.position, o.value, o.normalised,
        o.tail, o.label, o.status
    FROM owned o JOIN last l ON l.owner = o.owner AND l.kind = o.kind AND o.row < l.row
    WHERE o.address NOT IN (SELECT coalesce(k.normalised, k.value) FROM import_point k
        WHERE k.row = l.row AND k.contact = {contact} AND k.kind = l.kind)
    GROUP BY l.row, o.kind, o.address)
SELECT target, {contact}, kind, {behind} + row_number() OVER (
        PARTITION BY target, kind ORDER BY row DESC, position), value, normalised, tail, label,
    status
FROM others
"""
BEHIND = 1_000_000
"""A position behind all that one row of a file holds."""

UNSURE = """
CREATE TABLE staging.import_unsure AS
SELECT 'clients' AS entity, p.client AS id FROM import_plan p
WHERE p.client IS NOT NULL AND NOT EXISTS (SELECT 1 FROM import_point i
    WHERE i.row = p.row AND i.normalised IS NOT NULL AND i.kind IN ({kinds})) GROUP BY p.client
UNION
SELECT 'clients', p.client FROM import_plan p JOIN import_row s ON s.row = p.row
WHERE p.client IS NOT NULL GROUP BY p.client HAVING min(s.client_key) < max(s.client_key)
UNION
SELECT 'clients', p.client FROM import_plan p JOIN import_row s ON s.row = p.row
WHERE p.client IS NOT NULL AND s.client_key IN (SELECT r.client_key FROM import_plan o
    JOIN import_row r ON r.row = o.row WHERE o.client IS NOT NULL
    GROUP BY r.client_key HAVING min(o.client) < max(o.client))
UNION
SELECT 'contacts', p.contact FROM import_plan p JOIN import_row s ON s.row = p.row
WHERE p.contact IS NOT NULL GROUP BY p.contact
HAVING min(s.contact_key) < max(s.contact_key) OR min(EXISTS (SELECT 1 FROM import_point i
    WHERE i.row = p.row AND i.contact AND i.normalised IS NOT NULL AND i.kind IN ({kinds}))) = 0
UNION
SELECT 'clients', h.client FROM import_plan p JOIN import_hit h ON h.row = p.row
WHERE p.verdict = 'duplicate' AND h.client IS NOT NULL
UNION
SELECT 'contacts', h.contact FROM import_plan p JOIN import_hit h ON h.row = p.row
WHERE p.verdict = 'duplicate' AND h.contact IS NOT NULL
"""


def prepare(match: Collection[str]) -> None:
    """Run between matching and merging; `match` are the values that rows were matched by."""
    for entity in (CLIENTS, CONTACTS):
        place = int(entity == CONTACTS)
        database.execute_sql(KEEP_POINTS.format(one=entity.one, contact=place, behind=BEHIND))
    kinds = ", ".join(f"'{kind}'" for kind in ("email", "phone") if kind in match)
    database.execute_sql(UNSURE.format(kinds=kinds))
    database.execute_sql("CREATE INDEX staging.import_unsure_id ON import_unsure (entity, id)")
