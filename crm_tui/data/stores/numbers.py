"""Whose phone or e-mail it is."""

from collections.abc import Callable
from typing import Any

from crm_tui.data.filters import dialled
from crm_tui.data.models.clients import Client
from crm_tui.data.models.contacts import Contact, ContactPoint
from crm_tui.domain.findings import Found

MOST = 50
LAST = "\U0010ffff"
"""Follows whatever else a text may go on with."""


def owners(digits: str) -> list[Found]:
    """Clients and contacts with a phone that ends with the digits."""
    return having(dialled(digits), ContactPoint.id)


def addressees(start: str) -> list[Found]:
    """Clients and contacts with an e-mail that begins so, in lower case."""
    return having(
        lambda point: (
            (point.kind == "email")
            & (point.normalised >= start)
            & (point.normalised < start + LAST)
        ),
        ContactPoint.normalised,  # as in the index, so that it stops at the limit
    )


def having(condition: Callable[[Any], Any], order: Any) -> list[Found]:
    """Who has such a contact point."""
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
        .where(condition(ContactPoint) & ContactPoint.archived_at.is_null())
        .order_by(order)
        .limit(MOST)
    )
    return [
        Found("clients", client, name, value)
        if client
        else Found("contacts", contact, person, value)
        for client, name, contact, person, value in query.tuples()
    ]
