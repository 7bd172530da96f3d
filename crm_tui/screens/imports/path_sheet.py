"""A dialog that asks for the path of a file, and completes it."""

import asyncio
from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input

from crm_tui.domain.texts import _
from crm_tui.errors import CrmError
from crm_tui.screens.imports.paths import completed
from crm_tui.screens.typed_sheet import TypedSheet
from crm_tui.widgets.inputs import Entry
from crm_tui.widgets.signs import SIGN
from crm_tui.widgets.told import HIGH, Told

Answer = TypeVar("Answer")

NO_FILE = _("no file here begins like that")


class PathEntry(Entry):
    """Its Enter has a name of its own in each dialog."""


class PathSheet(TypedSheet[Answer]):
    """Override what stands in capitals; a path that will not do is told by `tell_mistake`."""

    ENTRY: ClassVar[type[PathEntry]] = PathEntry
    EXAMPLE = ""
    KINDS = ""
    """Marked: what files are meant."""
    ENDINGS: ClassVar[tuple[str, ...]] = ()

    AUTO_FOCUS = "PathEntry"
    SCOPED_CSS = False  # what is derived from this has the same look
    CSS = f"PathSheet Told {{ height: {HIGH}; margin-top: 1; }}"
    BINDINGS = [Binding("tab", "complete", _("complete"), id="import.complete")]

    def body(self) -> Iterable[Widget]:
        yield self.ENTRY(placeholder=self.EXAMPLE)
        yield Told()

    def on_mount(self) -> None:
        self.forget_mistake()

    @property
    def entry(self) -> PathEntry:
        return self.query_one(PathEntry)

    @property
    def told(self) -> Told:
        return self.query_one(Told)

    @on(Input.Changed)
    def forget_mistake(self) -> None:
        self.told.tell(self.language.text(self.KINDS))

    def tell_mistake(self, error: CrmError) -> None:
        if self.is_there:
            self.told.tell(f"{SIGN['late']} {self.language.error(error)}", "late")

    @work(exclusive=True, group="complete")
    async def action_complete(self) -> None:
        typed = self.entry.value
        try:
            text, names = await asyncio.to_thread(completed, typed, self.ENDINGS)
        except OSError:
            text, names = typed, ()
        if not self.is_there or self.entry.value != typed:
            return
        with self.entry.prevent(Input.Changed):
            self.entry.value = text
        self.entry.cursor_position = len(text)
        if names:
            self.told.tell("   ".join(names), "quiet")
        elif text == typed:
            self.told.tell(self.language.text(NO_FILE), "quiet")
        else:
            self.forget_mistake()
