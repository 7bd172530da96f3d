"""Takes what the columns of a file are from a map that was kept for such files."""

import asyncio
import os

from textual import on, work
from textual.binding import Binding
from textual.widgets import Input

from crm_tui.domain.texts import _
from crm_tui.errors import CrmError
from crm_tui.screens.imports.intake import Intake
from crm_tui.screens.imports.path_sheet import PathEntry, PathSheet
from crm_tui.screens.imports.paths import path_of
from crm_tui.services import aside, import_maps, imports
from crm_tui.session import Session


class MapEntry(PathEntry):
    BINDINGS = [Binding("enter", "submit", _("take"), id="map.take")]


class MapSheet(PathSheet[Intake]):
    """Dismisses with the file as the map understands it; one that does not fit it is told."""

    HEADING = _("Take what columns are from a file")
    ENTRY = MapEntry
    EXAMPLE = f"~{os.sep}clients.map.json"
    KINDS = _('It says {"Firm": "name", "Fax": null}, in JSON or TOML. Tab completes the path.')
    ENDINGS = tuple(f".{ending}" for ending in import_maps.ENDINGS)

    def __init__(self, intake: Intake) -> None:
        super().__init__()
        self.intake = intake

    @on(Input.Submitted)
    @work(exclusive=True, group="look")
    async def look(self) -> None:
        path, intake = path_of(self.entry.value), self.intake

        def mapped(session: Session) -> Intake:
            found = intake.with_columns(import_maps.read(path))
            imports.inspect(session, found.source, found.options)
            return found

        try:
            found = await asyncio.to_thread(aside.run, self.crm.session, mapped)
        except CrmError as error:
            self.tell_mistake(error)
            return
        if self.is_there:
            self.dismiss(found)
