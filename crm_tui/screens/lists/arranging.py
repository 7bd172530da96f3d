"""Keys that arrange a list: which columns, in which order, under which headings."""

from textual import work
from textual.binding import Binding

from crm_tui.domain.texts import _
from crm_tui.domain.views import Arrangement
from crm_tui.screens.beside import BesideScreen
from crm_tui.screens.lists.column_sheet import ColumnSheet
from crm_tui.screens.lists.sort_sheet import SortSheet
from crm_tui.screens.lists.views import Shown, View
from crm_tui.services import fields


class ArrangingScreen(BesideScreen):
    """Set `view` and `shown`, and override `show_view`."""

    BINDINGS = [
        Binding("S", "sort", _("sort"), id="list.sort"),
        Binding("C", "columns", _("columns"), show=False, id="list.columns"),
    ]
    view: View
    shown: Shown | None = None

    def show_view(self, view: View) -> None:
        raise NotImplementedError

    def show_arrangement(self, arrangement: Arrangement) -> None:
        """Show the same kind of records in another way."""
        self.show_view(View(self.view.kind, arrangement))

    def action_columns(self) -> None:
        self.open_sheet(ColumnSheet)

    def action_sort(self) -> None:
        self.open_sheet(SortSheet)

    @work
    async def open_sheet(self, sheet: type[ColumnSheet] | type[SortSheet]) -> None:
        """The list behind follows the dialog; Esc in it brings back what was."""
        entity, shown, before = self.view.kind.entity, self.shown, self.view.arrangement
        known = await self.call(fields.with_linked, entity)
        if known is None or shown is None or not self.is_there:
            return

        def settle(kept: bool | None) -> None:
            if not kept:
                self.show_arrangement(before)

        opened = sheet(known, entity.title, before, shown.listing, self.show_arrangement)
        self.app.push_screen(opened, settle)
