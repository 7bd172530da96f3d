"""Finds the clients of a table that this program has written by their ids.

The time at which the client was made must agree, to the minute where a spreadsheet has left out the
seconds. An id that stands in several rows says nothing: somebody has copied a row to change it.
"""

from crm_tui.data.staging import OWN_ID, OWN_MADE, Layout
from crm_tui.data.staging_steps import run

RANK = -2
"""What it says is surer than all else."""

HITS = f"""
INSERT INTO import_hit
SELECT s.row, ?1, c.id, NULL, NULL FROM import_row s CROSS JOIN client c ON c.id = s.{OWN_ID}
WHERE NOT EXISTS (SELECT 1 FROM import_row o WHERE o.{OWN_ID} = s.{OWN_ID} AND o.row <> s.row)
AND (c.created_at = s.{OWN_MADE}
    OR s.{OWN_MADE} LIKE '%:00' AND substr(c.created_at, 1, 16) = substr(s.{OWN_MADE}, 1, 16))
"""


def hit(layout: Layout) -> None:
    if layout.own:
        run(HITS, RANK)
