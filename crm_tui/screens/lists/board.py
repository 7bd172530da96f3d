"""The activities of a list as a board: `<` and `>` give the one at the cursor another status."""

from collections.abc import Sequence

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.activities import ActivityStatus
from crm_tui.domain.fields import Field
from crm_tui.domain.listing import Listed
from crm_tui.domain.query_nodes import Problem
from crm_tui.domain.texts import _
from crm_tui.screens.base import Party
from crm_tui.screens.calling import CallKeys
from crm_tui.screens.cells import when_of
from crm_tui.screens.lists import views
from crm_tui.screens.lists.filter_line import FilterLine
from crm_tui.screens.lists.filtering import FilteringScreen
from crm_tui.screens.lists.views import View
from crm_tui.screens.participant_keys import ParticipantKeys
from crm_tui.screens.parties import about
from crm_tui.screens.parts import PartsKeys, told
from crm_tui.screens.planning import Choose, PlanningScreen
from crm_tui.screens.shown import Showing, showing
from crm_tui.services import board, fields
from crm_tui.services.board import Card, Column
from crm_tui.session import Session
from crm_tui.widgets.board import Board, Face, Lane
from crm_tui.widgets.paint import Line
from crm_tui.widgets.signs import SIGN

STATUS_LABELS = {status.value: status.label for status in ActivityStatus}
NOW = _("{subject}: {status}    u undo")


def read(session: Session, view: View) -> tuple[list[Column], list[Lane], Sequence[Problem]]:
    """The columns of what the list shows, how they look, and what the filter says amiss."""
    found = board.columns(session, views.condition(session, view))
    known, now = fields.named(session, "activities"), showing(session)
    lanes = [lane(now, known, column) for column in found]
    return found, lanes, views.problems_of(session, view)


def lane(now: Showing, known: dict[str, Field], column: Column) -> Lane:
    label = now.choice(known["status"], column.status.value)
    faces = [face(now, known, card) for card in column.cards]
    return Lane(label, now.language.number(column.total), faces)


def face(now: Showing, known: dict[str, Field], card: Card) -> Face:
    """What is to be done; below it when, with whom, and how far its parts are."""
    record = card.record
    at, planned = record.start or record.due, record.status == ActivityStatus.PLANNED.value
    late = now.is_overdue(record)
    sign: Line = [(f"{SIGN['late']} ", "late")] if late else []
    when = when_of(now, at, late=late, planned=planned)
    whom = record.client or record.contact
    parts: list[tuple[str, str]] = [(when, "late" if late else "accent" if planned else "quiet")]
    parts.append((told(card.progress) if card.progress else "", "strong"))
    parts.append((whom.name if whom else now.choice(known["kind"], record.kind), "quiet"))
    below: Line = []
    for text, inks in parts:
        if text:
            below += [(f" {SIGN['dot']} ", "faint")] if below else []
            below.append((text, inks))
    return Face(record.id, record.subject, below, sign, not planned)


class BoardScreen(FilteringScreen, PlanningScreen, PartsKeys, ParticipantKeys, CallKeys):
    PLACE = _("Board")
    ABOUT = _(
        "What the list shows, in a column for each status. Arrows and j k go from card to card;"
        " < and > move the card at the cursor to the column beside, and u takes that back. /"
        " filters the cards, as in the list."
    )
    AUTO_FOCUS = "Board"
    BINDINGS = [
        Binding("less_than_sign", "move(-1)", _("column before"), show=False,
                id="board.move_back"),
        Binding("greater_than_sign", "move(1)", _("next column"), id="board.move_on"),
        Binding("left", "columns(-1)", _("column before"), show=False, id="board.left"),
        Binding("right", "columns(1)", _("next column"), show=False, id="board.right"),
        Binding("down,j", "cards(1)", _("down"), show=False, id="board.down"),
        Binding("up,k", "cards(-1)", _("up"), show=False, id="board.up"),
        Binding("enter", "open", _("open"), id="board.open"),
        Binding("n", "new", _("new"), id="board.new"),
        Binding("escape", "step_back", _("back"), show=False, id="board.back"),
    ]  # fmt: skip
    column = place = 0

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view, self.began_with = view, view
        self.columns: Sequence[Column] = ()
        self.lanes: Sequence[Lane] = ()
        self.followed: int | None = None
        """The card that was moved: the cursor goes with it."""

    def body(self) -> Sequence[Widget]:
        found = Board()
        found.nothing = self.language.text(_("nothing here"))
        return found, self.filter_line()

    def on_mount(self) -> None:
        self.query_one(FilterLine).show(self.view.where)
        self.reload()

    def filtered(self) -> Widget:
        return self.query_one(Board)

    def show_view(self, view: View) -> None:
        if view != self.view:
            self.view = view
            self.reload()

    def action_step_back(self) -> None:
        """To the filter with which the board was opened, then to the list."""
        if self.view != self.began_with:
            self.query_one(FilterLine).show(self.began_with.where)
            self.show_view(self.began_with)
        else:
            self.crm.step_back()

    async def load(self) -> None:
        view = self.view
        found = await self.call(read, view)
        if found is None:
            self.load_failed()
        elif self.is_there and view == self.view:
            self.columns, self.lanes, problems = found
            self.tell_problems(problems)
            self.header.count = self.language.number(sum(one.total for one in self.columns))
            self.follow()
            self.draw()

    def follow(self) -> None:
        for column, found in enumerate(self.columns):
            for place, card in enumerate(found.cards):
                if card.record.id == self.followed:
                    self.column, self.place = column, place
        self.followed = None

    def draw(self) -> None:
        self.place = max(0, min(self.place, len(self.columns[self.column].cards) - 1))
        self.query_one(Board).show(self.lanes, self.column, self.place)

    def activity(self) -> Listed | None:
        cards = self.columns[self.column].cards if self.columns else ()
        return cards[self.place].record if self.place < len(cards) else None

    def marked(self) -> Choose | None:
        """On a board nothing is marked."""
        return None

    def party(self) -> Party | None:
        found = self.activity()
        return about(found) if found is not None else None

    # Keys.

    def action_columns(self, steps: int) -> None:
        if self.columns:
            self.column = max(0, min(self.column + steps, len(self.columns) - 1))
            self.draw()

    def action_cards(self, steps: int) -> None:
        if self.columns:
            self.place = max(0, self.place + steps)
            self.draw()

    @work(exclusive=True, group="write")
    async def action_move(self, steps: int) -> None:
        found = self.activity()
        if found is None:
            return
        moved = await self.write(board.move, found, steps)
        if moved is not None:
            self.followed = moved.id
            self.reload()
            status = self.language.text(STATUS_LABELS[moved.status])
            self.tell(NOW, subject=moved.subject, status=status)

    def action_open(self) -> None:
        found = self.activity()
        if found is not None:
            self.open_or_parts(found, self.columns[self.column].cards[self.place].progress)

    def action_new(self) -> None:
        self.crm.open_task(self.party())

    @on(Board.Pointed)
    def point(self, event: Board.Pointed) -> None:
        if (event.column, event.place) == (self.column, self.place):
            self.action_open()
        else:
            self.column, self.place = event.column, event.place
            self.draw()
