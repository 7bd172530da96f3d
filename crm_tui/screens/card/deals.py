"""The deals of a client or contact as rows, under headings that tell how they ended."""

from collections.abc import Sequence

from crm_tui.domain.deal_status import DealStatus
from crm_tui.domain.deals import sums
from crm_tui.domain.entities import DEALS, Entity
from crm_tui.domain.fields import Field, by_name
from crm_tui.domain.texts import _
from crm_tui.screens import cells
from crm_tui.screens.shown import Showing, showing
from crm_tui.screens.sums import each
from crm_tui.services import cards, fields
from crm_tui.session import Session
from crm_tui.widgets.columns import Column
from crm_tui.widgets.rows import GAP, Item, Section

SHOWN = ("name", "amount", "stage", "closes", "next_contact")
HEADINGS = {DealStatus.OPEN: _("OPEN"), DealStatus.WON: _("WON"), DealStatus.LOST: _("LOST")}


def read(session: Session, entity: Entity, number: int) -> list[Item]:
    """The open ones first; each heading counts its deals, and what they come to."""
    now, known = showing(session), fields.named(session, DEALS.name)
    shown, found = shown_of(known), cards.deals(session, entity, number)
    items: list[Item] = []
    for status, title in HEADINGS.items():
        deals = [deal for deal in found if deal.status == status.value]
        if deals:
            count = f"{len(deals)}   {each(now, sums(deals))}".rstrip()
            items += [*([GAP] if items else []), Section(session.language.text(title), count)]
            items += [cells.row(now, DEALS, shown, deal) for deal in deals]
    return items


def shown_of(known: dict[str, Field]) -> Sequence[Field]:
    return [known[name] for name in SHOWN]


def columns(now: Showing) -> list[Column]:
    """The titles of the list, translated."""
    return cells.columns(now, DEALS, shown_of(by_name(DEALS.fields)))
