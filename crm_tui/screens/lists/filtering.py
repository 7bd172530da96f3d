"""A screen whose records a filter chooses: `/` opens its line."""

from collections.abc import Sequence
from dataclasses import replace

from textual import on
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.query_nodes import Problem
from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmScreen
from crm_tui.screens.lists import views
from crm_tui.screens.lists.filter_line import FilterEntry, FilterLine
from crm_tui.screens.lists.views import View, with_usual


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
        return FilterLine(self.complete, self.language.text(self.view.kind.example))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a filter is typed, no key belongs to the list."""
        typing = isinstance(self.focused, FilterEntry)
        return action == "step_back" or (not typing and super().check_action(action, parameters))

    def action_filter(self) -> None:
        self.query_one(FilterLine).open()

    @on(FilterLine.Typed)
    def filter(self, event: FilterLine.Typed) -> None:
        whole = with_usual(self.view.kind, event.text.strip(), self.language)
        self.show_view(self.view.changed(where=whole))

    @on(FilterLine.Left)
    def leave_filter(self) -> None:
        if not self.view.typed:
            self.query_one(FilterLine).close()
        self.filtered().focus()

    async def complete(self, text: str) -> Sequence[str]:
        return await self.call(views.complete, self.view, text) or ()

    def tell_problems(self, problems: Sequence[Problem]) -> None:
        told = views.describe(problems[0], self.language) if problems else ""
        line = self.query_one(FilterLine)
        before = max(0, self.view.where.rfind(line.entry.value.strip()))
        here = [replace(one, start=one.start - before, end=one.end - before) for one in problems]
        line.show_problems(here, told)
