"""Whom an activity is about."""

from collections.abc import Sequence
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from crm_tui.domain.fields import Link
from crm_tui.screens.base import Party

if TYPE_CHECKING:
    from crm_tui.domain.activities import Activity
    from crm_tui.domain.listing import Listed


def party_of(activity: "Listed | Activity") -> Party | None:
    """Whom an activity is about, with the entity's name: the client, or else the contact."""
    client: Link | None = activity.client
    contact: Link | None = activity.contact
    if client is not None:
        return "clients", client
    return ("contacts", contact) if contact is not None else None


def about(activity: "Listed | Activity") -> Party | None:
    """What goes on with it is about: its deal, which knows the others, or else whom it is with."""
    deal: Link | None = activity.deal
    return ("deals", deal) if deal is not None else party_of(activity)


def packed(party: Party | None) -> list[Any]:
    """In plain values, for a draft; `unpacked` gives the party again."""
    return [party[0], *astuple(party[1])] if party else []


def unpacked(values: Sequence[Any]) -> Party | None:
    return (str(values[0]), Link(*values[1:])) if values else None
