"""The second step of an import: what the file is taken for, and what would become of its rows."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain import mapping
from crm_tui.domain.imports import ImportResult, Inspection
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _, counted
from crm_tui.screens.base import CrmSheet
from crm_tui.screens.imports import outcome, reading
from crm_tui.screens.imports.choosing import ChoosingScreen
from crm_tui.screens.imports.intake import FOUND, Intake
from crm_tui.screens.imports.past import PastImportScreen
from crm_tui.screens.imports.program_sheet import ProgramSheet
from crm_tui.screens.imports.reading import COLUMNS, Asked, State
from crm_tui.screens.imports.target_sheet import TargetSheet
from crm_tui.screens.progress import ProgressSheet, StoppedError
from crm_tui.screens.settings.asking import ChoiceSheet, Options
from crm_tui.services import aside, import_activities, import_columns, import_maps, imports
from crm_tui.session import Session
from crm_tui.widgets.cursor_list import CursorList

Result = TypeVar("Result")

INTERVAL = 0.2
COUNTING = _("the rows are still being counted")
IMPORTED = counted(
    "{count} row was imported, u takes it back", "{count} rows were imported, u takes them back"
)
NOTHING = _("nothing was written: all that can be taken is here already")


class Choices(Options):
    BINDINGS = [Binding("enter", "choose", _("choose"), id="preview.choose")]


class PreviewScreen(ChoosingScreen):
    PLACE = _("Import")
    ABOUT = _(
        "What would become of the rows of a file, before anything is written. Change what a column"
        " fills or how the file is read, and the numbers follow."
    )
    BINDINGS = [
        Binding("I", "import_file", _("import"), id="preview.import"),
    ]

    def __init__(self, intake: Intake, found: Inspection | None = None) -> None:
        """`found` is what is known of the file already."""
        super().__init__(intake)
        self.state = State(found)
        self.stopping = threading.Event()

    def body(self) -> Iterable[Widget]:
        yield Choices(COLUMNS)

    def on_mount(self) -> None:
        self.header.path = Path(self.intake.source).name
        self.show()
        self.set_interval(INTERVAL, self.show_share)
        self.reload()
        self.go_on()

    def catch_up(self) -> None:
        """It is counted when something is chosen here: others may write all the time."""

    def on_unmount(self) -> None:
        self.stopping.set()

    # What is shown.

    @property
    def rows(self) -> Choices:
        return self.query_one(Choices)

    def show(self) -> None:
        self.rows.show(reading.items(self.language, self.intake, self.state))

    def show_share(self) -> None:
        if self.state.is_counting:
            self.show()

    async def load(self) -> None:
        """Look at the file, then count; what is chosen meanwhile ends this early."""
        intake, stopping = self.intake, threading.Event()
        self.stopping, self.state = stopping, self.state.counting()
        state = self.state

        def progress(share: float) -> None:
            if stopping.is_set():
                raise StoppedError
            state.share = share

        def look(session: Session) -> Inspection:
            return imports.inspect(session, intake.source, intake.options)

        def count(session: Session) -> ImportResult:
            return imports.run(
                session, intake.source, replace(intake.options, dry_run=True), progress=progress
            )

        try:
            state.found = await self.aside(look)
            self.show_if_there()
            state.result = await self.aside(count)
        except StoppedError:
            return
        except Exception as error:
            state.mistake = self.explain(error)
        self.show_if_there()

    async def aside(self, work: Callable[[Session], Result]) -> Result:
        return await asyncio.to_thread(aside.run, self.crm.session, work)

    def show_if_there(self) -> None:
        if self.is_there:
            self.show()

    # What is chosen.

    def columns_are(self) -> Mapping[str, str | None]:
        """But for a column that becomes a field: its title is enough once there is that field."""
        found = self.state.found
        known = mapping.shown(found.columns) if found else {}
        kept = found.kept if found else ()
        whole = import_maps.completed(known, self.intake.options.columns)
        return {title: name for title, name in whole.items() if title not in kept}

    def change_to(self, intake: Intake) -> None:
        self.intake = intake
        self.stopping.set()
        self.reload()

    @on(CursorList.Chosen)
    def choose(self, event: CursorList.Chosen) -> None:
        chosen = event.row.record
        if isinstance(chosen, Asked):
            self.ask(chosen)
        elif event.row.key == reading.IMPORT:
            self.action_import_file()
        elif event.row.key == reading.KEEP_MAP:
            self.ask_where_to_keep()
        elif event.row.key == reading.TAKE_MAP:
            self.ask_what_was_kept()
        else:
            self.choose_target(str(chosen))

    def ask(self, asked: Asked) -> None:
        def answered(key: str | None) -> None:
            if key is not None:
                self.change_to(self.intake.with_option(asked.name, key))

        self.app.push_screen(self.sheet_of(asked), answered)

    def sheet_of(self, asked: Asked) -> CrmSheet[str]:
        if asked.name == "preset":
            automatic = dict(asked.options)[FOUND]
            return ProgramSheet(asked.label, automatic, asked.chosen)
        return ChoiceSheet(asked.label, asked.options, asked.chosen)

    @work
    async def choose_target(self, title: str) -> None:
        found = self.state.found
        activities = found is not None and found.activities
        of_what = import_activities if activities else import_columns
        targets = await self.call(of_what.targets)
        if targets is None or not self.is_there:
            return

        def answered(chosen: str | None) -> None:
            if chosen is not None:
                self.change_to(self.intake.with_column(title, chosen))

        values = reading.values_of(found, title) if found else ""
        chosen = self.intake.chosen_for(title)
        sheet = TargetSheet(title, targets, values=values, chosen=chosen, keeps=not activities)
        self.app.push_screen(sheet, answered)

    # Importing.

    def action_import_file(self) -> None:
        if self.state.is_counting:
            self.tell(COUNTING, severity="warning")
            return
        if self.state.mistake:
            self.toast(self.state.mistake, "error")
            return
        options, source = self.intake.options, self.intake.source

        def long_work(session: Session, progress: Progress) -> ImportResult:
            return imports.run(session, source, options, progress=progress)

        heading = self.language.text(_("Importing {name}"), name=Path(source).name)
        self.app.push_screen(ProgressSheet(heading, long_work), self.done)

    def done(self, result: ImportResult | None) -> None:
        """What was written is shown in place of what would be."""
        if result is None:
            return
        if result.transaction is None:
            told = [self.language.text(NOTHING)]
            if result.rejects:
                told.append(outcome.refused(self.language, result.rejected, result.rejects))
            self.toast("\n".join(told), "warning")
            return
        self.crm.changed()
        self.toast(self.language.count(IMPORTED, result.changes))
        self.dismiss(None)
        self.app.push_screen(PastImportScreen(result.transaction))
