"""History of changes: every action of everybody, the newest first."""

from collections.abc import Iterable

from textual import on
from textual.widget import Widget

from crm_tui.domain.paging import Page
from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmScreen
from crm_tui.screens.history import actions
from crm_tui.screens.history.detail import ActionScreen
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.record_list import RecordList
from crm_tui.widgets.rows import Row


class HistoryScreen(CrmScreen[None]):
    ABOUT = _(
        "Every change of anything, the newest first: who, when, and of what. Open one to"
        " see each field before and after, and to take it back."
    )
    PLACE = _("History of changes")

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        nothing = Notice(
            text(_("Nothing was changed yet")),
            [text(_("Every change will stand here, and can be taken back."))],
        )
        yield Actions([], self.load_page, empty=nothing)

    async def load_page(self, offset: int, limit: int) -> Page[Row] | None:
        shown = self.query_one(RecordList)
        if not shown.columns:
            shown.show_columns(await self.call(actions.columns) or [])
        page = await self.call(actions.page, offset, limit)
        if page is None:
            self.load_failed()
        else:
            self.header.count = self.language.number(page.total)
        return page

    def reload(self) -> None:
        self.query_one(RecordList).reload()

    @on(CursorList.Chosen)
    def open_action(self, event: CursorList.Chosen) -> None:
        self.app.push_screen(ActionScreen(event.row.record))


class Actions(RecordList):
    """Nothing can be done with several actions at once."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action not in ("mark", "mark_all")
