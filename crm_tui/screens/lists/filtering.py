"""A screen whose records a filter chooses: `/` opens its line."""

from collections.abc import Sequence

from textual import on
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.query_nodes import Problem
from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmScreen
from crm_tui.screens.lists import views
from crm_tui.screens.lists.filter_line import FilterEntry, FilterLine
from crm_tui.screens.lists.views import View


class FilteringScreen(CrmScreen[None]):
    """Override `view`, `show_view` and `filtered`; yield `filter_line()` in the body."""

    BINDINGS = [Binding("slash", "filter", _("filter"), id="list.filter")]
    view: View

    def show_view(self, view: View) -> None:
        """Another filter; the same one changes nothing."""
        raise NotImplementedError

    def filtered(self) -> Widget:
        """What has the keys while no filter is typed."""
        raise NotImplementedError

    def filter_line(self) -> FilterLine:
        kind = self.view.kind
        return FilterLine(self.complete, self.language.text(kind.example), kind.usual)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a filter is typed, no key belongs to the list."""
        typing = isinstance(self.focused, FilterEntry)
        return action == "step_back" or (not typing and super().check_action(action, parameters))

    def action_filter(self) -> None:
        self.query_one(FilterLine).open()

    @on(FilterLine.Typed)
    def filter(self, event: FilterLine.Typed) -> None:
        self.show_view(self.view.changed(where=event.text.strip()))

    @on(FilterLine.Left)
    def leave_filter(self) -> None:
        if not self.view.where or not self.view.is_filtered:
            self.query_one(FilterLine).show(self.view.where)
        self.filtered().focus()

    async def complete(self, text: str) -> Sequence[str]:
        return await self.call(views.complete, self.view, text) or ()

    def tell_problems(self, problems: Sequence[Problem]) -> None:
        told = views.describe(problems[0], self.language) if problems else ""
        self.query_one(FilterLine).show_problems(problems, told)
