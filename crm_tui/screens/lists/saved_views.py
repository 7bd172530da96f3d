"""Keys of a list for its saved views: keep what is shown, open another."""

from textual import work
from textual.binding import Binding

from crm_tui.domain.last_views import LastView
from crm_tui.domain.texts import _
from crm_tui.domain.views import SavedView
from crm_tui.screens.lists.arranging import ArrangingScreen
from crm_tui.screens.lists.filter_line import FilterLine
from crm_tui.screens.lists.view_sheets import NameSheet, ViewSheet
from crm_tui.screens.lists.views import View, as_usual, describe, problems_of, title_of
from crm_tui.services import last_views, views


class ViewsScreen(ArrangingScreen):
    BINDINGS = [
        Binding("v", "open_view", _("views"), id="list.views"),
        Binding("V", "save_view", _("save view"), show=False, id="list.save_view"),
    ]
    saved: SavedView | None = None
    """The view that was opened or saved last, whatever was changed since."""

    def on_mount(self) -> None:
        """The palette may have set a view before the screen was there."""
        self.show_filter()
        if self.saved is not None:
            self.tell_what_is_gone()

    @property
    def title_of_view(self) -> str:
        """Its name, and the filter where it is another; nothing once there is none any more."""
        if self.saved is None or (self.saved.arrangement.where and not self.view.where):
            return title_of(self.view, self.language)
        if self.saved.arrangement.where == self.view.where:
            return self.saved.name
        return f"{self.saved.name}: {self.view.where}"

    @work
    async def action_open_view(self) -> None:
        listed = self.view.kind.listed
        known = await self.call(views.visible, listed)
        if known is not None and self.is_there:
            self.app.push_screen(ViewSheet(known, listed, self.use))

    def use(self, saved: SavedView | None) -> None:
        """Show a saved view, or the list as it usually is; what is gone from it is told."""
        self.saved = saved
        kind = self.view.kind
        self.show_view(View(kind, saved.arrangement) if saved else as_usual(kind))
        if self.is_mounted:
            self.show_filter()
            self.tell_what_is_gone()

    async def take_last_view(self) -> None:
        """As the list was shown before the last end of the program, unless a view was opened."""
        found = await self.call(last_views.left, self.view.kind.listed)
        begun = self.view == as_usual(self.view.kind)
        if found is None or not self.is_there or not begun or self.saved:
            return
        last, self.saved = found
        self.view = View(self.view.kind, last.arrangement)
        self.show_filter()

    def keep_view(self) -> None:
        name = self.saved.name if self.saved else ""
        self.crm.keep_view(self.view.kind.listed, LastView(self.view.arrangement, name))

    def show_filter(self) -> None:
        """The filter line says what the view asks for."""
        self.query_one(FilterLine).show(self.view.typed)

    @work(exclusive=True, group="gone")
    async def tell_what_is_gone(self) -> None:
        problems = await self.call(problems_of, self.view)
        for problem in problems or ():
            self.toast(describe(problem, self.language), "warning")

    def action_save_view(self) -> None:
        saved = self.saved
        name, shared = (saved.name, saved.shared) if saved else ("", False)

        def named(answer: tuple[str, bool] | None) -> None:
            if answer is not None:
                self.save(*answer)

        self.app.push_screen(NameSheet(name, shared=shared), named)

    @work
    async def save(self, name: str, shared: bool) -> None:
        listed, arrangement = self.view.kind.listed, self.view.arrangement
        saved = await self.write(views.save, listed, name, arrangement, shared=shared)
        if saved is not None:
            self.saved = saved
            self.keep_view()
            self.reload()
            self.tell(_("view saved: {name}, v opens it"), name=saved.name)
