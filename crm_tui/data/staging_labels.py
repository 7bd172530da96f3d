"""What the rows of an import say phones and e-mails are for that are there already.

A label is given only to those that have none: in the database as a row of `import_given` whose name
ends in `LABELS`, in the file to the other rows of the same record.
"""

from crm_tui.data.database import database

LABELS = " labels"
"""Behind the name of the field; the value is an object of the labels by phone or e-mail."""

ANY = "SELECT 1 FROM import_point WHERE label IS NOT NULL LIMIT 1"
ADDRESS = "coalesce({0}.normalised, {0}.value)"
TO_STORED = f"""
INSERT INTO import_given
SELECT '{{entity}}', 1, owner, max(source), kind || '{LABELS}', json_group_object(value, label)
FROM (
    SELECT c.{{one}}_id AS owner, i.kind AS kind, c.value AS value, i.label AS label,
        min(p.row) AS source
    FROM import_point i JOIN import_plan p ON p.row = i.row
    JOIN contact_point c ON c.{{one}}_id = p.{{one}} AND c.archived_at IS NULL AND c.label IS NULL
        AND {ADDRESS.format("c")} = {ADDRESS.format("i")}
    WHERE i.contact = {{contact}} AND i.label IS NOT NULL AND p.{{one}} <= {{base}} GROUP BY c.id)
GROUP BY owner, kind
"""
TO_ROWS = f"""
UPDATE import_point AS t SET label = f.label FROM import_plan q, (
    SELECT p.{{one}} AS owner, i.label AS label, {ADDRESS.format("i")} AS address, min(p.row)
    FROM import_plan p JOIN import_point i ON i.row = p.row AND i.contact = {{contact}}
    WHERE p.{{one}} IS NOT NULL AND i.label IS NOT NULL GROUP BY p.{{one}}, address) f
WHERE q.row = t.row AND q.{{one}} = f.owner AND t.contact = {{contact}} AND t.label IS NULL
    AND {ADDRESS.format("t")} = f.address
"""
"""Whichever row of a record says it, all of them do."""


def find(**parts: object) -> None:
    """`parts` name the records: entity, one, contact (as in `import_point`), base."""
    if database.execute_sql(ANY).fetchone() is not None:
        database.execute_sql(TO_ROWS.format(**parts))
        database.execute_sql(TO_STORED.format(**parts))
