"""The open work of records, and the note that stays with each when it is handed over."""

from collections.abc import Mapping
from typing import Any

from peewee import fn

from crm_tui.data import search
from crm_tui.data.columns import moment_text
from crm_tui.data.database import database
from crm_tui.data.journal import Journal
from crm_tui.data.models.activities import Activity
from crm_tui.data.staging_ids import last_id
from crm_tui.data.tables import RECORDS
from crm_tui.domain.activities import ActivityKind, ActivityStatus, Direction
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, ENTITIES, Entity

LINKS = {CLIENTS.name: Activity.client, CONTACTS.name: Activity.contact}

PARTIES = {
    CLIENTS.name: "SELECT id AS client_id, NULL AS contact_id FROM client",
    CONTACTS.name: "SELECT client_id, id AS contact_id FROM contact",
    ACTIVITIES.name: "SELECT DISTINCT client_id, "
    "CASE WHEN client_id IS NULL THEN contact_id END AS contact_id FROM activity",
}
"""In whose history the note stands, by what is handed over."""

NOTE = """
INSERT INTO activity (version, created_at, created_by, changed_at, changed_by, extra,
    kind, status, direction, start, owner_id, subject, body, client_id, contact_id)
SELECT 1, ?1, ?2, ?1, ?2, '{{}}', ?3, ?4, ?5, ?1, ?2, ?6, ?7, client_id, contact_id
FROM ({parties} WHERE id IN temp.chosen AND owner_id IS NOT ?8)
WHERE client_id IS NOT NULL OR contact_id IS NOT NULL
"""


def open_work(entity: Entity, chosen: Any, to: int) -> Any:
    """What is planned with the chosen clients or contacts by who owns them, or by nobody.

    Of those that are the colleague's own already nothing changes.
    """
    party: Any = RECORDS[entity.name].alias()
    return (
        Activity.select(Activity.id)
        .join(party, on=LINKS[entity.name] == party.id)
        .where(
            party.id.in_(chosen),
            party.owner.is_null() | (party.owner != to),
            Activity.status == ActivityStatus.PLANNED.value,
            Activity.archived_at.is_null(),
            Activity.owner.is_null() | (Activity.owner == party.owner),
        )
        .tuples()
    )


def write_notes(journal: Journal, entity: Entity, to: int, subject: str, body: str | None) -> None:
    """A note in the history of each whom the records are about that get another owner now.

    The records are those that `setwise.choose` has noted.
    """
    before = last_id("activity")
    stamp = (moment_text(journal.stamp.at), journal.stamp.user)
    kinds = (ActivityKind.NOTE.value, ActivityStatus.DONE.value, Direction.INTERNAL.value)
    statement = NOTE.format(parties=PARTIES[entity.name])
    database.execute_sql(statement, (*stamp, *kinds, subject, body, to))
    last = last_id("activity")
    if last > before:
        journal.record(ACTIVITIES.name, "insert", before + 1, last)
        search.insert(ACTIVITIES.name, Activity.id.between(before + 1, last))


def left_with(user: int) -> Mapping[str, int]:
    """How many clients, contacts and planned activities the user owns, by the entity."""
    found = {}
    for entity in ENTITIES:
        table: Any = RECORDS[entity.name]
        query = table.select(fn.COUNT(table.id)).where(
            table.owner == user, table.archived_at.is_null()
        )
        if entity == ACTIVITIES:
            query = query.where(Activity.status == ActivityStatus.PLANNED.value)
        found[entity.name] = int(query.scalar())
    return found
