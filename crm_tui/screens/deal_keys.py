"""Keys for the deal at the cursor, or the marked ones: a stage on, won, lost, open again."""

from typing import TYPE_CHECKING, Any

from textual import work
from textual.binding import Binding

from crm_tui.domain.deal_status import DealStatus
from crm_tui.domain.entities import DEALS
from crm_tui.domain.texts import _, counted
from crm_tui.screens.losing import ReasonSheet, reasons
from crm_tui.screens.marked import MarkedScreen
from crm_tui.screens.shown import plain, showing
from crm_tui.services import deals, fields
from crm_tui.session import Session
from crm_tui.widgets.key_line import KeyLine
from crm_tui.widgets.signs import SIGN

if TYPE_CHECKING:
    from crm_tui.domain.deals import Deal
    from crm_tui.domain.listing import Listed

MOVED = _("{deal}: {stage}    u undo")
WON, WON_SUM = _("{sign} Won: {deal}    u undo"), _("{sign} Won: {deal}, {sum}    u undo")
LOST = _("{sign} Lost: {deal}: {reason}    u undo")
REOPENED = _("{deal} is open again    u undo")
FIRST, LAST = _("{stage} is the first stage"), _("{stage} is the last stage: W won, Z lost")
MANY_MOVED = counted("moved: {count} deal    u undo", "moved: {count} deals    u undo")
MANY_WON = counted("won: {count} deal    u undo", "won: {count} deals    u undo")
MANY_LOST = counted("lost: {count} deal    u undo", "lost: {count} deals    u undo")
MANY_REOPENED = counted("open again: {count} deal    u undo", "open again: {count} deals    u undo")
IS_OPEN, IS_WON = _("{deal} is open: W won, Z lost"), _("{deal} is won: O opens it again")

OF_A_DEAL = ("win", "lose", "reopen", "stage")
"""The keys below."""


def move(session: Session, deal: Any, steps: int) -> tuple["Deal | None", str]:
    """The deal as it was moved, None where there is no such stage; and in words where it is now."""
    moved = deals.move(session, deal, steps)
    stage = fields.named(session, DEALS.name)["stage"]
    return moved, showing(session).choice(stage, (moved or deal).stage or "")


class DealKeys(MarkedScreen):
    """Override `deal`, and `marked` as of any such screen."""

    BINDINGS = [
        Binding("W", "win", _("won"), id="deals.win"),
        Binding("Z", "lose", _("lost"), id="deals.lose"),
        Binding("O", "reopen", _("open again"), id="deals.reopen"),
        Binding("greater_than_sign", "stage(1)", _("next stage"), id="deals.move_on"),
        Binding("less_than_sign", "stage(-1)", _("stage before"), show=False,
                id="deals.move_back"),
    ]  # fmt: skip

    is_closed = False
    """Whether the key line offers what is for closed deals."""

    def offers(self, action: str) -> bool:
        """The other keys still work: they say of a closed deal what it is."""
        name = action.partition("(")[0]
        return name not in OF_A_DEAL or (name == "reopen") == self.is_closed

    def note_deal(self) -> None:
        """Another deal is shown, or it has been won, lost or opened again."""
        deal = self.deal()
        is_closed = deal is not None and deal.status != DealStatus.OPEN.value
        if is_closed != self.is_closed:
            self.is_closed = is_closed
            self.query_one(KeyLine).repaint()

    def deal(self) -> "Listed | Deal | None":
        """The deal that the keys are about, as it is shown."""
        raise NotImplementedError

    def deal_moved(self, deal: "Deal") -> None:
        """It has come to another stage."""

    @work(exclusive=True, group="write")
    async def action_stage(self, steps: int) -> None:
        if self.change_marked(deals.move_all, MANY_MOVED, steps):
            return
        deal = self.deal()
        found = await self.write(move, deal, steps) if deal is not None else None
        if found is None:
            return
        moved, stage = found
        if moved is None:
            self.tell(LAST if steps > 0 else FIRST, stage=stage)
        else:
            self.deal_moved(moved)
            self.tell(MOVED, deal=moved.name, stage=stage)

    @work(exclusive=True, group="write")
    async def action_win(self) -> None:
        if self.change_marked(deals.win_all, MANY_WON):
            return
        deal = self.deal()
        if deal is None:
            return
        if deal.status == DealStatus.WON.value:
            self.tell(IS_WON, deal=deal.name)
            return
        won = await self.write(deals.win, deal.id, deal)
        if won is None:
            return
        if won.amount is None:
            self.tell(WON, sign=SIGN["done"], deal=won.name)
        else:
            money = plain(showing(self.crm.session).money(won.amount, won.currency))
            self.tell(WON_SUM, sign=SIGN["done"], deal=won.name, sum=money)

    @work(exclusive=True, group="lose")
    async def action_lose(self) -> None:
        """Ask why, with the reasons of the list."""
        deal = self.deal()
        known = await self.call(reasons) if deal is not None else None
        if deal is not None and known is not None and self.is_there:

            def lose(reason: str | None) -> None:
                if reason and not self.change_marked(deals.lose_all, MANY_LOST, reason):
                    self.lose(deal, reason)

            name = "" if self.marked() else deal.name
            self.app.push_screen(ReasonSheet(name, known), lose)

    @work(group="write")
    async def lose(self, deal: Any, reason: str) -> None:
        lost = await self.write(deals.lose, deal.id, reason, deal)
        if lost is not None:
            self.tell(LOST, sign=SIGN["gone"], deal=lost.name, reason=reason)

    @work(exclusive=True, group="write")
    async def action_reopen(self) -> None:
        if self.change_marked(deals.reopen_all, MANY_REOPENED):
            return
        deal = self.deal()
        if deal is None:
            return
        if deal.status == DealStatus.OPEN.value:
            self.tell(IS_OPEN, deal=deal.name)
            return
        again = await self.write(deals.reopen, deal.id, deal)
        if again is not None:
            self.tell(REOPENED, deal=again.name)
