"""What an import of activities asks and writes: who is meant, what is there, the new ones."""

import re
from collections.abc import Container, Mapping
from typing import Any

from crm_tui.data import contact_dates, search
from crm_tui.data.database import database
from crm_tui.data.journal import Journal
from crm_tui.data.models.activities import Activity
from crm_tui.data.models.clients import Client
from crm_tui.data.models.contacts import Contact
from crm_tui.data.rows import stored
from crm_tui.data.stores import record_writes
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, Entity
from crm_tui.domain.fields import Field
from crm_tui.domain.folding import fold
from crm_tui.domain.import_activities import Party

OWN_UID = re.compile(r"A-([0-9]{1,12})@crm-tui")

SAME = ("subject", "start", "due", "client", "contact")
"""By these an activity is known again that has no external id."""

ALIKE = """
SELECT * FROM (SELECT id, external_id FROM activity WHERE archived_at IS {archived}
    AND coalesce("start", "due") IS ?6 AND "subject" IS ?1 AND +"start" IS ?2 AND "due" IS ?3
    AND +client_id IS ?4 AND +contact_id IS ?5 ORDER BY external_id IS NOT NULL, id)
"""
ALL_ALIKE = " UNION ALL ".join(ALIKE.format(archived=word) for word in ("NULL", "NOT NULL"))
"""Each half has the index of archived and time: few are at one time, but many are nobody's.

One that has an external id may get another subject or time, so it goes behind.
"""

BY_POINT = """
SELECT coalesce(point.client_id, contact.client_id), point.contact_id FROM contact_point AS point
LEFT JOIN contact ON contact.id = point.contact_id LEFT JOIN client ON client.id = point.client_id
WHERE point.normalised = ? AND point.archived_at IS NULL AND contact.archived_at IS NULL
    AND client.archived_at IS NULL
"""
"""A calendar may name thousands of people."""

CONTACT_CALLED = (
    "SELECT id FROM contact WHERE name_key = ? AND archived_at IS NULL ORDER BY id LIMIT 2"
)
BY_EXTERNAL_ID = "SELECT id FROM activity WHERE external_id = ? ORDER BY id LIMIT 1"
OTHERS = "SELECT 1 FROM change WHERE id > ? AND entity <> 'activities' LIMIT 1"


def others_wrote(seen: int) -> bool:
    """Whether somebody has written of whom an activity can be with, behind that journal entry."""
    return database.execute_sql(OTHERS, (seen,)).fetchone() is not None


def by_external_id(external_id: str) -> int | None:
    """The activity with this id elsewhere, archived or not."""
    row = database.execute_sql(BY_EXTERNAL_ID, (external_id,)).fetchone()
    return int(row[0]) if row else None


def by_own_uid(uid: str, subject: str) -> int | None:
    """The activity that our own calendar calls so, if it is the same base that wrote it.

    One that came from elsewhere is called by its external id in every calendar.
    """
    found = OWN_UID.fullmatch(uid)
    if found is None:
        return None
    same = (Activity.id == int(found[1])) & (Activity.subject == subject)
    return _first(same & Activity.external_id.is_null())


def same(values: Mapping[str, Any]) -> tuple[object, ...]:
    """The values of `SAME`, as they are stored."""
    return tuple(stored(values.get(name)) for name in SAME)


def alike(values: Mapping[str, Any], but: Container[str]) -> int | None:
    """The activity of that subject at that time with the same people, archived or not.

    None that has one of the external ids `but`: others say what that one is.
    """
    row = same(values)
    moment = next((value for value in row[1:3] if value is not None), None)
    found = database.execute_sql(ALL_ALIKE, (*row, moment)).fetchall()
    return next((number for number, external_id in found if external_id not in but), None)


def by_point(normalised: str) -> set[Party]:
    """All whose phone or e-mail it is."""
    rows = database.execute_sql(BY_POINT, (normalised,))
    return {Party(client, contact) for client, contact in rows}


def contact_called(name: str) -> int | None:
    """The one contact that is called exactly so, whatever the case, and not archived."""
    found = database.execute_sql(CONTACT_CALLED, (fold(name),)).fetchall()
    return int(found[0][0]) if len(found) == 1 else None


def by_id(entity: Entity, number: int) -> set[Party]:
    return _parties(entity, (Client if entity == CLIENTS else Contact).id == number)


def called(entity: Entity, name: str) -> set[Party]:
    """All who are called exactly so, whatever the case, and not archived."""
    model = Client if entity == CLIENTS else Contact
    return _parties(entity, (model.name_key == fold(name)) & model.archived_at.is_null())


def insert(journal: Journal, described: Mapping[str, Field], values: Mapping[str, Any]) -> int:
    """Add an activity and return its id; `finish` brings what follows from it in step."""
    row = record_writes.columns(ACTIVITIES, described, values, {})
    return journal.insert(ACTIVITIES.name, row, shown=record_writes.named(described, values))


def finish(journal: Journal) -> None:
    """Bring the search and the dates of contact in step with all that was written."""
    search.reindex_changed(ACTIVITIES.name, journal.transaction)
    contact_dates.refresh_changed(journal.transaction)


def _first(condition: Any) -> int | None:
    number = Activity.select(Activity.id).where(condition).order_by(Activity.id).limit(1).scalar()
    return None if number is None else int(number)


def _parties(entity: Entity, condition: Any) -> set[Party]:
    if entity == CLIENTS:
        return {Party(row.id) for row in Client.select(Client.id).where(condition)}
    rows: Any = Contact.select(Contact.client, Contact.id).where(condition).tuples()
    return {Party(client, number) for client, number in rows}
