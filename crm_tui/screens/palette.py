"""`:`: every action with its key, place, saved view and record, by typing a part of the name."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import Any

from textual import on, work
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from crm_tui.domain.entities import entity
from crm_tui.domain.findings import Found
from crm_tui.domain.folding import fold
from crm_tui.domain.texts import _
from crm_tui.domain.views import SavedView
from crm_tui.screens.base import CrmSheet, Reloading
from crm_tui.screens.bindings import LIST, Key, go_to_key, in_force
from crm_tui.screens.everywhere import Everywhere
from crm_tui.screens.places import PAGES, PLACES, mode_of_list, place
from crm_tui.services import manual, search, views
from crm_tui.widgets.columns import Column
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.inputs import Entry
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.paint import Line
from crm_tui.widgets.rows import Item, Look, Row, row_line
from crm_tui.widgets.sectioned_list import SectionedList

CarryOut = Callable[[], Awaitable[object] | None]
MOST_RECORDS = 20
HELP = _("Help")
OWN = {"palette", "step_back"}
"""Actions that make no sense from here."""

COLUMNS = [Column("", 30, flex=1), Column("", 12, right=True, inks="key")]


class Choices(SectionedList, can_focus=False):
    """Below an input that keeps the focus; its cursor looks as if the list had it."""

    def _item_line(self, index: int, width: int) -> Line:
        item = self.item_at(index)
        if not isinstance(item, Row):
            return super()._item_line(index, width)
        look = Look(index == self.cursor, focused=True)
        return row_line(item, self.columns, self._sizes(width), look)


class PaletteEntry(Entry):
    BINDINGS = [Binding("enter", "submit", _("open"), id="palette.submit")]


class PaletteSheet(CrmSheet[CarryOut]):
    """Dismisses with what is to be done."""

    HEADING = _("Everything")
    CSS = "PaletteSheet Choices { height: 60vh; max-height: 15; margin-top: 1; }"
    BINDINGS = [
        Binding("down,ctrl+n", "move(1)", _("down"), show=False, id="palette.down"),
        Binding("up,ctrl+p", "move(-1)", _("up"), show=False, id="palette.up"),
        Binding("pagedown", "page(1)", _("page down"), show=False, id="palette.page_down"),
        Binding("pageup", "page(-1)", _("page up"), show=False, id="palette.page_up"),
    ]

    def __init__(self, below: Screen[Any]) -> None:
        """`below` is the screen whose actions are offered."""
        super().__init__()
        self.below = below
        self.known: list[Row] = []

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        yield Horizontal(PaletteEntry(placeholder=text(_("an action, a place, a record"))))
        yield Choices(COLUMNS, empty=Notice(text(_("Nothing is found"))))

    @property
    def choices(self) -> Choices:
        return self.query_one(Choices)

    def on_mount(self) -> None:
        self.known = self.places_and_actions()
        self.query_one(Entry).focus()
        self.search("")
        self.add_views()

    @work
    async def add_views(self) -> None:
        """The saved views, as soon as they are read."""
        found = await self.call(views.visible)
        if found and self.is_there:
            self.known += map(self.view, found)
            self.search(self.query_one(Entry).value)

    def view(self, saved: SavedView) -> Row:
        app, where = self.app, place(mode_of_list(saved.listed))
        assert isinstance(app, Everywhere)
        return Row([saved.name, f"{self.language.text(where.label)}  v"], ("view", saved.id),
                   record=partial(app.open_view, saved))  # fmt: skip

    @on(Input.Changed)
    def type(self, event: Input.Changed) -> None:
        self.search(event.value)

    @work(exclusive=True, group="find")
    async def search(self, text: str) -> None:
        """Show what the text finds: places, actions and views first, then records."""
        words = fold(text).split()
        known = [row for row in self.known if matches(name_of(row), words)]
        known.sort(key=lambda row: not name_of(row).startswith(" ".join(words)))
        found = await self.call(search.find, text, MOST_RECORDS) if words else []
        if not self.is_there:
            return
        planned = [self.plan(text)] if words else []
        items: Sequence[Item] = [*known, *map(self.record, found or ()), *planned]
        self.choices.show(items)
        self.choices.action_first()

    def places_and_actions(self) -> list[Row]:
        """The places, the actions of the screen below, and the pages of the manual."""
        app, text = self.app, self.language.text
        assert isinstance(app, Everywhere)
        first = go_to_key(self.below)
        places = [
            Row([text(place.label), f"{first} {place.letter}"], place.mode,
                record=partial(app.go, place.mode))
            for place in PLACES
        ]  # fmt: skip
        pages = [
            Row([text(page.label), ""], page.label,
                record=partial(app.open, page.opened, page.argument))
            for page in PAGES
        ]  # fmt: skip
        actions = [
            Row([key.does, key.names], key.action,
                record=partial(app.run_action, key.action, key.node))
            for key in sorted(in_force(self.below, self.language), key=moves)
            if key.action not in OWN
        ]  # fmt: skip
        topics = [
            Row([f"{text(HELP)}: {topic.title}", topic.name], ("page", topic.name),
                record=partial(app.open_manual, topic.name))
            for topic in manual.topics(self.language)
        ]  # fmt: skip
        return [*places, *actions, *pages, *topics]

    def record(self, found: Found) -> Row:
        shown_id = entity(found.entity).shown_id(found.id)
        name = [(found.title, "strong"), (f"  {found.matched or found.whose}", "quiet")]
        opened = partial(self.crm.open_card, found.entity, found.id)
        return Row([name, shown_id], shown_id, record=opened)

    def plan(self, text: str) -> Row:
        """What was typed as a new task, which the next dialog shows as it is understood."""
        below = self.below
        party = below.party() if isinstance(below, Reloading) else None
        label = self.language.text(_("new task"))
        name = [(f"{label}: ", "quiet"), (text, "plain")]
        return Row([name, "t"], "plan", record=partial(self.crm.open_task, party, False, text))

    @on(Input.Submitted)
    @on(CursorList.Chosen)
    def choose(self) -> None:
        row = self.choices.row
        if row is not None:
            self.dismiss(row.record)

    def action_move(self, rows: int) -> None:
        self.choices.action_move(rows)

    def action_page(self, pages: int) -> None:
        self.choices.action_page(pages)


def moves(key: Key) -> bool:
    """Whether it goes about in a list: nobody looks that up first."""
    return key.group == LIST


def name_of(row: Row) -> str:
    return fold(str(row.cells[0]))


def matches(text: str, words: Sequence[str]) -> bool:
    """Every word begins a word of the text."""
    return all(f" {word}" in f" {text}" for word in words)
