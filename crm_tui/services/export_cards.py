"""Writes clients and people as vCards."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from crm_tui.data.stores import points
from crm_tui.domain import foreign_properties, plain_values
from crm_tui.domain.clients import ClientKind
from crm_tui.domain.entities import CLIENTS, Entity
from crm_tui.domain.fields import Field
from crm_tui.domain.listing import Listed
from crm_tui.exchange.vcard_writer import VcardWriter, Writable
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


def write_cards(
    session: Session, entity: Entity, fields: dict[str, Field], rows: Iterator[Listed], to: Writable
) -> int:
    """Returns how many were written. Whatever the list shows, a card has all that cards have."""
    writer = VcardWriter(to)
    columns = OF_CLIENTS if entity == CLIENTS else OF_CONTACTS
    shown = {column: fields[name] for name, column in columns.items()}
    count = 0
    while some := list(islice(rows, CHUNK)):
        labels = points.labels(entity, [record.id for record in some])
        complete = _as_client if entity == CLIENTS else WithClients(session, some).complete
        for record in some:
            cells = {
                column: plain_values.plain(field, field.value(record), None, session.zone)
                for column, field in shown.items()
            }
            cells["vcard"] = foreign_properties.OF[entity.name].value(record) or ""
            complete(record, cells)
            writer.card(cells, uid(entity, record), labels.get(record.id, {}))
            count += 1
    return count


def _as_client(record: Listed, cells: dict[str, str]) -> None:
    if record.kind == ClientKind.PERSON:
        cells["full name"] = cells.pop("company")


def uid(entity: Entity, record: Any) -> str:
    """The same for the same record whenever it is written."""
    return f"{entity.shown_id(record.id)}@crm-tui"
