"""The records that a search finds while one types, in a list under an input."""

import asyncio
from collections.abc import Sequence

from textual import work

from crm_tui.domain.entities import entity
from crm_tui.domain.findings import Found
from crm_tui.domain.texts import _
from crm_tui.i18n import Language
from crm_tui.screens.base import Calling
from crm_tui.services import search
from crm_tui.widgets.columns import Column
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.rows import Row
from crm_tui.widgets.sectioned_list import SectionedList

PAUSE = 0.04
"""Seconds without a key before the database is asked."""

ONES = {
    "clients": _("client"),
    "contacts": _("contact"),
    "deals": _("deal"),
    "activities": _("activity"),
}
BLANK_NOTICE = Notice("")
COLUMNS = [
    Column("", 9, inks="quiet"),
    Column("", 20, flex=1),
    Column("", 9, drop=1, right=True, inks="faint"),
]


class FoundList(SectionedList):
    """It never has the focus: the input above moves its cursor."""

    can_focus = False

    def __init__(self, language: Language, kinds: Sequence[str] = (), *, limit: int = 50) -> None:
        """`kinds` are the names of the entities that count; none means all."""
        super().__init__(COLUMNS, id="found")
        self.language, self.kinds, self.limit = language, kinds, limit

    @property
    def found(self) -> Found | None:
        """What is at the cursor."""
        return self.row.record if self.row is not None else None

    def paint_found(self, found: Sequence[Found], *, asked: bool) -> None:
        """That nothing was found is said only where something was asked."""
        nothing = Notice(self.language.text(_("Nothing found"))) if asked else BLANK_NOTICE
        self.show_empty(nothing)
        self.show([self._row(hit) for hit in found])

    def _row(self, hit: Found) -> Row:
        kind = self.language.text(ONES[hit.entity])
        shown_id = entity(hit.entity).shown_id(hit.id)
        name = [(hit.title, "strong"), (f"  {hit.matched or hit.whose}", "quiet")]
        return Row([kind, name, shown_id], (hit.entity, hit.id), record=hit)


class Finding(Calling):
    """A dialog with a FoundList; a newer text drops an older search."""

    @work(exclusive=True, group="find")
    async def find(self, text: str) -> None:
        await asyncio.sleep(PAUSE)
        if not self.is_there:
            return
        shown = self.query_one(FoundList)
        if not text.strip():
            shown.paint_found((), asked=False)
            return
        found = await self.call(search.find, text)
        if found is not None and self.is_there:
            kept = [hit for hit in found if not shown.kinds or hit.entity in shown.kinds]
            shown.paint_found(kept[: shown.limit], asked=True)
