"""Tells SQLite's planner how our tables are when they are full.

Without statistics it would read the history of everybody to show that of one client, and a new
database has none to offer. The figures are those of a base of 100,000 clients; only their
proportions matter, so they are never counted again.
"""

from crm_tui.data.database import database

ROWS_FOR_ONE_KEY = {
    "client": {
        "client_archived_at_name_key": "100000 95000 1",
        "client_archived_at_next_contact_last_contact_owner_id": "100000 95000 50000 20 2",
        "client_name_key": "100000 1",
        "client_lifecycle": "100000 15000",
        "client_tax_key": "50000 1",
        "client_referrer_id": "100000 500",
        "client_owner_id": "100000 10000",
        "client_tags": "20000 100",
        "client_external_id": "20000 1",
    },
    "contact": {
        "contact_archived_at_name_key": "100000 95000 1",
        "contact_name_key": "100000 1",
        "contact_client_id": "100000 2",
        "contact_owner_id": "100000 10000",
        "contact_tags": "20000 100",
        "contact_external_id": "20000 1",
    },
    "contact_point": {
        "contact_point_client_id": "200000 3",
        "contact_point_contact_id": "200000 3",
        "contact_point_normalised": "200000 1",
        "contact_point_tail": "200000 1",
    },
    "deal": {
        "deal_archived_at_name_key": "50000 48000 1",
        "deal_name_key": "50000 1",
        "deal_client_id": "50000 2",
        "deal_contact_id": "50000 2",
        "deal_owner_id": "50000 5000",
        "deal_status_archived_at_next_contact_owner_id": "50000 15000 15000 20 2",
        "deal_tags": "10000 100",
        "deal_external_id": "10000 1",
    },
    "activity": {
        "activity_client_id_status_start": "300000 10 8 1",
        "activity_contact_id_start": "300000 10 1",
        "activity_archived_at_at": "300000 290000 2",
        "activity_status_at_owner_id": "300000 40000 2 1",
        "activity_owner_id_status_start": "300000 30000 15000 2",
        "activity_external_id": "300000 1",
        "activity_tags": "60000 100",
        "activity_deal_id_start": "50000 10 1",
        "activity_reminders": "6000 600",
    },
}
"""The table's rows, then how many share the first column, the first two columns, and so on."""


def write() -> None:
    """Store the figures; they count from the next connection on."""
    database.execute_sql("ANALYZE sqlite_schema")
    database.execute_sql("DELETE FROM sqlite_stat1")
    rows = [
        (table, index, figures)
        for table, indexes in ROWS_FOR_ONE_KEY.items()
        for index, figures in indexes.items()
    ]
    database.connection().executemany("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", rows)
