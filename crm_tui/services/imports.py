"""Imports a file: clients with their contacts here, activities in `import_activities`.

Everything is read and checked first; then `import_matching` finds who the rows are, and
`import_writing` writes all that are accepted, or none.
"""

import os
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import BinaryIO

from crm_tui.data import staging
from crm_tui.domain import mapping
from crm_tui.domain.date_order import ORDERS, Order
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.hooks import Moment
from crm_tui.domain.import_activities import holds_activities
from crm_tui.domain.imports import (
    INTO,
    MATCHABLE,
    Counts,
    ImportResult,
    Inspection,
    Update,
)
from crm_tui.domain.imports import Options as Options
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import kinds, readers, sources, xlsx_files
from crm_tui.exchange.kinds import FileKind
from crm_tui.exchange.rejects import Rejects, rejects
from crm_tui.exchange.row_files import BrokenRow, RowFile
from crm_tui.services import hooks, import_activities, import_columns, past_imports
from crm_tui.services.import_columns import Columns
from crm_tui.services.import_layouts import staged_name
from crm_tui.services.import_matching import Matching, Staged
from crm_tui.services.import_own import OwnRows
from crm_tui.services.import_rows import RowReader
from crm_tui.services.import_writing import READING, Writing
from crm_tui.session import Session

ENDINGS = tuple(kinds.ENDINGS)
"""How the names of files end that are read."""

MOST_HELD = 16 * 1024 * 1024
"""Characters of long texts, such as pictures, that wait in memory."""


def run(
    session: Session,
    source: str,
    options: Options | None = None,
    *,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
) -> ImportResult:
    """Import the file `source`, or `stdin` for "-".

    InvalidInputError when the file as a whole cannot be read, ForbiddenError when a program of the
    user's refuses it: then nothing is written.
    """
    options = options or Options()
    _check(options)
    if options.dry_run:
        return _run(session, source, options, progress, stdin)
    hooks.before(session, Moment.IMPORT, {"file": source})
    result = _run(session, source, options, progress, stdin)
    hooks.after(session, Moment.IMPORT, lambda: _told(source, result))
    return result


def _told(source: str, result: ImportResult) -> dict[str, object]:
    counts = {count.name: getattr(result, count.name) for count in fields(Counts)}
    counts["deals"] = result.deals
    return {"file": source, "txn": result.transaction, **counts, "rejects": result.rejects}


def _run(
    session: Session,
    source: str,
    options: Options,
    progress: Progress | None,
    stdin: BinaryIO | None,
) -> ImportResult:
    with sources.opened(source, stdin) as path:
        file = _look(path, source, options)
        importing = replace(session, source="import")
        if _goes_to_activities(file, options):
            return import_activities.run(importing, file, options, progress)
        return Import(importing, file, options, progress).run()


def is_folder(source: str) -> bool:
    """Whether it is a folder, and none in which Apple keeps a mailbox."""
    return os.path.isdir(sources.file_of(source))


def inspect(
    session: Session, source: str, options: Options | None = None, *, rows: int = 20
) -> Inspection:
    """What the file is taken for, with its first rows; `run` with `dry_run` counts the rest.

    None of the columns need be a name: that is what somebody may be about to say.
    """
    options = options or Options()
    _check(options)
    with sources.opened(source) as path:
        file = _look(path, source, options)
        activities = _goes_to_activities(file, options)
        if activities:
            found = import_activities.find(session, file, options)
        else:
            found = _columns(session, file, options)
        form = kinds.find(path, source)
        sheets = xlsx_files.sheets(path, source) if form is FileKind.XLSX else ()
    return Inspection(
        into=ACTIVITIES.name if activities else found.into,
        form=form.value,
        sheets=sheets,
        sheet=next(iter(file.sheets), None),
        encoding=file.encoding,
        delimiter=file.delimiter,
        notes=file.notes,
        preset=found.preset.name if found.preset else None,
        columns=found.all,
        added=found.added,
        kept=found.kept_titles,
        own=found.own_titles,
        samples=tuple(found.values(place)[:rows] for place in range(len(found.all))),
        rows=found.rows[:rows],
    )


def _look(path: Path, source: str, options: Options) -> RowFile:
    return readers.inspect(
        path,
        source,
        encoding=options.encoding,
        delimiter=options.delimiter,
        sheet=options.sheet,
    )


