"""Which table holds which entity, for whatever works on any record."""

from typing import Any

from crm_tui.data.models.activities import Activity
from crm_tui.data.models.base import RecordTable
from crm_tui.data.models.clients import Client
from crm_tui.data.models.contacts import Contact, ContactPoint
from crm_tui.data.models.deals import Deal
from crm_tui.data.models.users import User
from crm_tui.domain.fields import Kind

RECORDS: dict[str, type[RecordTable]] = {
    "clients": Client,
    "contacts": Contact,
    "deals": Deal,
    "activities": Activity,
    "users": User,
}

TITLES = {
    "clients": "name",
    "contacts": "display_name",
    "deals": "name",
    "activities": "subject",
    "users": "name",
}

POINT_OWNERS: dict[str, Any] = {"clients": ContactPoint.client, "contacts": ContactPoint.contact}

POINT_KINDS = {Kind.PHONE: ("phone", "mobile"), Kind.EMAIL: ("email",)}
"""Which contact points a field of that kind shows; the first is what typing makes."""


def title(entity: str, table: Any) -> Any:
    """The column that names a record."""
    return getattr(table, TITLES[entity])


def point_owner(entity: str, points: Any) -> Any:
    """The column of the contact points that leads to a record of the entity."""
    return getattr(points, POINT_OWNERS[entity].name)
