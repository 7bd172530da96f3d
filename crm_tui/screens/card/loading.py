"""What a card reads, each in one go in the database thread."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from crm_tui.domain.activities import ActivityStatus
from crm_tui.domain.deals import Deal
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS, Entity
from crm_tui.domain.fields import by_name
from crm_tui.domain.listing import Listed, Listing, Sort
from crm_tui.domain.paging import Page
from crm_tui.domain.query_nodes import And, Equal, Test
from crm_tui.errors import NotFoundError
from crm_tui.screens.card.events import SHOWN
from crm_tui.screens.card.facts import Facts
from crm_tui.screens.shown import Showing
from crm_tui.services import cards, fields, records
from crm_tui.session import Session

NEXT_STEPS = 3


def found(session: Session, entity: Entity, number: int) -> Facts | NotFoundError:
    """The facts, or that there is no such record any more, which is no failure of reading."""
    try:
        return facts(session, entity, number)
    except NotFoundError as error:
        return error


def facts(session: Session, entity: Entity, number: int) -> Facts:
    """Everything that the summary shows; NotFoundError where there is no such record."""
    card = cards.get(session, entity, number)
    return Facts(
        card,
        coming(session, entity, number),
        by_name(fields.in_force(session, entity)),
        fields.named(session, ACTIVITIES.name),
        Showing(session.language, session.reading),
        phones(session, card.record) if entity == DEALS else {},
    )


def phones(session: Session, deal: Deal) -> Mapping[str, str]:
    """Of the client and the contact of a deal, by the names of the links."""
    links = ((CLIENTS, deal.client), (CONTACTS, deal.contact))
    return {
        party.one: records.get(session, party, link.id).phone or "" for party, link in links if link
    }


def coming(session: Session, entity: Entity, number: int) -> Sequence[Listed]:
    """The next steps: the planned activities with the earliest times."""
    if entity == ACTIVITIES:
        return ()
    known = fields.named(session, ACTIVITIES.name)
    planned = Test(known["status"], (Equal(ActivityStatus.PLANNED.value),))
    listing = shown_history(session, entity, number)
    listing = replace(
        listing,
        condition=And((listing.condition, planned)),
        sorts=(Sort(known["at"]),),
    )
    return records.page(session, ACTIVITIES, listing, 0, NEXT_STEPS).rows


def shown_history(session: Session, entity: Entity, number: int) -> Listing:
    """The history with no more fields than its lines show."""
    known = fields.named(session, ACTIVITIES.name)
    listing = cards.history(session, entity, number)
    return replace(listing, fields=tuple(known[name] for name in SHOWN))


def history_page(
    session: Session, entity: Entity, number: int, offset: int, limit: int
) -> Page[Listed]:
    listing = shown_history(session, entity, number)
    return records.page(session, ACTIVITIES, listing, offset, limit)
