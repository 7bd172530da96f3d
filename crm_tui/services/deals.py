"""What a user can do with a deal: win it, lose it, open it again, move it to another stage."""

from typing import Any

from crm_tui.domain.deal_status import DealStatus
from crm_tui.domain.deals import Deal
from crm_tui.domain.entities import DEALS
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.services import entering, fields, records
from crm_tui.session import Session

IS_CLOSED = _("{deal} is closed: open it again before it moves on")


def win(session: Session, number: int, original: Any = None) -> Deal:
    """Close a deal as won, now; it keeps its stage. What was lost may be won after all."""
    return _edited(session, number, {"status": DealStatus.WON.value}, original)


def lose(session: Session, number: int, reason: str, original: Any = None) -> Deal:
    """Close a deal as lost, now; InvalidInputError without a reason, typed as in a form."""
    entered = entering.read(session, DEALS, {"lost_reason": reason})
    return _edited(session, number, {**entered, "status": DealStatus.LOST.value}, original)


def reopen(session: Session, number: int, original: Any = None) -> Deal:
    """Go on with a deal that was closed."""
    return _edited(session, number, {"status": DealStatus.OPEN.value}, original)


def move(session: Session, deal: Any, steps: int) -> Deal | None:
    """Move a deal, as it was read, so many stages on; None where there is no such stage.

    One without a stage, or with one that is offered no more, comes to the first. InvalidInputError
    for a closed one: it stays where that happened.
    """
    if deal.status != DealStatus.OPEN.value:
        raise InvalidInputError(IS_CLOSED, field="stage", deal=deal.name)
    keys = [choice.key for choice in fields.named(session, DEALS.name)["stage"].choices]
    place = keys.index(deal.stage) + steps if deal.stage in keys else 0
    if not 0 <= place < len(keys):
        return None
    return _edited(session, deal.id, {"stage": keys[place]}, deal)


def _edited(session: Session, number: int, entered: dict[str, Any], original: Any) -> Deal:
    found: Deal = records.edit_values(session, DEALS, number, entered, original)
    return found
