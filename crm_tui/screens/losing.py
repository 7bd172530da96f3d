"""Asks why a deal is lost: one of the reasons that are known, or a new one."""

from collections.abc import Iterable, Sequence

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input

from crm_tui.domain.entities import DEALS
from crm_tui.domain.folding import fold
from crm_tui.domain.texts import _
from crm_tui.screens.palette import matches
from crm_tui.screens.shown import showing
from crm_tui.screens.typed_sheet import TypedSheet
from crm_tui.services import fields
from crm_tui.session import Session
from crm_tui.widgets.columns import Column
from crm_tui.widgets.inputs import Entry
from crm_tui.widgets.rows import Row
from crm_tui.widgets.sectioned_list import SectionedList

NEW = _("new in the list")
COLUMNS = [Column("", 30, flex=1), Column("", 16, right=True, inks="quiet")]


def reasons(session: Session) -> list[str]:
    """The reasons of the pick-list, as they are shown."""
    known, now = fields.named(session, DEALS.name)["lost_reason"], showing(session)
    return [now.label(choice) for choice in known.choices]


class ReasonEntry(Entry):
    BINDINGS = [Binding("enter", "submit", _("lost"), id="reason.take")]


class ReasonList(SectionedList):
    """It never has the focus: the input above moves its cursor."""

    can_focus = False


class ReasonSheet(TypedSheet[str]):
    """The list follows the typing; dismisses with the reason at its cursor."""

    AUTO_FOCUS = "Input"
    CSS = "ReasonSheet ReasonList { height: 10; margin-top: 1; }"
    BINDINGS = [
        Binding("down", "move(1)", _("down"), id="reason.down"),
        Binding("up", "move(-1)", _("up"), show=False, id="reason.up"),
    ]

    def __init__(self, deal: str, known: Sequence[str]) -> None:
        """`deal` is the name of it, or "" where several are meant."""
        super().__init__()
        self.deal, self.known = deal, known

    def heading(self) -> str:
        question = _("Why is it lost? {deal}") if self.deal else _("Why are they lost?")
        return self.language.text(question, deal=self.deal)

    def body(self) -> Iterable[Widget]:
        yield ReasonEntry(placeholder=self.language.text(_("a part of the reason, or a new one")))
        yield ReasonList(COLUMNS)

    @on(Input.Changed)
    def show_found(self) -> None:
        """The reasons that the words begin; what is none of them would be a new one."""
        typed = self.query_one(Input).value.strip()
        words = fold(typed).split()
        found = [Row([name, ""], name) for name in self.known if matches(fold(name), words)]
        if typed and fold(typed) not in map(fold, self.known):
            found.append(Row([typed, self.language.text(NEW)], typed))
        self.query_one(ReasonList).show(found)

    def on_mount(self) -> None:
        self.show_found()

    def action_move(self, rows: int) -> None:
        self.query_one(ReasonList).action_move(rows)

    @on(Input.Submitted)
    def take(self) -> None:
        row = self.query_one(ReasonList).row
        if row is not None:
            self.dismiss(str(row.key))

    @on(ReasonList.Chosen)
    def take_clicked(self, event: ReasonList.Chosen) -> None:
        event.stop()
        self.take()
