"""The imports there were as rows, and one of them line by line; runs in the database thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from crm_tui.domain.imports import DELIMITERS, PastImport
from crm_tui.domain.paging import Page
from crm_tui.domain.texts import _
from crm_tui.screens.imports.outcome import VERDICTS
from crm_tui.screens.imports.reading import LEAVE, target_label
from crm_tui.screens.shown import Showing, showing
from crm_tui.services import import_activities, import_columns, past_imports
from crm_tui.session import Session
from crm_tui.widgets.columns import Column
from crm_tui.widgets.paint import Cell, Line
from crm_tui.widgets.rows import GAP, Item, Row, Section

NUMBER = 9
DROPPED = {"same": 3, "duplicate": 2}
"""The counts that go first where the window is narrow."""

MEND = _("mend them in that file and import it")
UNDONE = _("taken back")


@dataclass(frozen=True, slots=True)
class Details:
    file: str
    items: Sequence[Item]
    undone: bool


def columns(session: Session) -> list[Column]:
    text = session.language.text
    counts = [
        Column(text(label), NUMBER, right=True, drop=DROPPED.get(name, 0))
        for name, label, _inks in VERDICTS
    ]
    return [
        Column(text(_("When")), 13, inks="quiet"),
        Column(text(_("By")), 10, drop=1),
        Column(text(_("File")), 16, flex=1, inks="strong"),
        Column(text(_("Rows")), NUMBER, right=True),
        *counts,
    ]


def page(session: Session, offset: int, limit: int) -> Page[Row]:
    """The newest first; what is taken back is quiet."""
    found, now = past_imports.page(session, offset, limit), showing(session)
    return Page([past_row(now, past) for past in found.rows], found.offset, found.total)


def past_row(now: Showing, past: PastImport) -> Row:
    counts = [verdict(now, past, name, inks) for name, _label, inks in VERDICTS]
    cells: list[Cell] = [
        now.near(past.at),
        past.user or "",
        Path(past.file).name,
        now.language.number(past.rows),
        *counts,
    ]
    return Row(cells, past.transaction, past=past.undone_by is not None, record=past)


def verdict(now: Showing, past: PastImport, name: str, inks: str) -> Line:
    count = getattr(past, name)
    return [(now.language.number(count), inks if count else "faint")]


def details(session: Session, transaction: int) -> Details:
    past, now = past_imports.get(session, transaction), showing(session)
    text = session.language.text
    rows: list[list[Cell]] = [
        [text(label), verdict(now, past, name, inks)] for name, label, inks in VERDICTS
    ]
    state = [(text(UNDONE), "warn")] if past.undone_by is not None else []
    return Details(
        past.file,
        [
            Section(text(_("Rows")), now.language.number(past.rows)),
            *[Row(cells, place) for place, cells in enumerate(rows)],
            *([Row([text(_("blank")), now.language.number(past.blank)], "blank")]
              if past.blank else ()),
            *(of_path(text(_("Refused rows are in")), past.rejects) if past.rejects else ()),
            *([Row(["", [(text(MEND), "quiet")]], "mend")] if past.rejects else ()),
            GAP,
            Section(text(_("File"))),
            *of_path(text(_("File")), past.file),
            *[Row([label, value], label) for label, value in of_file(now, past)],
            *([Row(["", state], "undone")] if state else []),
            GAP,
            Section(text(_("Columns")), now.language.number(len(past.mapping))),
            *column_rows(session, past),
        ],
        past.undone_by is not None,
    )  # fmt: skip


def of_path(label: str, file: str) -> list[Row]:
    """The name, and below it the folder, which may be long; none where only the name was said."""
    path = Path(file)
    name = Row([label, path.name], ("name", file))
    folder = Row(["", [(str(path.parent), "quiet")]], ("folder", file))
    return [name] if path.parent == Path() else [name, folder]


def of_file(now: Showing, past: PastImport) -> list[tuple[str, str]]:
    text = now.language.text
    delimiter = DELIMITERS.get(past.delimiter)
    return [
        (text(_("When")), now.moment(past.at)),
        (text(_("By")), past.user or ""),
        (text(_("Encoding")), past.encoding),
        (text(_("Between columns")), text(delimiter) if delimiter else past.delimiter),
    ]


def column_rows(session: Session, past: PastImport) -> list[Row]:
    """What each column was taken for; a field that is there no more by its name."""
    language = session.language
    known = [*import_activities.targets(session), *import_columns.targets(session)]
    labels = {target.shown: target_label(language, target) for target in known}
    return [
        Row([title, labels.get(name, name) if name else [(language.text(LEAVE), "faint")]],
            ("column", title))
        for title, name in past.mapping.items()
    ]  # fmt: skip
