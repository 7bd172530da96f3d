"""Writes clients and people as vCards."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from crm_tui.data.stores import points
from crm_tui.domain import foreign_properties, plain_values
from crm_tui.domain.clients import ClientKind
from crm_tui.domain.entities import CLIENTS, Entity
from crm_tui.domain.fields import Field
from crm_tui.domain.listing import Listed
from crm_tui.exchange.vcard_writer import VcardWriter, Writable
from crm_tui.session import Session

CHUNK = 500

OF_CLIENTS = {
    "name": "company", "phone": "phone", "email": "email", "street": "street", "city": "city",
    "region": "region", "postcode": "postcode", "country": "country", "website": "website",
    "notes": "notes",
}  # fmt: skip
OF_CONTACTS = {
    "display_name": "full name", "first": "first name", "middle": "middle name",
    "last": "last name", "title": "job title", "department": "department", "client": "company",
    "phone": "phone", "email": "email", "birthday": "birthday", "language": "language",
}  # fmt: skip
"""The fields that a card has, and how `vcards.COLUMNS` calls them."""


def write_cards(
    session: Session, entity: Entity, fields: dict[str, Field], rows: Iterator[Listed], to: Writable
) -> int:
    """Returns how many were written. Whatever the list shows, a card has all that cards have."""
    writer = VcardWriter(to)
    columns = OF_CLIENTS if entity == CLIENTS else OF_CONTACTS
    count = 0
    for record, labels in labelled(entity, rows):
        cells = {
            column: plain_values.plain(fields[name], fields[name].value(record), None, session.zone)
            for name, column in columns.items()
        }
        if entity == CLIENTS and fields["kind"].value(record) == ClientKind.PERSON:
            cells["full name"] = cells.pop("company")
        cells["vcard"] = foreign_properties.OF[entity.name].value(record) or ""
        writer.card(cells, uid(entity, record), labels)
        count += 1
    return count


def labelled(entity: Entity, rows: Iterator[Listed]) -> Iterator[tuple[Listed, Mapping[str, str]]]:
    """The records with what their phones and e-mails are for, which is read for some at once."""
    while some := list(islice(rows, CHUNK)):
        found = points.labels(entity, [record.id for record in some])
        for record in some:
            yield record, found.get(record.id, {})


def uid(entity: Entity, record: Any) -> str:
    """The same for the same record whenever it is written."""
    return f"{entity.shown_id(record.id)}@crm-tui"
