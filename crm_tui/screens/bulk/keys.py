"""Keys for what is marked, or for the record at hand: change, assign, tag, edit as text."""

from dataclasses import replace
from typing import Any

from textual import work
from textual.binding import Binding

from crm_tui.domain.listing import Listed
from crm_tui.domain.tags import written
from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmScreen
from crm_tui.screens.bulk import reading
from crm_tui.screens.bulk.as_text import TextEditing
from crm_tui.screens.bulk.reading import Target
from crm_tui.screens.bulk.sheet import BulkSheet
from crm_tui.screens.handover import HandOverSheet
from crm_tui.screens.lists.arranging import ArrangingScreen
from crm_tui.services.bulk import Extent
from crm_tui.services.handover import HandedOver
from crm_tui.widgets.record_list import RecordList


class ChangingScreen(CrmScreen[None]):
    """Override `at_hand` and `target`."""

    BINDINGS = [
        Binding("b", "change_many", _("change"), show=False, id="many.change"),
        Binding("a", "assign", _("assign"), show=False, id="many.assign"),
        Binding("H", "hand_over", _("hand over"), show=False, id="many.hand_over"),
        Binding("E", "edit_text", _("in $EDITOR"), show=False, id="many.text"),
        Binding("T", "tag", _("tags"), show=False, id="many.tag"),
    ]

    def at_hand(self) -> Any:
        """The record at the cursor, or whose card it is; None where there is none."""
        raise NotImplementedError

    def target(self, record: Any) -> Target:
        """What the keys are about when that record is at hand."""
        raise NotImplementedError

    def action_change_many(self) -> None:
        self.open_bulk(_("Change"))

    def action_assign(self) -> None:
        self.open_bulk(_("Assign to"), "owner")

    def action_hand_over(self) -> None:
        record = self.at_hand()
        if record is not None:
            self.app.push_screen(HandOverSheet(self.target(record)), self.settle)

    def action_tag(self) -> None:
        self.open_bulk(_("Tags"), "tags")

    @work(exclusive=True, group="text")
    async def action_edit_text(self) -> None:
        record = self.at_hand()
        draft = await self.call(reading.draft, self.target(record)) if record is not None else None
        if draft is not None:
            await TextEditing(self, draft).edit()

    def open_bulk(self, heading: str, word: str = "") -> None:
        record = self.at_hand()
        if record is None:
            return
        target = self.target(record)
        has = record.tags if word == "tags" and not target.is_several else None
        self.app.push_screen(BulkSheet(target, heading, word, written(has or ())), self.settle)

    def settle(self, extent: Extent | HandedOver | None) -> None:
        """The dialog is closed; `extent` is what was changed."""


class ManyScreen(ChangingScreen, ArrangingScreen):
    """A list. Override `records` and `record`."""

    @property
    def records(self) -> RecordList:
        raise NotImplementedError

    @property
    def record(self) -> Listed | None:
        """The record at the cursor."""
        raise NotImplementedError

    def at_hand(self) -> Listed | None:
        return self.record

    def target(self, record: Any) -> Target:
        marks = self.records.marks
        kept = replace(marks, keys=set(marks.keys))
        archived = record.archived_at is not None
        return Target(self.view.kind.entity, record.id, archived, kept, self.view)

    def settle(self, extent: Extent | HandedOver | None) -> None:
        if extent is not None:
            self.records.clear_marks()