def _goes_to_activities(file: RowFile, options: Options) -> bool:
    """As the user says; else calendars, letters and what we exported go where they belong."""
    if options.into is None:
        return holds_activities(file.header)
    return options.into == ACTIVITIES.name


class Import:
    """One run: how the file is read, where its rows wait, what becomes of them."""

    def __init__(
        self, session: Session, file: RowFile, options: Options, progress: Progress | None
    ) -> None:
        self.session = session
        self.file = file
        self.options = options
        self.progress: Progress = progress or (lambda share: None)
        self.found = _columns(session, file, options)
        import_columns.check(self.found, file)
        self.columns = self.found.all
        usual: Order | None = "dmy" if session.language.code == "ru" else None
        said = next((order for order in ORDERS if order == options.dates), None)
        orders = self.found.orders(said, usual)
        table = self.found.own
        own = OwnRows(session, table, orders[table.made]) if table else None
        added = self.found.added
        self.reader = RowReader(session, self.columns, staging.users(), orders, added, own)
        self.stage = staging.Stage(self.reader.layout)
        self.blank = 0

    def run(self) -> ImportResult:
        with rejects(self.file, self.options.rejects) as refused, self.stage.opened():
            self._read(refused)
            staged = Staged(
                self.file, self.found, self.reader, refused, self.stage.rows, self.blank
            )
            matching = Matching(self.session, staged, self.options)
            writing = Writing(matching, self.progress)
            writing.write()
            if not self.options.dry_run:
                past_imports.publish(refused, writing.written)
        return ImportResult(
            **asdict(matching.counts),
            transaction=writing.written,
            encoding=self.file.encoding,
            delimiter=self.file.delimiter,
            mapping=mapping.shown(self.columns),
            rejects=str(refused.path) if refused.path else None,
            reasons=tuple(sorted(refused.reasons)),
            preset=self.found.preset.name if self.found.preset else None,
            unknown=self._unknown(matching.unknown_links),
            sheets=xlsx_files.told(self.file.sheets, self.options.sheet),
            deals=matching.deals,
            samples=matching.samples,
            empty=self.found.empty,
            missing=self.found.missing,
            own=self.found.own_titles,
            is_text=self.file.is_text,
        )

    def _unknown(self, links: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
        """By column, what was left out because nothing here is called so."""
        found = {header: tuple(words) for header, words in self.reader.readers.unknown.items()}
        for column in self.columns:
            target = column.target
            staged = f"{target.entity}_{staged_name(target.field)}" if target else ""
            if staged in links:
                found[column.header] = tuple(links[staged])
        return found

    def _read(self, refused: Rejects) -> None:
        """Stage the rows that can be taken, put aside the others."""
        read, add = self.reader.read, self.stage.add
        for found in self.file.rows(self._read_share, self._skip):
            try:
                if isinstance(found, BrokenRow):
                    raise found.error
                row = read(found.cells)
            except InvalidInputError as error:
                refused.add(found.line, found.cells, self.session.language.error(error))
            else:
                add(found.line, *row)
                if self.reader.readers.held > MOST_HELD:
                    self.reader.readers.held = 0
                    self.stage.flush()
        self.stage.flush()

    def _skip(self, _line: int) -> None:
        self.blank += 1

    def _read_share(self, done: int, size: int) -> None:
        self.progress(READING * done / size)


def _check(options: Options) -> None:
    """InvalidInputError for words that no option knows."""
    if options.into not in (None, *INTO):
        message = _("there is no importing into {word}: try {known}")
        raise InvalidInputError(message, word=options.into, known=", ".join(INTO))
    if options.update not in list(Update):
        message = _("there is no way to update called {word}: try {known}")
        raise InvalidInputError(message, word=options.update, known=", ".join(Update))
    if options.dates not in (None, *ORDERS):
        message = _("there is no order of dates called {word}: try {known}")
        raise InvalidInputError(message, word=options.dates, known=", ".join(ORDERS))
    for word in options.match:
        if word not in MATCHABLE:
            message = _("rows cannot be matched by {word}: try {known}")
            raise InvalidInputError(message, word=word, known=", ".join(MATCHABLE))


def _columns(session: Session, file: RowFile, options: Options) -> Columns:
    return import_columns.find(
        session,
        file,
        into=options.into,
        preset=options.preset,
        wanted=options.columns,
        keep_unknown=options.keep_unknown,
        kept=options.kept,
    )
