"""Imports activities: calendars, letters, and tables of what was done or is planned.

The rows are read while others write. Then each is compared with what is there and written: a small
file in one transaction of the database, a large one in steps that others can write between
(`running_changes`), which are one change of the history nevertheless. What stands for one time of a
series waits until the series is there.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from itertools import islice

from crm_tui.data import running_changes
from crm_tui.data.journal import Journal
from crm_tui.data.stores import import_activities as store
from crm_tui.data.stores import past_imports
from crm_tui.domain import column_matching, import_activities, mapping
from crm_tui.domain.date_order import ORDERS
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.import_samples import DUPLICATE
from crm_tui.domain.imports import Counts, ImportResult, Options
from crm_tui.domain.mapping import Target
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import sources, xlsx_files
from crm_tui.exchange.rejects import Rejects, rejects
from crm_tui.exchange.row_files import BrokenRow, RowFile
from crm_tui.i18n import RUSSIAN
from crm_tui.services import fields, import_columns
from crm_tui.services.import_activity_rows import ReadRow, RowReader
from crm_tui.services.import_activity_samples import Samples
from crm_tui.services.import_activity_writes import Writes
from crm_tui.services.import_columns import SAMPLED, SHORT, Columns
from crm_tui.services.import_writing import READING
from crm_tui.services.past_imports import publish
from crm_tui.services.spooled_rows import Spool
from crm_tui.services.writing import Rehearsal, action, stamped
from crm_tui.session import Session

STEP = 200
"""Rows that are written at a time, in about half a second."""

AT_ONCE = 5 * STEP


def find(session: Session, file: RowFile, options: Options) -> Columns:
    """The columns of a file of activities; InvalidInputError when none of them says what it is."""
    if options.preset or options.keep_unknown:
        raise InvalidInputError(_("programs and unknown columns are for clients and people only"))
    rows = tuple(tuple(cell[:SHORT] for cell in row.cells) for row in islice(file.rows(), SAMPLED))
    known = import_activities.columns(fields.in_force(session, ACTIVITIES))
    known += import_activities.EVENT if import_activities.is_calendar(file.header) else ()
    said = {**import_columns.aside(file.header), **(options.columns or {})}
    found = column_matching.map_activities(file.header, known, RUSSIAN.text, said)
    found = import_activities.with_subject(found, known, said)
    found = import_activities.with_days(found)
    names = {column.target.field.name for column in found if column.target}
    if not names & {"subject", "body"}:
        message = _("{file} has no column for the subject of an activity: name one with --map")
        raise InvalidInputError(message, file=file.source)
    return Columns(found, None, rows, mapping.missing(file.header, options.columns or {}))


def targets(session: Session) -> list[Target]:
    """What a column can be taken for."""
    known = import_activities.columns(fields.in_force(session, ACTIVITIES))
    return [Target(mapping.ACTIVITIES, field) for field in known]


def run(
    session: Session, file: RowFile, options: Options, progress: Progress | None = None
) -> ImportResult:
    """See `imports.run`; the session says that it is an import."""
    return ActivityImport(session, file, options, progress or (lambda share: None)).run()


class ActivityImport:
    """One run: what the columns are, and how the rows came out."""

    def __init__(
        self, session: Session, file: RowFile, options: Options, progress: Progress
    ) -> None:
        self.session = session
        self.file = file
        self.options = options
        self.progress = progress
        self.found = find(session, file, options)
        said = next((order for order in ORDERS if order == options.dates), None)
        orders = self.found.orders(said, "dmy" if session.language.code == "ru" else None)
        self.reader = RowReader(session, self.found.all, orders)
        self.verdicts: Counter[str] = Counter()
        self.blank = 0
        self.seen: dict[object, int] = {}
        """What the rows of this turn were known by so far, and their lines."""
        self.samples = Samples()
        self.refusable: Spool[ReadRow] = Spool()
        """Rows that cannot be written now; they may be when all others are."""
        self.is_last = False
        self.writes = Writes(session, options.update)
        self.read_at = 0
        """The entry of the journal behind which only others can have written."""
        self.is_stale = False
        """Whether others have written since they were read first."""

    def run(self) -> ImportResult:
        rows: Spool[ReadRow] = Spool()
        with rejects(self.file, self.options.rejects) as refused:
            self.read_at = running_changes.last_change()
            self._read(rows, refused)
            written = None
            if self.options.dry_run:
                self._rehearse(rows, refused)
            else:
                write = self._at_once if rows.count <= AT_ONCE else self._in_steps
                written = write(rows, refused)
                publish(refused, written)
        return ImportResult(
            **asdict(self._counts(refused)),
            transaction=written,
            encoding=self.file.encoding,
            delimiter=self.file.delimiter,
            mapping=mapping.shown(self.found.all),
            rejects=str(refused.path) if refused.path else None,
            reasons=tuple(sorted(refused.reasons)),
            unknown={header: tuple(words) for header, words in self.reader.unknown.items()},
            sheets=xlsx_files.told(self.file.sheets, self.options.sheet),
            samples=self.samples.all,
            missing=self.found.missing,
            is_text=self.file.is_text,
            older=self.writes.older,
        )

    # Reading.

    def _read(self, rows: Spool[ReadRow], refused: Rejects) -> None:
        waiting: Spool[ReadRow] = Spool()
        for found in self.file.rows(self._read_share, self._skip):
            if isinstance(found, BrokenRow):
                self._refuse(refused, found.line, found.cells, found.error)
                continue
            row = self._read_row(refused, found.line, found.cells)
            if row is not None:
                self.writes.note(row)
                (rows if row.event.replaces is None else waiting).add(row)
        for row in waiting.all():
            rows.add(row)

    def _read_row(self, refused: Rejects, line: int, cells: Sequence[str]) -> ReadRow | None:
        try:
            return self.reader.read(line, cells)
        except InvalidInputError as error:
            self._refuse(refused, line, cells, error)
            return None

    def _refuse(
        self, refused: Rejects, line: int, cells: Sequence[str], error: InvalidInputError
    ) -> None:
        refused.add(line, cells, self.session.language.error(error))

    def _read_share(self, done: int, size: int) -> None:
        self.progress(READING * done / max(1, size))

    def _skip(self, _line: int) -> None:
        self.blank += 1

    # Writing.

    def _rehearse(self, rows: Spool[ReadRow], refused: Rejects) -> None:
        """Write all of a small file, or each step of a large one, and take it back."""
        if rows.count <= AT_ONCE:
            with suppress(Rehearsal):
                self._at_once(rows, refused)
            return
        seen = self.read_at
        for some in self._steps(rows):
            with suppress(Rehearsal), action(self.session, _("import")) as journal:
                self._write(journal, refused, some)
                raise Rehearsal
            self.read_at = seen
        refused.close()

    def _at_once(self, rows: Spool[ReadRow], refused: Rejects) -> int | None:
        with action(self.session, _("import")) as journal:
            for some in self._parts(rows):
                self._write(journal, refused, some)
            refused.close()
            if self.options.dry_run:
                raise Rehearsal
            if journal.written is not None:
                self._end(journal)
                past_imports.record(journal, self.file.source, **self._batch(refused))
            self.progress(1.0)  # the last time that somebody may stop it
        return journal.written

    def _in_steps(self, rows: Spool[ReadRow], refused: Rejects) -> int | None:
        journal = Journal(stamped(self.session, _("import")))
        try:
            with running_changes.in_steps(journal) as steps:
                with steps.step():
                    past_imports.record(journal, self.file.source, **self._batch(refused))
                for some in self._steps(rows):
                    with steps.step():
                        self._write(journal, refused, some)
                refused.close()
                self.progress(1.0)  # the last time that somebody may stop it
                with steps.step():
                    self._end(journal)
                    past_imports.record_counts(journal, **asdict(self._counts(refused)))
        finally:
            fields.forget(self.session)
        return journal.written

    def _end(self, journal: Journal) -> None:
        self.writes.gathered.tell(journal)
        store.finish(journal)

    def _parts(self, rows: Spool[ReadRow]) -> Iterator[Sequence[ReadRow]]:
        """Some rows at a time; at the end once more those that could not be written before."""
        yield from rows.chunks(STEP)
        self.is_last, self.seen = True, {}
        yield from self.refusable.chunks(STEP)

    def _steps(self, rows: Spool[ReadRow]) -> Iterator[Sequence[ReadRow]]:
        """The same; between them others can write."""
        done = 0
        for some in self._parts(rows):
            yield some
            done += len(some)
            self.progress(READING + (1 - READING) * 0.99 * min(1, done / rows.count))

    def _write(self, journal: Journal, refused: Rejects, rows: Sequence[ReadRow]) -> None:
        """As a part of a transaction: what the rows say."""
        if store.others_wrote(self.read_at):
            self.is_stale = True
            self.reader.forget()
        if self.is_stale:
            again = (self._read_row(refused, row.line, row.cells) for row in rows)
            rows = [row for row in again if row is not None]
        self.writes.prepare(rows)
        for row in rows:
            try:
                verdict = self._verdict(journal, row)
            except InvalidInputError as error:
                if self.is_last:
                    self._refuse(refused, row.line, row.cells, error)
                else:
                    self.refusable.add(row)
            else:
                self.verdicts[verdict] += 1
        self.read_at = running_changes.last_change()

    def _verdict(self, journal: Journal, row: ReadRow) -> str:
        known_by, alike = row.known_by, row.alike
        if (above := self.seen.get(known_by)) is not None:
            self.samples.add(DUPLICATE, row, above=above)
            return DUPLICATE
        verdict, known = self.writes.write(journal, row)
        self.samples.add(verdict, row, known)
        for name in (known_by, alike):
            self.seen.setdefault(name, row.line)
        return verdict

    def _counts(self, refused: Rejects) -> Counts:
        rows = sum(self.verdicts.values())
        return Counts.of(rows, self.verdicts, refused.count, self.blank)

    def _batch(self, refused: Rejects) -> dict[str, object]:
        return {
            "sha256": sources.sha256(self.file.path, self.file.source),
            "encoding": self.file.encoding,
            "delimiter": self.file.delimiter,
            "mapping": mapping.shown(self.found.all),
            **asdict(self._counts(refused)),
        }
