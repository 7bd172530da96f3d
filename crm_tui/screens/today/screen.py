"""Today: what is late, what comes, what was held, who has no next step."""

from collections.abc import Sequence

from textual import on, work

from crm_tui.domain.entities import ACTIVITIES, CLIENTS
from crm_tui.domain.fields import Link
from crm_tui.domain.listing import Listed
from crm_tui.domain.texts import _
from crm_tui.screens.base import Party
from crm_tui.screens.beside import BesideScreen
from crm_tui.screens.cells import party_of
from crm_tui.screens.planning import PlanningScreen
from crm_tui.screens.shown import showing
from crm_tui.screens.today import sections
from crm_tui.session import Session
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.rows import Item, Row
from crm_tui.widgets.sectioned_list import SectionedList


def read(session: Session) -> Sequence[Item]:
    """Runs in the database thread, where the services are imported: they bring the database."""
    from crm_tui.services import days, fields

    known, clients = fields.named(session, ACTIVITIES.name), fields.named(session, CLIENTS.name)
    return sections.items(showing(session), known, clients, days.get(session))


class TodayScreen(BesideScreen, PlanningScreen):
    PLACE = _("Today")

    def rows(self) -> SectionedList:
        return SectionedList(sections.COLUMNS, empty=self.nothing())

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
        items = await self.call(read)
        if items is not None:
            self.query_one(SectionedList).show(items)

    @property
    def row(self) -> Row | None:
        return self.query_one(SectionedList).row

    def activity(self) -> Listed | None:
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
            self.crm.open_form(ACTIVITIES.name, event.row.record.id)


def is_activity(row: Row) -> bool:
    return isinstance(row.key, tuple) and row.key[0] == "activity"


def whom(row: Row) -> Party | None:
    """The client or contact that a row is about."""
    if is_activity(row):
        return party_of(row.record)
    return CLIENTS.name, Link(row.record.id, row.record.name)
