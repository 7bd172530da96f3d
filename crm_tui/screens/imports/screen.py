"""Imports: every file that was taken in, the newest first; `r` takes one back."""

from collections.abc import Iterable

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.paging import Page
from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmScreen
from crm_tui.screens.imports import history
from crm_tui.screens.imports.past import PastImportScreen
from crm_tui.services import history as changes
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.record_list import RecordList
from crm_tui.widgets.rows import Row


class PastImports(RecordList):
    """Nothing can be done with several imports at once."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action not in ("mark", "mark_all")


class ImportsScreen(CrmScreen[None]):
    PLACE = _("Imports")
    ABOUT = _(
        "Every file that was taken in, with what became of its rows. Each can be taken back whole."
    )
    BINDINGS = [
        Binding("I", "import_file", _("import a file"), id="imports.import"),
        Binding("r", "take_back", _("take this back"), id="imports.take_back"),
    ]

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        nothing = Notice(
            text(_("No file was imported yet")),
            [text(_("A file is looked at first, and nothing is written before you say so."))],
            [("I", text(_("import a file")))],
        )
        yield PastImports([], self.load_page, empty=nothing)

    async def load_page(self, offset: int, limit: int) -> Page[Row] | None:
        shown = self.query_one(PastImports)
        if not shown.columns:
            shown.show_columns(await self.call(history.columns) or [])
        page = await self.call(history.page, offset, limit)
        if page is None:
            self.load_failed()
        else:
            self.header.count = self.language.number(page.total)
        return page

    def reload(self) -> None:
        self.query_one(PastImports).reload()

    @on(CursorList.Chosen)
    def open_import(self, event: CursorList.Chosen) -> None:
        self.app.push_screen(PastImportScreen(event.row.record.transaction))

    def action_import_file(self) -> None:
        self.crm.open_import(None)

    @work
    async def action_take_back(self) -> None:
        """Undo the import at the cursor, whoever made it and however long ago."""
        row = self.query_one(PastImports).row
        if row is not None:
            undone = await self.write(changes.undo, row.record.transaction)
            self.crm.tell_undone(undone)
