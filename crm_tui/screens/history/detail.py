"""One action: what it did to which records, and the key that takes it back."""

from collections.abc import Iterable

from textual import on
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.entities import ENTITIES, entity
from crm_tui.domain.history import TransactionRow
from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmScreen
from crm_tui.screens.history import actions
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.sectioned_list import SectionedList


class ActionScreen(CrmScreen[None]):
    ABOUT = _(
        "One change with each field before and after. Taking it back leaves alone what"
        " somebody has changed since."
    )
    PLACE = _("History of changes")
    BINDINGS = [Binding("r", "take_back", _("take this back"), id="action.take_back")]

    def __init__(self, action: TransactionRow) -> None:
        super().__init__()
        self.transaction = action

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        yield SectionedList(actions.DETAIL, empty=Notice(text(_("Nothing can be shown of it"))))

    def on_mount(self) -> None:
        by = self.transaction.user or ""
        self.header.path = " ".join(filter(None, [self.language.text(self.transaction.label), by]))
        self.reload()

    async def load(self) -> None:
        items = await self.call(actions.details, self.transaction.id)
        if items is None:
            self.load_failed()
        elif self.is_there:
            self.query_one(SectionedList).show(items)

    @on(CursorList.Chosen)
    def open_record(self, event: CursorList.Chosen) -> None:
        entry = event.row.record
        if entry.record is not None and entry.entity in [known.name for known in ENTITIES]:
            self.open_card(entity(entry.entity).name, entry.record)

    def action_take_back(self) -> None:
        """Undo this action, whoever made it and however long ago."""
        self.crm.take_back(self.transaction.id)
