"""What a list shows as a board: the cursor goes from card to card, and the filter stays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import on
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.listing import Listed
from crm_tui.domain.query_nodes import Problem
from crm_tui.domain.texts import _
from crm_tui.screens.beside import OF_A_ROW
from crm_tui.screens.lists.filter_line import FilterLine
from crm_tui.screens.lists.filtering import FilteringScreen
from crm_tui.screens.lists.views import View, title_of
from crm_tui.services.board import Card, Column
from crm_tui.session import Session
from crm_tui.widgets.board import Board, Lane

OF_A_CARD = OF_A_ROW | {"move", "open"}
"""Keys that a board without a card does not offer."""


@dataclass(frozen=True, slots=True)
class Read:
    """The columns of what the list shows, how they look, and what the filter says amiss."""

    columns: Sequence[Column]
    lanes: Sequence[Lane]
    problems: Sequence[Problem]


class BoardScreen(FilteringScreen):
    """Override `reader`, `action_open` and `action_new`; the keys that move a card are theirs."""

    AUTO_FOCUS = "Board"
    BINDINGS = [
        Binding("left", "columns(-1)", _("column before"), show=False, id="board.left"),
        Binding("right", "columns(1)", _("next column"), show=False, id="board.right"),
        Binding("down,j", "cards(1)", _("down"), show=False, id="board.down"),
        Binding("up,k", "cards(-1)", _("up"), show=False, id="board.up"),
        Binding("enter", "open", _("open"), id="board.open"),
        Binding("n", "new", _("new"), id="board.new"),
        Binding("t", "new_task", _("new task"), show=False, id="board.task"),
        Binding("escape", "step_back", _("back"), show=False, id="board.back"),
    ]
    column = place = 0

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view, self.began_with = view, view
        self.columns: Sequence[Column] = ()
        self.lanes: Sequence[Lane] = ()
        self.followed: int | None = None
        """The card that was moved: the cursor goes with it."""

    @property
    def reader(self) -> Callable[[Session, View], Read]:
        """Reads what is shown, in the database thread."""
        raise NotImplementedError

    def body(self) -> Sequence[Widget]:
        found = Board()
        found.nothing = self.language.text(_("nothing here"))
        return found, self.filter_line()

    def on_mount(self) -> None:
        self.query_one(FilterLine).show(self.view.typed)
        self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in OF_A_CARD and not any(column.cards for column in self.columns):
            return None
        return super().check_action(action, parameters)

    def action_new_task(self) -> None:
        """A task for what the card is about."""
        self.crm.open_task(self.party())

    def filtered(self) -> Widget:
        return self.query_one(Board)

    def show_view(self, view: View) -> None:
        if view != self.view:
            self.view = view
            self.reload()

    def action_step_back(self) -> None:
        """To the filter with which the board was opened, then to the list."""
        if self.view != self.began_with:
            self.query_one(FilterLine).show(self.began_with.typed)
            self.show_view(self.began_with)
        else:
            self.crm.step_back()

    async def load(self) -> None:
        view = self.view
        found = await self.call(self.reader, view)
        if found is None:
            self.load_failed()
        elif self.is_there and view == self.view:
            self.columns, self.lanes = found.columns, found.lanes
            self.tell_problems(found.problems)
            self.header.path = title_of(view, self.language)
            self.tell_count()
            self.follow()
            self.draw()

    @property
    def total(self) -> int:
        return sum(one.total.count for one in self.columns)

    def tell_count(self) -> None:
        self.header.count = self.language.number(self.total)

    def follow(self) -> None:
        for column, found in enumerate(self.columns):
            for place, card in enumerate(found.cards):
                if card.record.id == self.followed:
                    self.column, self.place = column, place
        self.followed = None

    def draw(self) -> None:
        self.column = max(0, min(self.column, len(self.columns) - 1))
        self.place = max(0, min(self.place, len(self.columns[self.column].cards) - 1))
        self.query_one(Board).show(self.lanes, self.column, self.place)
        self.refresh_bindings()

    @property
    def card(self) -> Card | None:
        """What is at the cursor."""
        cards = self.columns[self.column].cards if self.columns else ()
        return cards[self.place] if self.place < len(cards) else None

    @property
    def record(self) -> Listed | None:
        return self.card.record if self.card is not None else None

    # Keys.

    def action_columns(self, steps: int) -> None:
        if self.columns:
            self.column = max(0, min(self.column + steps, len(self.columns) - 1))
            self.draw()

    def action_cards(self, steps: int) -> None:
        if self.columns:
            self.place = max(0, self.place + steps)
            self.draw()

    def action_open(self) -> None:
        raise NotImplementedError

    def action_new(self) -> None:
        raise NotImplementedError

    @on(Board.Pointed)
    def point(self, event: Board.Pointed) -> None:
        if (event.column, event.place) == (self.column, self.place):
            self.action_open()
        else:
            self.column, self.place = event.column, event.place
            self.draw()
