"""The whole base as a folder: written from anywhere, and read into a database that is new."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS
from crm_tui.domain.imports import ImportResult
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _, counted
from crm_tui.errors import CrmError
from crm_tui.i18n import Language
from crm_tui.screens.base import CrmScreen, CrmSheet
from crm_tui.screens.forms.sentence import Sentence
from crm_tui.screens.naming_sheet import NamingSheet, path_of
from crm_tui.screens.progress import ProgressSheet
from crm_tui.services import bases
from crm_tui.session import Session
from crm_tui.widgets.paint import BLANK, Line, fit
from crm_tui.widgets.told import Told

WRITTEN = counted("{count} record written to {path}", "{count} records written to {path}")
FILLED = counted("{count} record was imported", "{count} records were imported")
OTHERS = _("everything else")
LABEL = 18


class FolderSheet(NamingSheet):
    """Dismisses with a folder that is not there yet."""

    HEADING = _("Export everything to a folder")
    LABEL = _("folder")

    def begin(self) -> str:
        return free_folder(f"base-{self.crm.session.reading.today}")

    def about(self) -> str:
        text = _("Every record of everything, archived or not, to keep or for another database.")
        return self.language.text(text)

    def mistake(self, typed: str) -> str:
        return refused(self.language, typed)


def refused(language: Language, typed: str) -> str:
    """Why nothing can be written there, translated; "" where it can."""
    try:
        bases.check_free(path_of(typed))
    except CrmError as error:
        return language.error(error)
    return ""


def free_folder(name: str) -> str:
    """The name, or with a number where something is there already."""
    found, number = name, 2
    while Path(found).exists():
        found, number = f"{name}-{number}", number + 1
    return found


def export(screen: CrmScreen[None], typed: str | None) -> None:
    """Write it into the folder, while a dialog says how far it is; None is no folder."""
    if typed is None:
        return
    folder = path_of(typed)

    def long_work(session: Session, progress: Progress) -> int:
        return bases.write(session, folder, progress)

    def done(count: int | None) -> None:
        if count is not None:
            screen.toast(screen.language.count(WRITTEN, count, path=folder.resolve()))

    heading = screen.language.text(_("Writing {name}"), name=folder.name)
    screen.app.push_screen(ProgressSheet(heading, long_work), done)


class FillSheet(CrmSheet[None]):
    """What a folder would bring into this database; Enter brings it."""

    HEADING = _("Fill this database?")
    AUTO_FOCUS = "Sentence"
    BINDINGS = [Binding("enter", "fill", _("fill it"), priority=True, id="base.fill")]

    def __init__(self, folder: Path, rows: Mapping[str, int]) -> None:
        super().__init__()
        self.folder, self.rows = folder, rows

    def body(self) -> Iterable[Widget]:
        text, number = self.language.text, self.language.number
        named = (CLIENTS, CONTACTS, ACTIVITIES)
        shown = [(text(one.label), self.rows.get(one.name, 0)) for one in named]
        others = sum(self.rows.values()) - sum(count for _label, count in shown)
        shown.append((text(OTHERS), others))
        lines: list[Line] = [[(str(self.folder), "strong")], BLANK]
        lines += [[*fit(label, LABEL, inks="quiet"), (number(count), "plain")]
                  for label, count in shown]  # fmt: skip
        yield Sentence(*lines, BLANK)
        yield Told()

    def on_mount(self) -> None:
        text = _("It is the beginning of this database: u does not take it back.")
        self.query_one(Told).tell(self.language.text(text))

    def action_fill(self) -> None:
        folder = self.folder

        def long_work(session: Session, progress: Progress) -> ImportResult:
            return bases.read(session, folder, progress)

        heading = self.language.text(_("Importing {name}"), name=folder.name)
        self.app.push_screen(ProgressSheet(heading, long_work), self.filled)

    def filled(self, result: ImportResult | None) -> None:
        if result is not None:
            self.crm.changed()
            self.toast(self.language.count(FILLED, result.rows))
        self.dismiss(None)
