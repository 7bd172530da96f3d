"""The open work of records, and the note that stays with each when it is handed over."""

from collections.abc import Mapping
from typing import Any

from crm_tui.data import search
from crm_tui.data.columns import moment_text
from crm_tui.data.database import database
from crm_tui.data.journal import Journal
from crm_tui.data.models.activities import Activity
from crm_tui.data.models.deals import Deal
from crm_tui.data.staging_ids import last_id
from crm_tui.data.stores import loans
from crm_tui.data.tables import RECORDS
from crm_tui.domain.activities import ActivityKind, ActivityStatus, Direction
from crm_tui.domain.deal_status import DealStatus
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS, ENTITIES, Entity

LINKS = {
    CLIENTS.name: Activity.client,
    CONTACTS.name: Activity.contact,
    DEALS.name: Activity.deal,
}

PARTIES = {
    CLIENTS.name: "SELECT id AS client_id, NULL AS contact_id, NULL AS deal_id FROM client",
    CONTACTS.name: "SELECT client_id, id AS contact_id, NULL AS deal_id FROM contact",
    DEALS.name: "SELECT client_id, contact_id, id AS deal_id FROM deal",
    ACTIVITIES.name: "SELECT DISTINCT client_id, "
    "CASE WHEN client_id IS NULL THEN contact_id END AS contact_id, NULL AS deal_id FROM activity",
}
"""In whose history the note stands, by what is handed over."""

PARTY = "ifnull(client_id, '') || '-' || ifnull(contact_id, '') || '-' || ifnull(deal_id, '')"

NOTE = f"""
INSERT INTO activity (version, created_at, created_by, changed_at, changed_by, extra,
    kind, status, direction, start, owner_id, subject, body, client_id, contact_id,
    deal_id)
SELECT 1, ?1, ?2, ?1, ?2, '{{{{}}}}', ?3, ?4, ?5, ?1, ?2, ?6, ?7, client_id, contact_id,
    deal_id
FROM ({{parties}} WHERE id IN temp.chosen AND owner_id IS NOT ?8)
WHERE (client_id IS NOT NULL OR contact_id IS NOT NULL) AND ({PARTY}) NOT IN temp.noted
"""
NOTED = f"INSERT INTO temp.noted SELECT {PARTY} FROM activity WHERE id BETWEEN ? AND ?"


def open_work(entity: Entity, chosen: Any, to: int) -> Any:
    """What is planned with the chosen records by who owns them, or by nobody.

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


def open_deals(entity: Entity, chosen: Any, to: int) -> Any:
    """The open deals of the chosen clients or contacts, by whom they are owned as `open_work`."""
    party: Any = RECORDS[entity.name].alias()
    link = {CLIENTS.name: Deal.client, CONTACTS.name: Deal.contact}[entity.name]
    return (
        Deal.select(Deal.id)
        .join(party, on=link == party.id)
        .where(
            party.id.in_(chosen),
            party.owner.is_null() | (party.owner != to),
            Deal.status == DealStatus.OPEN.value,
            Deal.archived_at.is_null(),
            Deal.owner.is_null() | (Deal.owner == party.owner),
        )
        .tuples()
    )


def forget_notes() -> None:
    """Another handing over begins."""
    database.execute_sql("DROP TABLE IF EXISTS temp.noted")
    database.execute_sql("CREATE TEMP TABLE noted (party TEXT PRIMARY KEY)")


def write_notes(journal: Journal, entity: Entity, to: int, subject: str, body: str | None) -> None:
    """A note in the history of each whom the records are about that get another owner now.

    The records are those that `setwise.choose` has noted; who has the note already, since
    `forget_notes`, gets no other.
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
        database.execute_sql(NOTED, (before + 1, last))


def left_with(user: int) -> Mapping[str, int]:
    """How much of what is open the user owns, by the entity."""
    return {entity.name: int(loans.open_work(entity, user).count()) for entity in ENTITIES}
