"""Which contact each row of an import is, once it is settled which client."""

from collections.abc import Sequence

from crm_tui.data import staging_merged
from crm_tui.data.staging_repeats import renew
from crm_tui.data.staging_steps import climb, number, run

OF_CONTACT = "contact's external_id"
"""What is matched after the external id of the client."""

OF_PEOPLE = ("email", "phone", OF_CONTACT)
"""What says which person a row is, not only which client."""

KNOWN_CONTACTS = """
UPDATE import_plan SET contact = coalesce(
    (SELECT h.contact FROM import_hit h JOIN contact c ON c.id = h.contact
        JOIN import_row r ON r.row = h.row  -- SQLite 3.40 has no s in this ORDER BY
        WHERE h.row = import_plan.row
        AND (c.client_id = import_plan.client OR c.client_id IS NULL)
        ORDER BY h.rank, c.name_key <> r.contact_key, h.contact LIMIT 1),
    (SELECT c.id FROM contact c WHERE c.name_key = s.contact_key
        AND +c.client_id = import_plan.client ORDER BY c.id LIMIT 1))
FROM import_row s
WHERE s.row = import_plan.row AND s.contact_key IS NOT NULL AND import_plan.client IS NOT NULL
AND (NOT new_client OR import_plan.row IN (SELECT row FROM import_hit WHERE contact IS NOT NULL))
"""
LINK_VALUES = """
UPDATE import_plan SET contact_above = (
    SELECT h.above FROM import_hit h JOIN import_plan a ON a.row = h.above
    JOIN import_row b ON b.row = h.above
    WHERE h.row = import_plan.row AND h.rank IN ({ranks}) AND a.client = import_plan.client
    AND b.contact_key IS NOT NULL ORDER BY h.rank LIMIT 1)
FROM import_row s
WHERE s.row = import_plan.row AND s.contact_key IS NOT NULL AND import_plan.client IS NOT NULL
AND contact IS NULL AND NOT new_client
"""
FIRST_NAMES = """
SELECT p.client || ' ' || s.contact_key, p.row, p.row
FROM import_plan p JOIN import_row s ON s.row = p.row
WHERE p.client IS NOT NULL AND p.contact IS NULL AND p.contact_above IS NULL
AND s.contact_key IS NOT NULL
AND (NOT p.new_client OR p.row IN (SELECT above FROM import_plan WHERE above IS NOT NULL))
"""
"""Of the rows that make a client, only one that others are below shares it."""

LINK_NAMES = """
UPDATE import_plan SET contact_above = f.first
FROM import_row s CROSS JOIN import_first f
WHERE s.row = import_plan.row AND f.key = import_plan.client || ' ' || s.contact_key
AND f.first < import_plan.row AND contact IS NULL AND contact_above IS NULL
"""
NUMBER_CONTACTS = """
UPDATE import_plan SET contact = crm_next(), new_contact = 1, verdict = 'new'
WHERE row BETWEEN ? AND ? AND client IS NOT NULL AND contact IS NULL AND contact_above IS NULL
AND (SELECT s.contact_key FROM import_row s WHERE s.row = import_plan.row) IS NOT NULL
"""
FOLLOW_CONTACTS = """
UPDATE import_plan SET contact = a.contact
FROM import_plan a WHERE a.row = import_plan.contact_above
"""


def settle(base: int, values: Sequence[str]) -> None:
    """Fill in the contact of each row whose client is known; `base` is the last id there is.

    `values` are those by which rows were matched, in the order of their ranks.
    """
    of_people = [str(rank) for rank, value in enumerate(values) if value in OF_PEOPLE]
    run(KNOWN_CONTACTS)
    staging_merged.follow_contacts()
    run(LINK_VALUES.format(ranks=", ".join(of_people)))
    if renew(FIRST_NAMES):
        run(LINK_NAMES)
    climb("contact_above")
    number(NUMBER_CONTACTS, base)
    run(FOLLOW_CONTACTS)
