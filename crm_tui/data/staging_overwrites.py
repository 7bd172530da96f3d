"""What must stay when the rows of a file overwrite: that by which each of them is known again.

Rows of one record may contradict each other. All their phones and e-mails are kept, in the last row
that has some; `import_unsure` names the records whose keys must not change, and but for those that
are not `named` also their names: because a row is known by nothing else, because the rows give
several names, or because a row fits several.
"""

from collections.abc import Collection, Sequence

from crm_tui.data import staging_own
from crm_tui.data.database import database
from crm_tui.data.staging_contacts import OF_CONTACT
from crm_tui.domain.entities import CLIENTS, CONTACTS
from crm_tui.domain.imports import EXTERNAL_ID

KEYS = ("tax_id", EXTERNAL_ID)
"""By these a client is known, whatever its name."""

KEEP_POINTS = """
INSERT INTO import_point
WITH fitting AS MATERIALIZED (SELECT DISTINCT i.*, h.{one} AS owner, i.normalised AS address
    FROM import_plan p CROSS JOIN import_hit h ON h.row = p.row
    CROSS JOIN import_point i ON i.row = p.row
    JOIN contact_point c ON c.{one}_id = h.{one} AND c.normalised = i.normalised
    WHERE p.verdict = 'duplicate' AND i.contact = {contact} AND c.archived_at IS NULL),
owned AS MATERIALIZED (SELECT i.*, p.{one} AS owner, coalesce(i.normalised, i.value) AS address
    FROM import_point i JOIN import_plan p ON p.row = i.row
    WHERE i.contact = {contact} AND p.{one} IS NOT NULL),
last AS MATERIALIZED (SELECT owner, kind, max(row) AS row FROM owned GROUP BY owner, kind
    HAVING min(row) < max(row) OR owner IN (SELECT owner FROM fitting)),
others AS (SELECT l.row AS target, max(o.row) AS row, o.kind, o.position, o.value, o.normalised,
        o.tail, o.label
    FROM (SELECT * FROM owned UNION ALL SELECT * FROM fitting) o
    JOIN last l ON l.owner = o.owner AND l.kind = o.kind AND o.row <> l.row
    WHERE o.address NOT IN (SELECT coalesce(k.normalised, k.value) FROM import_point k
        WHERE k.row = l.row AND k.contact = {contact} AND k.kind = l.kind)
    GROUP BY l.row, o.kind, o.address)
SELECT target, {contact}, kind, {behind} + row_number() OVER (
        PARTITION BY target, kind ORDER BY row DESC, position), value, normalised, tail, label
FROM others
"""
"""A record also keeps that by which a row knows it which fits several: without it that row would
fit one less the next time, and give it back."""

BEHIND = 1_000_000
"""A position behind all that one row of a file holds."""

UNSURE = """
CREATE TABLE staging.import_unsure AS
SELECT 'clients' AS entity, p.client AS id, max({no_client_key}) AS named FROM import_plan p
WHERE p.client IS NOT NULL AND NOT EXISTS (SELECT 1 FROM import_point i
    WHERE i.row = p.row AND i.normalised IS NOT NULL AND i.kind IN ({kinds})) GROUP BY p.client
UNION
SELECT 'clients', p.client, 1 FROM import_plan p JOIN import_row s ON s.row = p.row
WHERE p.client IS NOT NULL GROUP BY p.client HAVING min(s.client_key) < max(s.client_key)
UNION
SELECT 'clients', p.client, 1 FROM import_plan p JOIN import_row s ON s.row = p.row
WHERE p.client IS NOT NULL AND s.client_key IN (SELECT r.client_key FROM import_plan o
    JOIN import_row r ON r.row = o.row WHERE o.client IS NOT NULL
    GROUP BY r.client_key HAVING min(o.client) < max(o.client))
UNION
SELECT 'contacts', p.contact, min(s.contact_key) < max(s.contact_key)
    OR max(NOT {contact_point} AND {no_contact_key})
FROM import_plan p JOIN import_row s ON s.row = p.row WHERE p.contact IS NOT NULL GROUP BY p.contact
HAVING min(s.contact_key) < max(s.contact_key) OR min({contact_point}) = 0
UNION
SELECT 'clients', h.client, 1 FROM import_plan p JOIN import_hit h ON h.row = p.row
WHERE p.verdict = 'duplicate' AND h.client IS NOT NULL
UNION
SELECT 'contacts', h.contact, 1 FROM import_plan p JOIN import_hit h ON h.row = p.row
WHERE p.verdict = 'duplicate' AND h.contact IS NOT NULL
"""
CONTACT_POINT = """EXISTS (SELECT 1 FROM import_point i
    WHERE i.row = p.row AND i.contact AND i.normalised IS NOT NULL AND i.kind IN ({kinds}))"""
NO_KEY = """NOT EXISTS (SELECT 1 FROM import_hit h
    WHERE h.row = p.row AND h.{one} = p.{one} AND h.rank IN ({ranks}))"""
"""No tax id or external id of the row says that it is the record, whatever its name."""


def prepare(values: Sequence[str]) -> None:
    """Run between matching and merging; `values` are those that rows were matched by, in the order
    of their ranks.
    """
    for entity in (CLIENTS, CONTACTS):
        place = int(entity == CONTACTS)
        database.execute_sql(KEEP_POINTS.format(one=entity.one, contact=place, behind=BEHIND))
    kinds = ", ".join(f"'{kind}'" for kind in ("email", "phone") if kind in values)
    clients, contacts = (_ranks(values, keys) for keys in (KEYS, (OF_CONTACT,)))
    database.execute_sql(
        UNSURE.format(
            kinds=kinds,
            contact_point=CONTACT_POINT.format(kinds=kinds),
            no_client_key=NO_KEY.format(one=CLIENTS.one, ranks=clients),
            no_contact_key=NO_KEY.format(one=CONTACTS.one, ranks=contacts),
        )
    )
    database.execute_sql("CREATE INDEX staging.import_unsure_id ON import_unsure (entity, id)")


def _ranks(values: Sequence[str], keys: Collection[str]) -> str:
    ranks = [rank for rank, value in enumerate(values) if value in keys]
    return ", ".join(map(str, (staging_own.RANK, *ranks)))
