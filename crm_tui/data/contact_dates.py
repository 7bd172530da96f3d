"""When a client was last spoken with and what comes next, kept beside the record.

Lists are sorted and filtered by these two dates, so they are columns, brought up to date in the
transaction that writes the activities; they follow from those and are no values of their own.
"""

from collections.abc import Iterable
from typing import Any

from peewee import SQL, fn

from crm_tui.data.models.activities import Activity
from crm_tui.data.tables import RECORDS
from crm_tui.domain.activities import CONTACT_KINDS, ActivityStatus

LINKS = {"clients": "client", "contacts": "contact", "deals": "deal"}
"""How an activity leads to the records that have these dates."""

FIELDS = frozenset((*LINKS.values(), "kind", "status", "start", "due", "archived_at"))
"""The fields of an activity on which the dates depend."""

LARGEST = 2**63 - 1

TOUCHED = """
SELECT {link}_id FROM activity WHERE id IN
    (SELECT record FROM change WHERE txn = ? AND entity = 'activities'
    AND record BETWEEN ? AND ?)
UNION SELECT json_extract(before, '$.{link}_id') FROM change
    WHERE txn = ? AND entity = 'activities' AND op = 'delete' AND record BETWEEN ? AND ?
UNION SELECT json_extract(before, '$.{link}') FROM change
    WHERE txn = ? AND entity = 'activities' AND op = 'update' AND record BETWEEN ? AND ?
"""


def refresh(entity: str, condition: Any) -> None:
    """Bring the dates up to date for the clients, contacts or deals that meet the condition."""
    model: Any = RECORDS[entity]
    dates = {model.last_contact: last_contact(entity, model)}
    if hasattr(model, "next_contact"):
        dates[model.next_contact] = next_contact(entity, model)
    model.update(dates).where(condition).execute()


def refresh_parties(activities: Iterable[Any]) -> None:
    """The same for what the activities belong to: anything with `client`, `contact` or `deal`."""
    found = list(activities)
    for entity, link in LINKS.items():
        ids = {party.id for activity in found if (party := getattr(activity, link, None))}
        if ids:
            refresh(entity, RECORDS[entity].id.in_(ids))


def refresh_changed(transaction: int, first: int = 0, last: int = LARGEST) -> None:
    """The same for whomever a transaction concerns by its activities, or by some of them."""
    for entity, link in LINKS.items():
        touched = TOUCHED.format(link=link)
        refresh(entity, RECORDS[entity].id.in_(SQL(f"({touched})", (transaction, first, last) * 3)))


def last_contact(entity: str, model: Any) -> Any:
    """When somebody last spoke with them, as a subquery."""
    activity = Activity.alias()
    return activity.select(fn.MAX(activity.start)).where(
        getattr(activity, LINKS[entity]) == model.id,
        activity.status == ActivityStatus.DONE.value,
        activity.kind.in_([kind.value for kind in CONTACT_KINDS]),
        activity.archived_at.is_null(),
    )


def next_contact(entity: str, model: Any) -> Any:
    """When the next planned activity begins or is due, as a subquery."""
    activity = Activity.alias()
    return activity.select(fn.MIN(fn.COALESCE(activity.start, activity.due))).where(
        getattr(activity, LINKS[entity]) == model.id,
        activity.status == ActivityStatus.PLANNED.value,
        activity.archived_at.is_null(),
    )
