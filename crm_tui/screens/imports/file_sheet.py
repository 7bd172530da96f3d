"""The first step of an import: which file."""

import asyncio
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input

from crm_tui.domain.imports import Inspection
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError
from crm_tui.screens.bases import FillSheet
from crm_tui.screens.imports.intake import Intake
from crm_tui.screens.imports.paths import completed, path_of
from crm_tui.screens.imports.preview import PreviewScreen
from crm_tui.screens.typed_sheet import TypedSheet
from crm_tui.services import aside, bases, imports
from crm_tui.session import Session
from crm_tui.widgets.inputs import Entry
from crm_tui.widgets.signs import SIGN
from crm_tui.widgets.told import HIGH, Told

KINDS = _(
    "A table, contacts, a calendar, the folder of a whole base. Tab completes the path; one that is"
    " pasted may have quotes."
)
NO_FILE = _("no file here begins like that")


class PathEntry(Entry):
    BINDINGS = [Binding("enter", "submit", _("look at it"), id="import.look")]


class FileSheet(TypedSheet[None]):
    """Opens the preview of the file, or says what a whole base would bring.

    One that cannot be read is told, and can be typed anew.
    """

    HEADING = _("Import a file")
    AUTO_FOCUS = "PathEntry"
    CSS = f"FileSheet Told {{ height: {HIGH}; margin-top: 1; }}"
    BINDINGS = [Binding("tab", "complete", _("complete"), id="import.complete")]

    def __init__(self, into: str | None) -> None:
        """`into` is one of `domain.imports.INTO`, or None for what the file holds."""
        super().__init__()
        self.into = into

    def body(self) -> Iterable[Widget]:
        yield PathEntry(placeholder=f"~{os.sep}clients.csv")
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
        self.told.tell(self.language.text(KINDS))

    @work(exclusive=True, group="complete")
    async def action_complete(self) -> None:
        typed = self.entry.value
        try:
            text, names = await asyncio.to_thread(completed, typed)
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

    @on(Input.Submitted)
    @work(exclusive=True, group="look")
    async def look(self) -> None:
        intake = Intake(path_of(self.entry.value), imports.Options(into=self.into))

        def look(session: Session) -> Inspection | Mapping[str, int]:
            if os.path.isdir(intake.source):
                return bases.look(session, Path(intake.source))
            return imports.inspect(session, intake.source, intake.options)

        try:
            found = await asyncio.to_thread(aside.run, self.crm.session, look)
        except CrmError as error:
            if self.is_there:
                self.told.tell(f"{SIGN['late']} {self.language.error(error)}", "late")
            return
        if self.is_there:
            self.dismiss(None)
            self.app.push_screen(
                PreviewScreen(intake, found)
                if isinstance(found, Inspection)
                else FillSheet(Path(intake.source), found)
            )
