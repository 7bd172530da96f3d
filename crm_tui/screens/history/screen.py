"""History of changes: every action of everybody, the newest first."""

from collections.abc import Sequence

from textual import on

from crm_tui.domain.paging import Page
from crm_tui.domain.texts import _
from crm_tui.screens.history import actions
from crm_tui.screens.history.detail import ActionScreen
from crm_tui.screens.imports.past import PastImportScreen
from crm_tui.screens.past import PastScreen
from crm_tui.widgets.columns import Column
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.rows import Row


class HistoryScreen(PastScreen):
    ABOUT = _(
        "Every change of anything, the newest first: who, when, and of what. Open one to"
        " see each field before and after, and to take it back."
    )
    PLACE = _("History of changes")

    def nothing(self) -> Notice:
        text = self.language.text
        return Notice(
            text(_("Nothing was changed yet")),
            [text(_("Every change will stand here, and can be taken back."))],
        )

    async def read_columns(self) -> Sequence[Column] | None:
        return await self.call(actions.columns)

    async def read_page(self, offset: int, limit: int) -> Page[Row] | None:
        return await self.call(actions.page, offset, limit)

    @on(CursorList.Chosen)
    def open_action(self, event: CursorList.Chosen) -> None:
        """What an import brought is told with its file and its columns."""
        action = event.row.record
        imported = action.source == "import" and action.kind == "change"
        opened = PastImportScreen(action.id) if imported else ActionScreen(action)
        self.app.push_screen(opened)
