"""Whom an activity is about."""

from typing import TYPE_CHECKING

from crm_tui.domain.fields import Link
from crm_tui.screens.base import Party

if TYPE_CHECKING:
    from crm_tui.domain.listing import Listed


def party_of(activity: "Listed") -> Party | None:
    """Whom an activity is about, with the entity's name: the client, or else the contact."""
    client: Link | None = activity.client
    contact: Link | None = activity.contact
    if client is not None:
        return "clients", client
    return ("contacts", contact) if contact is not None else None
