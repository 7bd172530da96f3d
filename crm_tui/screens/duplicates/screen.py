"""Pairs of clients or people who may be the same, the likeliest first."""

from collections.abc import Iterable, Sequence

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.duplicates import PROBABLE
from crm_tui.domain.entities import Entity, entity
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _, counted
from crm_tui.screens.base import CrmScreen, Party
from crm_tui.screens.duplicates.merging import MergeScreen, deny
from crm_tui.screens.progress import ProgressSheet
from crm_tui.services import duplicates
from crm_tui.services.duplicates import Candidate, Found
from crm_tui.session import Session
from crm_tui.widgets.columns import Column
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.paint import Cell
from crm_tui.widgets.rows import Row
from crm_tui.widgets.sectioned_list import SectionedList

MOST_SHOWN = 500
COMPARING = _("Looking for duplicates")
LEFT_OUT = counted("{count} value is too common to compare by",
                   "{count} values are too common to compare by")  # fmt: skip
NOT_SEARCHED = _("The search was stopped")
NONE = _("No duplicates")
EXPLAINED = _("Pairs that look alike stand here, to be merged or told apart.")


class DuplicatesScreen(CrmScreen[None]):
    PLACE = _("Duplicates")
    ABOUT = _(
        "Pairs that may be one and the same, the surest first, and what speaks for it. Open one to"
        " compare and merge both, or say that they are different: that pair is not shown again."
    )
    BINDINGS = [Binding("n", "deny", _("not a duplicate"), id="duplicates.deny")]

    def __init__(self, entity_name: str) -> None:
        super().__init__()
        self.entity: Entity = entity(entity_name)
        self.found: Found | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a pair there is none to tell apart."""
        lists = self.query(SectionedList)
        if action == "deny" and not (lists and lists.first().row):
            return False
        return super().check_action(action, parameters)

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        columns = [
            Column("%", 3, right=True, inks="accent"),
            Column(text(_("First")), 22, flex=3, inks="strong"),
            Column("", 7, drop=1, inks="quiet"),
            Column(text(_("Second")), 22, flex=3, inks="strong"),
            Column("", 7, drop=1, inks="quiet"),
            Column(text(_("Why")), 22, flex=4, inks="quiet"),
        ]
        yield SectionedList(columns, titles=True, empty=self.notice(text(NONE)))

    def notice(self, title: str) -> Notice:
        text = self.language.text
        return Notice(title, [text(EXPLAINED)], [("Esc", text(_("back")))])

    def on_mount(self) -> None:
        super().on_mount()
        self.header.path = self.language.text(self.entity.label)
        self.search()

    @property
    def rows(self) -> SectionedList:
        return self.query_one(SectionedList)

    @work
    async def search(self) -> None:
        """Compare all, once: what is merged or told apart afterwards only leaves the list."""
        sheet = ProgressSheet[Found](self.language.text(COMPARING), self.compare)
        self.found = await self.app.push_screen_wait(sheet)
        if self.found is None:
            self.rows.show_empty(self.notice(self.language.text(NOT_SEARCHED)))
            self.rows.show([])
            return
        self.tell_limits(self.found)
        await self.show(self.found)

    def compare(self, session: Session, progress: Progress) -> Found:
        return duplicates.find(session, self.entity, PROBABLE, MOST_SHOWN, progress)

    def tell_limits(self, found: Found) -> None:
        """What was not compared, so that nobody takes silence for an answer."""
        if found.missing is not None:
            self.toast(self.language.error(found.missing), "warning")
        if found.too_common:
            count = self.language.count(LEFT_OUT, len(found.too_common))
            self.header.path = f"{self.language.text(self.entity.label)}  {count}"

    async def show(self, found: Found) -> None:
        left = await self.call(duplicates.standing, self.entity, found.candidates)
        if not self.is_there:
            return
        if left is None:
            self.load_failed()
            return
        gone = len(found.candidates) - len(left)
        self.header.count = self.language.number(found.total - gone)
        self.rows.show([self.row_of(candidate) for candidate in left])
        self.refresh_bindings()

    def row_of(self, candidate: Candidate) -> Row:
        first, second = candidate.first, candidate.second
        cells: Sequence[Cell] = [
            str(candidate.score),
            first.name,
            self.entity.shown_id(first.id),
            second.name,
            self.entity.shown_id(second.id),
            duplicates.reasons_text(self.crm.session, candidate.reasons),
        ]
        return Row(cells, (first.id, second.id), record=candidate)

    async def load(self) -> None:
        if self.found is not None:
            await self.show(self.found)

    def party(self) -> Party | None:
        row = self.rows.row
        return (self.entity.name, row.record.first) if row is not None else None

    @on(CursorList.Chosen)
    def open_pair(self, event: CursorList.Chosen) -> None:
        self.app.push_screen(MergeScreen(self.entity, event.row.record))

    @work
    async def action_deny(self) -> None:
        row = self.rows.row
        if row is not None:
            await deny(self, self.entity, row.record)
