"""Rows that hit a record which was merged into another are that other one."""

from crm_tui.data.database import database
from crm_tui.data.staging_steps import run
from crm_tui.domain.entities import CLIENTS, CONTACTS
from crm_tui.domain.merging import MERGED

LONGEST = 20
"""How often a record may have been merged on; of two in a circle it does not matter which it is."""

GONE = f"""
CREATE TABLE staging.import_gone_{{one}} AS
SELECT r.subject_{{one}}_id AS gone, r.object_{{one}}_id AS kept, max(r.id)
FROM relation r JOIN {{one}} g ON g.id = r.subject_{{one}}_id
WHERE r.kind = '{MERGED}' AND r.archived_at IS NULL AND g.archived_at IS NOT NULL
GROUP BY r.subject_{{one}}_id
"""
"""Who went, and into whom the last time."""

FOLLOW = """
UPDATE {table} SET {column} =
    (SELECT g.kept FROM import_gone_{one} g WHERE g.gone = {table}.{column})
WHERE EXISTS (SELECT 1 FROM import_gone_{one}) AND {column} IN (SELECT gone FROM import_gone_{one})
"""
"""Where nobody went, no row is looked at."""

EMPLOYER = """
UPDATE import_hit SET client = coalesce(
    (SELECT c.client_id FROM contact c JOIN import_gone_contact g ON g.kept = c.id
        WHERE g.gone = import_hit.contact), client)
WHERE EXISTS (SELECT 1 FROM import_gone_contact)
AND contact IN (SELECT gone FROM import_gone_contact)
"""
"""Whoever a contact was merged into may be at another client."""
FORMER_EMPLOYER = """
UPDATE import_hit SET client = coalesce((SELECT min(c.id) FROM import_gone_contact g
    JOIN contact o ON o.id = g.gone JOIN client c ON c.id = o.client_id
    JOIN import_row s ON s.contact_key = o.name_key AND s.client_key = c.name_key
    WHERE g.kept = import_hit.contact AND s.row = import_hit.row AND c.archived_at IS NULL), client)
WHERE EXISTS (SELECT 1 FROM import_gone_contact)
AND contact IN (SELECT kept FROM import_gone_contact)
"""
"""A row that names the client where that contact was is of that one, as it was by its name."""


def follow_hits() -> None:
    """Let what was hit be who stayed."""
    for entity in (CLIENTS, CONTACTS):
        run(f"DROP TABLE IF EXISTS staging.import_gone_{entity.one}")
        run(GONE.format(one=entity.one))
        for _step in range(LONGEST):
            if not _follow(f"import_gone_{entity.one}", "kept", entity.one):
                break
    run(EMPLOYER)
    for entity in (CONTACTS, CLIENTS):
        _follow("import_hit", entity.one, entity.one)
    run(FORMER_EMPLOYER)


def follow_contacts() -> None:
    """The same for contacts that the plan has by their names; after `follow_hits`."""
    _follow("import_plan", "contact", "contact")


def follow_links(column: str, one: str) -> None:
    """The same for whom the rows name in a column; after `follow_hits`."""
    _follow("import_row", f'"{column}"', one)


def _follow(table: str, column: str, one: str) -> bool:
    statement = FOLLOW.format(table=table, column=column, one=one)
    return bool(database.execute_sql(statement).rowcount)
