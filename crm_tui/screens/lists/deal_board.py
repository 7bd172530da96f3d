"""The deals of a list as a board: a column for each stage, with what its deals come to."""

from collections.abc import Callable
from copy import deepcopy
from functools import partial

from textual.binding import Binding

from crm_tui.domain.deal_status import DealStatus
from crm_tui.domain.deals import Deal
from crm_tui.domain.entities import DEALS
from crm_tui.domain.fields import Field, Link
from crm_tui.domain.listing import Listed
from crm_tui.domain.texts import _
from crm_tui.screens import cells
from crm_tui.screens.base import Party
from crm_tui.screens.calling import CallKeys
from crm_tui.screens.deal_keys import DealKeys
from crm_tui.screens.lists import views
from crm_tui.screens.lists.board import BoardScreen, Read
from crm_tui.screens.lists.views import View
from crm_tui.screens.marked import MARKED, Choose
from crm_tui.screens.shown import Showing, showing
from crm_tui.services import board, fields
from crm_tui.services.board import Column
from crm_tui.session import Session
from crm_tui.widgets.board import Board, Face, Lane
from crm_tui.widgets.marks import Marks
from crm_tui.widgets.paint import Line

WITHOUT = _("no stage")


def read(session: Session, view: View) -> Read:
    found = board.of_deals(session, views.condition(session, view))
    stage, now = fields.named(session, DEALS.name)["stage"], showing(session)
    lanes = [lane(now, stage, column) for column in found]
    return Read(found, lanes, views.problems_of(session, view))


def lane(now: Showing, stage: Field, column: Column) -> Lane:
    label = now.choice(stage, column.key) if column.key else now.language.text(WITHOUT)
    faces = [face(now, card.record) for card in column.cards]
    below = [now.money(minor, currency) if minor else [] for minor, currency in column.total.sums]
    return Lane(label, now.language.number(column.total.count), faces, below)


def face(now: Showing, deal: Listed) -> Face:
    """The deal with the sign of its next step; below it the client, then the sum and the day."""
    sign, inks = cells.of_deal(deal)
    worth: Line = now.money(deal.amount, deal.currency)
    is_open = deal.status == DealStatus.OPEN.value
    if is_open and deal.expected_close and now.is_late(deal.expected_close):
        worth = [*worth, (" " if worth else "", "plain"), *cells.closing(now, deal.expected_close)]
    below = [[(deal.client.name, "quiet")], worth]
    return Face(deal.id, deal.name, below, [(f"{sign} ", inks)], past=not is_open)


class DealBoard(BoardScreen, DealKeys, CallKeys):
    PLACE = _("Board of deals")
    ABOUT = _(
        "The deals that the list shows, in a column for each stage: how many, and what they come"
        " to. < and > move the deal at the cursor a stage, W says that it is won, Z that it is"
        " lost, and u takes that back. Where cards are marked, with Space, these keys are about"
        " them. / filters the cards: status:won shows what was won."
    )
    BINDINGS = [
        Binding("space", "mark", _("mark"), show=False, id="board.mark"),
        Binding("asterisk", "mark_all", _("mark all shown"), show=False, id="board.mark_all"),
    ]

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self.marks = Marks()

    def on_mount(self) -> None:
        self.query_one(Board).marks = self.marks

    @property
    def reader(self) -> Callable[[Session, View], Read]:
        return read

    def draw(self) -> None:
        super().draw()
        self.note_deal()

    def show_view(self, view: View) -> None:
        """The marks go with another filter."""
        if view.where != self.view.where:
            self.marks.clear()
        super().show_view(view)

    def action_step_back(self) -> None:
        """The marks go first."""
        if self.marks.count(self.total):
            self.clear_marks()
        else:
            super().action_step_back()

    # Marks, as in the list.

    def marked(self) -> Choose | None:
        if not self.marks.count(self.total):
            return None
        return partial(views.marked, view=self.view, marks=deepcopy(self.marks), number=0)

    def tell_count(self) -> None:
        marked = self.marks.count(self.total)
        self.header.count_inks = "accent" if marked else "quiet"
        if marked:
            self.header.count = self.language.count(MARKED, marked)
        else:
            super().tell_count()

    def clear_marks(self) -> None:
        self.marks.clear()
        self.show_marks()

    def show_marks(self) -> None:
        self.tell_count()
        self.draw()

    def action_mark(self) -> None:
        """Mark or unmark the card, and go on to the next."""
        deal = self.deal()
        if deal is not None:
            self.marks.flip(deal.id)
            self.place += 1
            self.show_marks()

    def action_mark_all(self) -> None:
        """All that the filter shows; again: none."""
        if self.marks.all_marked:
            self.marks.clear()
        else:
            self.marks.mark_all()
        self.show_marks()

    def deal(self) -> Listed | None:
        return self.record

    def deal_moved(self, deal: Deal) -> None:
        self.followed = deal.id
        self.reload()

    def party(self) -> Party | None:
        deal = self.deal()
        return (DEALS.name, Link(deal.id, deal.name)) if deal is not None else None

    def action_open(self) -> None:
        deal = self.deal()
        if deal is not None:
            self.open_card(DEALS.name, deal.id)

    def action_new(self) -> None:
        """In the stage of the column."""
        title = self.lanes[self.column].title if self.columns else ""
        has_stage = self.columns and self.columns[self.column].key
        self.crm.open_form(DEALS.name, None, {"stage": title} if has_stage else {})
