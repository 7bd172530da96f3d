"""Whose phone it is."""

from typing import Any

from crm_tui.data.filters import dialled
from crm_tui.data.models.clients import Client
from crm_tui.data.models.contacts import Contact, ContactPoint
from crm_tui.domain.findings import Found

MOST = 50


def owners(digits: str) -> list[Found]:
    """Clients and contacts with a phone that ends with the digits."""
    query: Any = (
        ContactPoint.select(
            ContactPoint.client,
            Client.name,
            ContactPoint.contact,
            Contact.display_name,
            ContactPoint.value,
        )
        .left_outer_join(Client, on=(Client.id == ContactPoint.client))
        .switch(ContactPoint)
        .left_outer_join(Contact, on=(Contact.id == ContactPoint.contact))
        .where(dialled(digits)(ContactPoint) & ContactPoint.archived_at.is_null())
        .order_by(ContactPoint.id)
        .limit(MOST)
    )
    return [
        Found("clients", client, name, value)
        if client
        else Found("contacts", contact, person, value)
        for client, name, contact, person, value in query.tuples()
    ]
