"""Today: what is late, what comes, what was held, who has no next step."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on, work

from crm_tui.domain.fields import Link
from crm_tui.domain.texts import _
from crm_tui.screens.base import Party
from crm_tui.screens.beside import BesideScreen
from crm_tui.screens.parties import party_of
from crm_tui.screens.planning import PlanningScreen
from crm_tui.session import Session
from crm_tui.widgets.columns import Column
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.rows import Item, Row
from crm_tui.widgets.sectioned_list import SectionedList

if TYPE_CHECKING:
    from crm_tui.domain.listing import Listed


def read(session: Session) -> tuple[Sequence[Column], Sequence[Item]]:
    """Runs in the database thread, and imports there what the first frame does without."""
    from crm_tui.screens.today import reading

    return reading.read(session)


class TodayScreen(BesideScreen, PlanningScreen):
    PLACE = _("Today")

    def rows(self) -> SectionedList:
        return SectionedList([], empty=self.nothing())

    def nothing(self) -> Notice:
        text = self.language.text
        return Notice(
            text(_("Nothing is planned, and nobody waits")),
            keys=[
                ("l", text(_("log a contact"))),
                ("g c", text(_("clients"))),
                ("Ctrl+K", text(_("find anything"))),
            ],
        )

    def on_mount(self) -> None:
        self.load()

    def reload(self) -> None:
        self.load()
        self.follow()

    @work(exclusive=True, group="load")
    async def load(self) -> None:
        found = await self.call(read)
        if found is not None:
            shown = self.query_one(SectionedList)
            shown.show_columns(found[0])
            shown.show(found[1])

    @property
    def row(self) -> Row | None:
        return self.query_one(SectionedList).row

    def activity(self) -> "Listed | None":
        row = self.row
        return row.record if row is not None and is_activity(row) else None

    def party(self) -> Party | None:
        return whom(self.row) if self.row is not None else None

    def beside(self, row: Row) -> tuple[str, int] | None:
        party = whom(row)
        return (party[0], party[1].id) if party else None

    @on(CursorList.Chosen)
    def open_chosen(self, event: CursorList.Chosen) -> None:
        """The card of whom the row is about; an activity about nobody opens itself."""
        party = whom(event.row)
        if party is not None:
            self.open_card(party[0], party[1].id)
        else:
            self.crm.open_form("activities", event.row.record.id)


def is_activity(row: Row) -> bool:
    return isinstance(row.key, tuple) and row.key[0] == "activity"


def whom(row: Row) -> Party | None:
    """The client or contact that a row is about."""
    if is_activity(row):
        return party_of(row.record)
    return "clients", Link(row.record.id, row.record.name)
