"""Finds the clients and people of a table that this program has written by their ids.

The time at which the record was made must agree, to the minute where a spreadsheet has left out the
seconds. An id that stands in several rows says nothing: somebody has copied a row to change it. A
person is known so only at the client whom the row names, so that no client gets another's name.
"""

from crm_tui.data.staging import OWN_ID, OWN_MADE, Layout
from crm_tui.data.staging_steps import run
from crm_tui.domain.entities import CLIENTS, CONTACTS

RANK = -2
"""What it says is surer than all else."""

HITS = f"""
INSERT INTO import_hit
SELECT s.row, ?1, {{hit}}, NULL FROM import_row s CROSS JOIN {{records}}
WHERE NOT EXISTS (SELECT 1 FROM import_row o WHERE o.{OWN_ID} = s.{OWN_ID} AND o.row <> s.row)
AND (r.created_at = s.{OWN_MADE}
    OR s.{OWN_MADE} LIKE '%:00' AND substr(r.created_at, 1, 16) = substr(s.{OWN_MADE}, 1, 16))
"""
OF = {
    CLIENTS.name: HITS.format(hit="r.id, NULL", records=f"client r ON r.id = s.{OWN_ID}"),
    CONTACTS.name: HITS.format(
        hit="c.id, r.id",
        records=f"""contact r ON r.id = s.{OWN_ID} AND r.archived_at IS NULL
    JOIN client c ON c.id = r.client_id AND c.name_key = s.client_key""",
    ),
}


def hit(layout: Layout) -> None:
    if layout.own:
        run(OF[layout.own], RANK)
