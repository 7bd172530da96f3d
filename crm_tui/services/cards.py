"""Everything about one client, contact or deal, for the card and for `crm show`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crm_tui.data.stores import cards, merging, points
from crm_tui.domain.deal_status import DealStatus
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS, Entity, entity
from crm_tui.domain.fields import Link
from crm_tui.domain.listing import Listed, Listing, Sort
from crm_tui.domain.merging import KINDS
from crm_tui.domain.query_nodes import And, Equal, Test
from crm_tui.services import fields, records
from crm_tui.session import Session

NEWEST = 20


@dataclass(frozen=True, slots=True)
class Card:
    """A record with what hangs on it. Activities are the newest, the planned ones first."""

    entity: Entity
    record: Any
    points: Sequence[dict[str, Any]]
    contacts: Sequence[Listed]
    deals: Sequence[Listed]
    activities: Sequence[Listed]
    months: Sequence[int]
    """Held contacts in each of the last twelve months, the oldest first."""
    merged_into: Link | None = None
    """Who stays for it, where it was a duplicate."""


def get(session: Session, wanted: Entity, number: int) -> Card:
    """NotFoundError where there is no such record."""
    record = records.get(session, wanted, number)
    known, with_history = wanted in (CLIENTS, CONTACTS), wanted != ACTIVITIES
    return Card(
        wanted,
        record,
        points.of_record(wanted, number) if known else (),
        people(session, number) if wanted == CLIENTS else (),
        deals(session, wanted, number) if known else (),
        activities(session, wanted, number) if with_history else (),
        cards.months(wanted, number, session.reading.today, session.zone) if with_history else (),
        merging.merged_into(wanted, number) if known else None,
    )


def people(session: Session, client: int) -> Sequence[Listed]:
    """The contacts of a client."""
    described = fields.in_force(session, CONTACTS)
    link = fields.named(session, CONTACTS.name)["client"]
    listing = Listing(described, Test(link, (Equal(client),)), (Sort(described[0]),))
    return list(records.iterate(session, CONTACTS, listing))


def deals(session: Session, wanted: Entity, number: int) -> Sequence[Listed]:
    """The deals of a client or a contact: the open ones by when they may close, then the closed."""
    known = fields.named(session, DEALS.name)
    found: list[Listed] = []
    for statuses, sort in (
        ((DealStatus.OPEN,), Sort(known["expected_close"])),
        ((DealStatus.WON, DealStatus.LOST), Sort(known["closed_at"], descending=True)),
    ):
        of_it = Test(known[wanted.one], (Equal(number),))
        with_status = Test(known["status"], tuple(Equal(status.value) for status in statuses))
        listing = Listing(tuple(known.values()), And((of_it, with_status)), (sort,))
        found += records.iterate(session, DEALS, listing)
    return found


def activities(session: Session, wanted: Entity, number: int) -> Sequence[Listed]:
    listing = history(session, wanted, number)
    return records.page(session, ACTIVITIES, listing, 0, NEWEST).rows


def history(session: Session, wanted: Entity, number: int) -> Listing:
    """The history of a client, a contact or a deal as a list: planned first, then the newest."""
    described = fields.named(session, ACTIVITIES.name)
    condition = Test(described[wanted.one], (Equal(number),))
    sorts = (Sort(described["at"], descending=True),)
    return Listing(tuple(described.values()), condition, sorts)


@dataclass(frozen=True, slots=True)
class Tie:
    """Another record, and what it is to this one."""

    entity: Entity
    number: int
    title: str
    kind: str

    @property
    def shown_id(self) -> str:
        return self.entity.shown_id(self.number)

    @property
    def label(self) -> str:
        return KINDS.get(self.kind, self.kind)


def relations(session: Session, wanted: Entity, number: int) -> Sequence[Tie]:
    """The ties of a client or a contact, but for the client at whom the contact is."""
    return [
        Tie(entity(name), other, title, kind)
        for name, other, title, kind in cards.relations(wanted, number)
    ]
