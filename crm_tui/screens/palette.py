"""`:`: every action with its key, every place, every record, by typing a part of the name."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from crm_tui.domain.entities import entity
from crm_tui.domain.findings import Found
from crm_tui.domain.folding import fold
from crm_tui.domain.texts import _
from crm_tui.screens.bindings import in_force
from crm_tui.screens.choosing import ChoosingSheet
from crm_tui.screens.everywhere import Everywhere
from crm_tui.screens.places import PLACES
from crm_tui.services import search
from crm_tui.widgets.columns import Column
from crm_tui.widgets.rows import Item, Row

CarryOut = Callable[[], Awaitable[object] | None]
MOST_RECORDS = 20
OWN = {"palette", "step_back", "choose"}
"""Actions that make no sense from here."""


class PaletteSheet(ChoosingSheet[CarryOut]):
    """Dismisses with what is to be done."""

    HEADING = _("Everything")
    PLACEHOLDER = _("an action, a place, a record")

    def columns(self) -> Sequence[Column]:
        return [Column("", 30, flex=1), Column("", 12, right=True, inks="key")]

    async def find(self, text: str) -> Sequence[Item] | None:
        words = fold(text).split()
        known = [row for row in self.known() if matches(fold(str(row.cells[0])), words)]
        known.sort(key=lambda row: not fold(str(row.cells[0])).startswith(" ".join(words)))
        found = await self.call(search.find, text, MOST_RECORDS) if words else []
        return None if found is None else [*known, *map(self.record, found)]

    def known(self) -> list[Row]:
        """The actions of the screen below, and the places."""
        app, text = self.app, self.language.text
        assert isinstance(app, Everywhere)
        below = app.screen_stack[-2]
        actions = [
            Row(
                [key.does, key.names],
                key.action,
                record=partial(app.run_action, key.action, key.node),
            )
            for key in in_force(below, self.language)
            if key.action not in OWN
        ]
        places = [
            Row(
                [text(place.label), f"g {place.letter}"],
                place.mode,
                record=partial(app.go, place.mode),
            )
            for place in PLACES
        ]
        return [*places, *actions]

    def record(self, found: Found) -> Row:
        shown_id = entity(found.entity).shown_id(found.id)
        name = [(found.title, "strong"), (f"  {found.matched}", "quiet")]
        opened = partial(self.crm.open_card, found.entity, found.id)
        return Row([name, shown_id], shown_id, record=opened)

    def answer(self, row: Row) -> CarryOut:
        carry_out: CarryOut = row.record
        return carry_out


def matches(text: str, words: Sequence[str]) -> bool:
    """Every word begins a word of the text."""
    return all(f" {word}" in f" {text}" for word in words)
