"""What a user can do with a deal: win it, lose it, open it again, move it to another stage."""

from collections.abc import Mapping, Sequence
from typing import Any

from crm_tui.data import assigning
from crm_tui.data.setwise import Assignment
from crm_tui.data.stores import records as store
from crm_tui.domain.deal_status import DealStatus
from crm_tui.domain.deals import Deal
from crm_tui.domain.entities import DEALS
from crm_tui.domain.listing import Listing
from crm_tui.domain.progress import Progress
from crm_tui.domain.query_nodes import And, Chosen, Equal, Node, Test
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.services import bulk, entering, fields, giving, records, stage_moves
from crm_tui.session import Session

IS_CLOSED = _("{deal} is closed: open it again before it moves on")
NO_STAGES = _("no stages are offered: add some in the settings")


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
    for a closed one, which stays where that happened, and where no stages are offered.
    EditConflictError where somebody has closed it, or moved it elsewhere, since it was read.
    """
    if deal.status != DealStatus.OPEN.value:
        raise InvalidInputError(IS_CLOSED, field="stage", deal=deal.name)
    keys = _stages(session)
    if not keys:
        raise InvalidInputError(NO_STAGES, field="stage")
    place = _place(keys, deal.stage, steps)
    if place is None:
        return None
    wish = {"stage": keys[place], "status": DealStatus.OPEN.value}
    return _edited(session, deal.id, wish, deal)


def win_all(session: Session, chosen: Node, progress: Progress) -> int:
    """Close all that the condition chooses as won; returns how many were not."""
    return _changed(session, chosen, {"status": DealStatus.WON.value}, progress)


def lose_all(session: Session, chosen: Node, reason: str, progress: Progress) -> int:
    """Likewise as lost, for one reason."""
    wish = {"status": DealStatus.LOST.value, "lost_reason": reason}
    return _changed(session, chosen, wish, progress)


def reopen_all(session: Session, chosen: Node, progress: Progress) -> int:
    """Go on with all of them."""
    return _changed(session, chosen, {"status": DealStatus.OPEN.value}, progress)


def move_all(session: Session, chosen: Node, steps: int, progress: Progress) -> int:
    """Move those that are open, and have such a stage before them; returns how many."""
    known = fields.named(session, DEALS.name)
    keys, is_open = _stages(session), Test(known["status"], (Equal(DealStatus.OPEN.value),))
    listing = Listing((known["stage"],), And((chosen, is_open)))
    places = {
        deal.id: _place(keys, deal.stage, steps)
        for deal in records.iterate(session, DEALS, listing)
    }
    moved = {deal: {"stage": keys[place]} for deal, place in places.items() if place is not None}
    if not moved:
        return 0
    there = {key: keys[place] for key in keys if (place := _place(keys, key, steps)) is not None}
    onward = Onward(session, assigning.mapped(DEALS, known["stage"], there, keys[0]), moved)
    query = store.chosen(DEALS, Listing((), Chosen(tuple(moved))))
    return giving.give(onward, query, progress).changed


class Onward(giving.Gift):
    """Another stage for each deal, by the one that it has."""

    def __init__(
        self, session: Session, stage: Assignment, moved: Mapping[int, Mapping[str, str]]
    ) -> None:
        super().__init__(session, DEALS)
        self._stage, self._moved = stage, moved

    def assigned(self) -> Sequence[Assignment]:
        return [self._stage]

    def moves(self, waiting: Sequence[int]) -> stage_moves.Changes:
        return self._moved.items()


def _stages(session: Session) -> list[str]:
    return [choice.key for choice in fields.named(session, DEALS.name)["stage"].choices]


def _place(keys: Sequence[str], stage: str | None, steps: int) -> int | None:
    """Of the stage so many on; None where there is no such one."""
    place = keys.index(stage) + steps if stage in keys else 0
    return place if 0 <= place < len(keys) else None


def _changed(session: Session, chosen: Node, wish: bulk.Wish, progress: Progress) -> int:
    return bulk.change(session, DEALS, Listing((), chosen), wish, progress).changing


def _edited(session: Session, number: int, entered: dict[str, Any], original: Any) -> Deal:
    found: Deal = records.edit_values(session, DEALS, number, entered, original)
    return found
