"""Writes clients and people as vCards."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from crm_tui.data.rows import read
from crm_tui.data.stores import people as stored_people
from crm_tui.data.stores import points
from crm_tui.domain import foreign_properties, plain_values
from crm_tui.domain.clients import ClientKind
from crm_tui.domain.entities import CLIENTS, CONTACTS, Entity
from crm_tui.domain.listing import Listed
from crm_tui.exchange.vcard_writer import VcardWriter, Writable
from crm_tui.services import fields
from crm_tui.services.export_people import WithClients
from crm_tui.session import Session

CHUNK = 500

OF_CLIENTS = {
    "name": "company", "phone": "phone", "email": "email", "street": "street", "city": "city",
    "region": "region", "postcode": "postcode", "country": "country", "website": "website",
    "notes": "notes", "tags": "tags",
}  # fmt: skip
OF_CONTACTS = {
    "display_name": "full name", "first": "first name", "middle": "middle name",
    "last": "last name", "title": "job title", "department": "department", "client": "company",
    "phone": "phone", "email": "email", "birthday": "birthday", "language": "language",
    "tags": "tags",
}  # fmt: skip
"""The fields that a card has, and how `vcards.COLUMNS` calls them."""


BOTH = ("phone", "email")
"""What a client who is a person has, and she as a contact, too."""


class Card(NamedTuple):
    uid: str
    cells: dict[str, str]
    labels: dict[str, str]
    """By phone or e-mail."""


def write_cards(session: Session, entity: Entity, rows: Iterator[Listed], to: Writable) -> int:
    """Returns how many were written. Whatever the list shows, a card has all that cards have."""
    writer = VcardWriter(to)
    cards = _of_clients if entity == CLIENTS else _of_contacts
    count = 0
    while some := list(islice(rows, CHUNK)):
        for card in cards(session, some):
            writer.card(card.cells, card.uid, card.labels)
            count += 1
    return count


def _of_contacts(session: Session, people: Sequence[Listed]) -> Iterator[Card]:
    with_clients = WithClients(session, people)
    for person, card in zip(people, _cards(session, CONTACTS, OF_CONTACTS, people), strict=True):
        with_clients.complete(person, card.cells)
        yield card


def _of_clients(session: Session, clients: Sequence[Listed]) -> Iterator[Card]:
    """A client who is a person has the card of the contact that she is, too."""
    same = stored_people.themselves([client.id for client in clients])
    known = (*fields.in_force(session, CONTACTS), foreign_properties.OF[CONTACTS.name])
    people = read(CONTACTS, known, list(same.values()))
    persons = dict(zip((one.id for one in people), _of_contacts(session, people), strict=True))
    for client, card in zip(clients, _cards(session, CLIENTS, OF_CLIENTS, clients), strict=True):
        if client.kind == ClientKind.PERSON:
            card.cells["full name"] = card.cells.pop("company")
        person = persons.get(same.get(client.id, 0))
        yield _united(person, card) if person is not None else card


def _united(person: Card, client: Card) -> Card:
    """The card of the person, with what the client has: what is not in both is not lost."""
    cells = person.cells | {"tags": client.cells["tags"]}
    for name in BOTH:
        cells[name] = ", ".join(filter(None, (person.cells[name], client.cells[name])))
    cells["vcard"] = foreign_properties.united(person.cells["vcard"], client.cells["vcard"]) or ""
    return Card(person.uid, cells, client.labels | person.labels)


def _cards(
    session: Session, entity: Entity, columns: Mapping[str, str], records: Sequence[Listed]
) -> Iterator[Card]:
    known = fields.named(session, entity.name)
    shown = {column: known[name] for name, column in columns.items()}
    foreign = foreign_properties.OF[entity.name]
    labels = points.labels(entity, [record.id for record in records])
    for record in records:
        cells = {
            column: plain_values.plain(field, field.value(record), None, session.zone)
            for column, field in shown.items()
        }
        cells["vcard"] = foreign.value(record) or ""
        yield Card(uid(entity, record), cells, labels.get(record.id, {}))


def uid(entity: Entity, record: Any) -> str:
    """The same for the same record whenever it is written."""
    return f"{entity.shown_id(record.id)}@crm-tui"
