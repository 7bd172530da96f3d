"""`f`: whose calendars are shown, side by side on a day and together in a week."""

from collections.abc import Iterable, Sequence

from textual import on
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.fields import Link
from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmSheet
from crm_tui.widgets.columns import Column
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.rows import Row
from crm_tui.widgets.sectioned_list import SectionedList
from crm_tui.widgets.signs import SIGN


class WhoseSheet(CrmSheet[Sequence[Link]]):
    """Space puts a calendar beside the others, Enter shows them; with none marked, the one."""

    HEADING = _("Whose calendar?")
    BINDINGS = [Binding("space", "turn", _("beside"), id="whose.turn")]

    def __init__(self, everybody: Sequence[Link], shown: Sequence[Link]) -> None:
        super().__init__()
        self.everybody, self.chosen = everybody, list(shown)

    def body(self) -> Iterable[Widget]:
        yield SectionedList([Column("", 24, flex=1)], classes="short")

    def on_mount(self) -> None:
        super().on_mount()
        self.show()
        self.rows.focus()

    @property
    def rows(self) -> SectionedList:
        return self.query_one(SectionedList)

    def show(self) -> None:
        marked = [(SIGN["done"], "good")]
        self.rows.show(
            [
                Row(
                    [person.name], person.id, marked if person in self.chosen else (), record=person
                )
                for person in self.everybody
            ]
        )

    def action_turn(self) -> None:
        row = self.rows.row
        if row is None:
            return
        if row.record in self.chosen:
            self.chosen.remove(row.record)
        else:
            self.chosen.append(row.record)
        self.show()

    @on(CursorList.Chosen)
    def answer(self, event: CursorList.Chosen) -> None:
        chosen = [person for person in self.everybody if person in self.chosen]
        self.dismiss(chosen or [event.row.record])
