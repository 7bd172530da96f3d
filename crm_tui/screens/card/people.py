"""The people of a client, and the ties of a client or contact to others, as rows."""

from collections.abc import Sequence
from typing import Any

from crm_tui.domain.entities import CLIENTS, CONTACTS, DEALS, Entity
from crm_tui.domain.listing import Listed
from crm_tui.domain.merging import JOB, KINDS
from crm_tui.domain.texts import _
from crm_tui.screens.shown import Showing
from crm_tui.services import cards, records
from crm_tui.session import Session
from crm_tui.widgets.columns import Column
from crm_tui.widgets.rows import GAP, Item, Row, Section

Key = tuple[str, int]
"""The entity and the id: what Enter opens."""


def read(session: Session, entity: Entity, number: int) -> list[Item]:
    """People first, then, under headings, relations; a contact's client counts as a relation."""
    showing = Showing(session.language, session.reading)
    text = session.language.text
    if entity == DEALS:
        return of_deal(session, showing, number)
    people = cards.people(session, number) if entity == CLIENTS else ()
    items: list[Item] = []
    ties = relations(session, entity, number)
    if people and ties:
        items += [Section(text(_("PEOPLE")), str(len(people)))]
    items += [person(showing, contact) for contact in people]
    if ties:
        items += [GAP, Section(text(_("RELATIONS")), str(len(ties))), *ties]
    return items


def of_deal(session: Session, showing: Showing, number: int) -> list[Item]:
    """The client, then its people, the contact of the deal first."""
    deal = records.get(session, DEALS, number)
    of_client = cards.people(session, deal.client.id)
    contact = deal.contact.id if deal.contact else None
    people = sorted(of_client, key=lambda person: person.id != contact)
    client = records.get(session, CLIENTS, deal.client.id)
    title = Section(session.language.text(_("PEOPLE")), str(len(people) or ""))
    return [client_row(showing, client), GAP, title, *(person(showing, one) for one in people)]


def client_row(showing: Showing, client: Any) -> Row:
    phone = (client.phone or "").split(",")[0]
    last = showing.ago(client.last_contact) if client.last_contact else ""
    cells = [client.name, showing.language.text(_("client")), showing.phone(phone), last]
    return Row(cells, (CLIENTS.name, client.id), record=client.name)


def person(showing: Showing, contact: Listed) -> Row:
    phone = (contact.phone or "").split(",")[0]
    last = showing.ago(contact.last_contact) if contact.last_contact else ""
    cells = [contact.display_name, contact.title or "", showing.phone(phone), last]
    key: Key = (CONTACTS.name, contact.id)
    return Row(cells, key, record=contact.display_name)


def relations(session: Session, entity: Entity, number: int) -> Sequence[Row]:
    text = session.language.text
    found = [
        Row(
            [tie.title, text(tie.label), tie.shown_id, ""],
            (tie.entity.name, tie.number),
            record=tie.title,
        )
        for tie in cards.relations(session, entity, number)
    ]
    client = records.get(session, entity, number).client if entity == CONTACTS else None
    if client is None:
        return found
    cells = [client.name, text(KINDS[JOB]), CLIENTS.shown_id(client.id), ""]
    return [Row(cells, (CLIENTS.name, client.id), record=client.name), *found]


def columns(showing: Showing) -> list[Column]:
    """The titles of the list, translated."""
    text = showing.language.text
    return [
        Column(text(_("Person")), 18, flex=2, inks="strong"),
        Column(text(_("Role")), 14, flex=1, inks="quiet"),
        Column(text(_("Phone")), 17, drop=2),
        Column(text(_("Last")), 10, right=True, drop=1, inks="quiet"),
    ]
