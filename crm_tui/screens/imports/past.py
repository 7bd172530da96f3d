"""One import that was done: its verdicts, its refused rows, its columns; `r` takes it back."""

from collections.abc import Iterable
from pathlib import Path

from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmScreen
from crm_tui.screens.imports import history
from crm_tui.widgets.columns import Column
from crm_tui.widgets.sectioned_list import SectionedList


class Details(SectionedList):
    """Nothing is done with a line but to read it."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action not in ("mark", "mark_all", "choose")


class PastImportScreen(CrmScreen[None]):
    PLACE = _("Imports")
    ABOUT = _(
        "What one file brought: how many rows were new, filled gaps or were rejected, and which"
        " column went where. All of it can be taken back, however long ago it was."
    )
    BINDINGS = [Binding("r", "take_back", _("take this back"), id="import.take_back")]

    def __init__(self, transaction: int) -> None:
        super().__init__()
        self.transaction = transaction
        self.undone = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is taken back already cannot be taken back once more."""
        return not (action == "take_back" and self.undone)

    def body(self) -> Iterable[Widget]:
        yield Details([Column("", 24, inks="quiet"), Column("", 30, flex=1)])

    def on_mount(self) -> None:
        self.reload()

    async def load(self) -> None:
        shown = await self.call(history.details, self.transaction)
        if shown is None:
            self.load_failed()
        elif self.is_there:
            self.header.path = Path(shown.file).name
            self.query_one(Details).show(shown.items)
            self.undone = shown.undone
            self.refresh_bindings()

    def action_take_back(self) -> None:
        """Undo this import, whoever made it and however long ago."""
        self.crm.take_back(self.transaction)
