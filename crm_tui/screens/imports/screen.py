"""Imports: every file that was taken in, the newest first; `r` takes one back."""

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.binding import Binding

from crm_tui.domain.paging import Page
from crm_tui.domain.texts import _
from crm_tui.screens import bases
from crm_tui.screens.bases import FolderSheet
from crm_tui.screens.imports import history
from crm_tui.screens.imports.past import PastImportScreen
from crm_tui.screens.past import PastScreen
from crm_tui.widgets.columns import Column
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.rows import Row


class ImportsScreen(PastScreen):
    PLACE = _("Imports")
    ABOUT = _(
        "Every file that was taken in, with what became of its rows. Each can be taken back whole."
    )
    BINDINGS = [
        Binding("I", "import_file", _("import a file"), id="imports.import"),
        Binding("r", "take_back", _("take this back"), id="imports.take_back"),
        Binding("X", "export", _("export everything"), id="imports.export"),
    ]
    OF_A_ROW = ("take_back",)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is taken back already cannot be taken back once more."""
        if not super().check_action(action, parameters):
            return False
        row = self.rows.row if action == "take_back" else None
        return row is None or not row.past

    @on(CursorList.Moved)
    def note_cursor(self) -> None:
        self.refresh_bindings()

    def nothing(self) -> Notice:
        text = self.language.text
        return Notice(
            text(_("No file was imported yet")),
            [text(_("A file is looked at first, and nothing is written before you say so."))],
            [("I", text(_("import a file")))],
        )

    async def read_columns(self) -> Sequence[Column] | None:
        return await self.call(history.columns)

    async def read_page(self, offset: int, limit: int) -> Page[Row] | None:
        return await self.call(history.page, offset, limit)

    @on(CursorList.Chosen)
    def open_import(self, event: CursorList.Chosen) -> None:
        self.app.push_screen(PastImportScreen(event.row.record.transaction))

    def action_import_file(self) -> None:
        self.crm.open_import(None)

    def action_export(self) -> None:
        self.app.push_screen(FolderSheet(), partial(bases.export, self))

    def action_take_back(self) -> None:
        """Undo the import at the cursor, whoever made it and however long ago."""
        row = self.rows.row
        if row is not None:
            self.crm.take_back(row.record.transaction)
