"""What is chosen about a file before it is imported: kept as a draft, and for the next file."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from textual import work
from textual.binding import Binding

from crm_tui.domain.drafts import Draft
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError
from crm_tui.screens.base import CrmScreen
from crm_tui.screens.drafts import Drafting
from crm_tui.screens.forms.discard import leave
from crm_tui.screens.imports.intake import Intake
from crm_tui.screens.imports.map_sheet import MapSheet
from crm_tui.screens.naming_sheet import path_of
from crm_tui.screens.target_file import TargetFileSheet
from crm_tui.services import import_maps, imports


class MapFileSheet(TargetFileSheet):
    HEADING = _("Keep the columns")


class ChoosingScreen(CrmScreen[None], Drafting):
    """Override `change_to` and `columns_are`."""

    BINDINGS = [Binding("escape", "leave", _("back"), show=False, id="preview.back")]
    AGAIN = _("Chosen {when} and not imported: here it is again. Esc and x throw it away.")

    def __init__(self, intake: Intake) -> None:
        super().__init__()
        self.begun = self.intake = intake

    def change_to(self, intake: Intake) -> None:
        """Show what becomes of the file now."""
        raise NotImplementedError

    def columns_are(self) -> Mapping[str, str | None]:
        """The fields of the columns by their titles, as `import_maps.write` takes them."""
        raise NotImplementedError

    # The draft.

    @classmethod
    def reopened(cls, draft: Draft) -> Self:
        source, into = draft.arguments
        screen = cls(Intake(source, imports.Options(into=into)))
        screen.draft = draft
        screen.intake = screen.begun.with_choices(draft.texts)
        return screen

    def opened_with(self) -> Sequence[Any]:
        return [self.begun.source, self.begun.options.into]

    def typed(self) -> Mapping[str, str]:
        return self.intake.choices(self.begun)

    def unsaved(self) -> bool:
        return bool(self.typed())

    def subject(self) -> str:
        name = Path(self.intake.source).name
        return self.language.text(_("Import of {name}"), name=name)

    @work(group="draft")
    async def go_on(self) -> None:
        """Take up what was chosen for this file before the program was cut off."""
        draft = await self.take_draft()
        if draft is not None and self.is_there:
            self.change_to(self.begun.with_choices(draft.texts))
            self.tell_again(draft)

    def action_leave(self) -> None:
        leave(self, unsaved=len(self.typed()))

    # What columns are, for the next file.

    def ask_where_to_keep(self) -> None:
        name = f"{Path(self.intake.source).stem}.map.json"
        self.app.push_screen(MapFileSheet(name, import_maps.ENDINGS), self.keep_map)

    def keep_map(self, typed: str | None) -> None:
        if typed is not None:
            self.write_map(path_of(typed), self.columns_are())

    @work
    async def write_map(self, path: Path, fields: Mapping[str, str | None]) -> None:
        try:
            await asyncio.to_thread(import_maps.write, str(path), fields)
        except CrmError as error:
            self.tell_error(error)
        else:
            self.tell(_("written to {path}"), path=path.resolve())

    def ask_what_was_kept(self) -> None:
        self.app.push_screen(MapSheet(self.intake), self.take_map)

    def take_map(self, intake: Intake | None) -> None:
        if intake is not None:
            self.change_to(intake)
