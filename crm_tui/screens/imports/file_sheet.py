"""The first step of an import: which file."""

import asyncio
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from textual import on, work
from textual.binding import Binding
from textual.widgets import Input

from crm_tui.domain.imports import Inspection
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError
from crm_tui.screens.bases import FillSheet
from crm_tui.screens.imports.intake import Intake
from crm_tui.screens.imports.path_sheet import PathEntry, PathSheet
from crm_tui.screens.imports.paths import path_of
from crm_tui.screens.imports.preview import PreviewScreen
from crm_tui.services import aside, bases, imports
from crm_tui.session import Session


class LookEntry(PathEntry):
    BINDINGS = [Binding("enter", "submit", _("look at it"), id="import.look")]


class FileSheet(PathSheet[None]):
    """Opens the preview of the file, or says what a whole base would bring.

    One that cannot be read is told, and can be typed anew.
    """

    HEADING = _("Import a file")
    ENTRY = LookEntry
    EXAMPLE = f"~{os.sep}clients.csv"
    KINDS = _(
        "A table, contacts, a calendar, the folder of a whole base. Tab completes the path; one"
        " that is pasted may have quotes."
    )
    ENDINGS = imports.ENDINGS

    def __init__(self, into: str | None) -> None:
        """`into` is one of `domain.imports.INTO`, or None for what the file holds."""
        super().__init__()
        self.into = into

    @on(Input.Submitted)
    @work(exclusive=True, group="look")
    async def look(self) -> None:
        intake = Intake(path_of(self.entry.value), imports.Options(into=self.into))

        def look(session: Session) -> Inspection | Mapping[str, int]:
            if imports.is_folder(intake.source):
                return bases.look(session, Path(intake.source))
            return imports.inspect(session, intake.source, intake.options)

        try:
            found = await asyncio.to_thread(aside.run, self.crm.session, look)
        except CrmError as error:
            self.tell_mistake(error)
            return
        if self.is_there:
            self.dismiss(None)
            self.app.push_screen(
                PreviewScreen(replace(intake, source=os.path.abspath(intake.source)), found)
                if isinstance(found, Inspection)
                else FillSheet(Path(intake.source), found)
            )
