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


class People(SectionedList):
    BINDINGS = [
        Binding("enter", "choose", _("show"), id="whose.show"),
        Binding("space", "mark", _("beside"), id="whose.mark"),
        Binding("asterisk", "mark_all", _("everybody"), id="whose.mark_all"),
    ]


class WhoseSheet(CrmSheet[Sequence[Link]]):
    """Space puts a calendar beside the others, Enter shows them; with none marked, the one."""

    HEADING = _("Whose calendar?")
    AUTO_FOCUS = "People"

    def __init__(self, everybody: Sequence[Link], shown: Sequence[Link]) -> None:
        super().__init__()
        self.everybody, self.shown = everybody, shown

    def body(self) -> Iterable[Widget]:
        yield People([Column("", 24, flex=1)])

    def on_mount(self) -> None:
        super().on_mount()
        for person in self.shown:
            self.rows.marks.flip(person.id)
        self.rows.show([Row([person.name], person.id, record=person) for person in self.everybody])

    @property
    def rows(self) -> People:
        return self.query_one(People)

    @on(CursorList.Chosen)
    def answer(self, event: CursorList.Chosen) -> None:
        marked = [person for person in self.everybody if self.rows.marks.has(person.id)]
        self.dismiss(marked or [event.row.record])
