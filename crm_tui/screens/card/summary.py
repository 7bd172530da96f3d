"""The summary of one record: the first tab of its card, and the pane beside lists."""

import asyncio

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from crm_tui.domain.entities import DEALS, entity
from crm_tui.domain.texts import _
from crm_tui.screens.base import Calling
from crm_tui.screens.card import deal_facts, loading
from crm_tui.screens.card.facts import Facts, lines, long_notes
from crm_tui.screens.card.reader import ReaderSheet
from crm_tui.screens.card.titles import aside_of, title_of
from crm_tui.widgets.paint import BLANK, Line, headline
from crm_tui.widgets.painted import Painted

PAUSE = 0.05
"""Seconds for which the cursor beside must rest before anything is read."""


class Summary(Painted):
    """The lines of the facts, for the width and height there is; empty until they came."""

    facts: Facts | None = None
    titled = True

    def show(self, facts: Facts | None) -> None:
        self.facts = facts
        self.repaint()

    def paint(self, width: int, height: int) -> list[Line]:
        if self.facts is None:
            return []
        head = self._head(self.facts, width) if self.titled else []
        room = self.parent.size.height if isinstance(self.parent, SummaryPane) else 0
        lay = deal_facts.lines if self.facts.card.entity == DEALS else lines
        return [*head, *lay(self.facts, width, room=room - len(head))]

    def _head(self, facts: Facts, width: int) -> list[Line]:
        return [headline(title_of(facts), aside_of(facts), width), BLANK]


class SummaryPane(VerticalScroll, Calling):
    """`show` says of which record; a newer wish drops an older one."""

    DEFAULT_CSS = """
    SummaryPane { height: 1fr; padding: 0 1; background: $role-background; }
    SummaryPane Summary { height: auto; }
    """
    BINDINGS = [
        Binding("j", "scroll_down", _("down"), show=False, id="summary.down"),
        Binding("k", "scroll_up", _("up"), show=False, id="summary.up"),
        Binding("enter", "read", _("read the notes"), id="summary.read"),
    ]
    TITLED = True

    def compose(self) -> ComposeResult:
        summary = Summary()
        summary.titled = self.TITLED
        yield summary

    @property
    def facts(self) -> Facts | None:
        return self.query_one(Summary).facts

    @work(exclusive=True, group="summary")
    async def show(self, entity_name: str, number: int | None) -> None:
        """Read the record and show it; None empties the pane."""
        if number is None:
            self.query_one(Summary).show(None)
            return
        await asyncio.sleep(PAUSE)
        found = await self.call(loading.facts, entity(entity_name), number)
        if found is not None and self.is_there:
            self.take(found)

    def take(self, facts: Facts) -> None:
        """Show what was read already; another record begins at the top."""
        before = self.facts
        self.query_one(Summary).show(facts)
        if before is None or before.card.record.id != facts.card.record.id:
            self.scroll_home(animate=False)
        self.refresh_bindings()

    def on_resize(self) -> None:
        self.query_one(Summary).repaint()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "read" or bool(self._notes())

    def _notes(self) -> str:
        """In full, where there is more of them than is shown."""
        width = self.query_one(Summary).size.width
        return long_notes(self.facts, width) if self.facts is not None and width else ""

    def action_read(self) -> None:
        """The notes in full."""
        if self.facts is not None:
            title = str(getattr(self.facts.card.record, self.facts.card.entity.title))
            self.app.push_screen(ReaderSheet(title, self._notes()))


class CardSummary(SummaryPane):
    """On the card, whose tabs have the title above them."""

    TITLED = False
