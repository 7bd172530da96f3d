"""Clients that are people, and the contacts that they are themselves."""

from collections.abc import Sequence
from typing import Any

from crm_tui.data.models.clients import Client
from crm_tui.data.models.contacts import Contact
from crm_tui.domain.clients import ClientKind


def themselves(clients: Sequence[int]) -> dict[int, int]:
    """By the id of a client of kind person, that of its contact who is called the same."""
    rows: Any = (
        Contact.select(Client.id, Contact.id)
        .join(Client, on=(Contact.client == Client.id) & (Contact.name_key == Client.name_key))
        .where(
            Client.id.in_(list(clients)),
            Client.kind == ClientKind.PERSON.value,
            Contact.archived_at.is_null(),
        )
        .order_by(Contact.id.desc())
        .tuples()
    )
    return dict(rows)
