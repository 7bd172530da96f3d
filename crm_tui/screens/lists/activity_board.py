"""The activities of a list as a board: `<` and `>` give the one at the cursor another status."""

from collections.abc import Callable

from textual import work
from textual.binding import Binding

from crm_tui.domain.activities import ActivityStatus
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.fields import Field
from crm_tui.domain.listing import Listed
from crm_tui.domain.texts import _
from crm_tui.screens.base import Party
from crm_tui.screens.calling import CallKeys
from crm_tui.screens.cells import when_of
from crm_tui.screens.lists import views
from crm_tui.screens.lists.board import BoardScreen, Read
from crm_tui.screens.lists.views import View
from crm_tui.screens.participant_keys import ParticipantKeys
from crm_tui.screens.parties import about
from crm_tui.screens.parts import PartsKeys, told
from crm_tui.screens.planning import PlanningScreen
from crm_tui.screens.shown import Showing, showing
from crm_tui.services import board, fields
from crm_tui.services.board import Card, Column
from crm_tui.session import Session
from crm_tui.widgets.board import Face, Lane
from crm_tui.widgets.paint import Line
from crm_tui.widgets.signs import SIGN

STATUS_LABELS = {status.value: status.label for status in ActivityStatus}
NOW = _("{subject}: {status}    u undo")


def read(session: Session, view: View) -> Read:
    found = board.of_activities(session, views.condition(session, view))
    known, now = fields.named(session, ACTIVITIES.name), showing(session)
    lanes = [lane(now, known, column) for column in found]
    return Read(found, lanes, views.problems_of(session, view))


def lane(now: Showing, known: dict[str, Field], column: Column) -> Lane:
    label = now.choice(known["status"], column.key or "")
    faces = [face(now, known, card) for card in column.cards]
    return Lane(label, now.language.number(column.total.count), faces)


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
    return Face(record.id, record.subject, [below], sign, not planned)


class ActivityBoard(BoardScreen, PlanningScreen, PartsKeys, ParticipantKeys, CallKeys):
    PLACE = _("Board")
    ABOUT = _(
        "What the list shows, in a column for each status. Arrows and j k go from card to card;"
        " < and > move the card at the cursor to the column beside, and u takes that back. /"
        " filters the cards, as in the list."
    )
    BINDINGS = [
        Binding("less_than_sign", "move(-1)", _("column before"), show=False,
                id="board.move_back"),
        Binding("greater_than_sign", "move(1)", _("next column"), id="board.move_on"),
    ]  # fmt: skip

    @property
    def reader(self) -> Callable[[Session, View], Read]:
        return read

    def activity(self) -> Listed | None:
        return self.record

    def party(self) -> Party | None:
        found = self.activity()
        return about(found) if found is not None else None

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
        if self.card is not None:
            self.open_or_parts(self.card.record, self.card.progress)

    def action_new(self) -> None:
        self.crm.open_task(self.party())
