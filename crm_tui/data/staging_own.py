"""Finds the clients and people of a table that this program has written by their ids.

The time at which the record was made must agree, to the minute where a spreadsheet has left out the
seconds; but a whole import has one, and in a spreadsheet the ids alone may be sorted or copied. So
an id says nothing that stands in several rows, nor where another record here is called as the row
says. A person is known so only at the client whom the row names: no client gets another's name.
"""

from crm_tui.data.staging import OWN_ID, OWN_MADE, Layout
from crm_tui.data.staging_steps import run
from crm_tui.domain.entities import CLIENTS, CONTACTS

RANK = -2
"""What it says is surer than all else."""

SEVERAL = f"""
UPDATE import_row SET {OWN_ID} = NULL WHERE {OWN_ID} IN (
    SELECT {OWN_ID} FROM import_row GROUP BY {OWN_ID} HAVING count(*) > 1)
"""
HITS = f"""
INSERT INTO import_hit
SELECT s.row, ?1, {{hit}}, NULL FROM import_row s CROSS JOIN {{records}}
WHERE (r.created_at = s.{OWN_MADE}
    OR s.{OWN_MADE} LIKE '%:00' AND substr(r.created_at, 1, 16) = substr(s.{OWN_MADE}, 1, 16))
AND (r.name_key = {{key}} OR NOT EXISTS (SELECT 1 FROM {{others}}))
"""
OF = {
    CLIENTS.name: HITS.format(
        hit="r.id, NULL",
        records=f"client r ON r.id = s.{OWN_ID}",
        key="s.client_key",
        others="client o WHERE o.name_key = s.client_key",
    ),
    CONTACTS.name: HITS.format(
        hit="c.id, r.id",
        records=f"""contact r ON r.id = s.{OWN_ID} AND r.archived_at IS NULL
    JOIN client c ON c.id = r.client_id AND c.name_key = s.client_key""",
        key="s.contact_key",
        others="contact o WHERE o.name_key = s.contact_key AND +o.client_id = c.id",
    ),
}


def hit(layout: Layout) -> None:
    if layout.own:
        run(SEVERAL)
        run(OF[layout.own], RANK)
