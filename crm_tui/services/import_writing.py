"""Writes what an import has staged: at once, or a large one in steps.

Up to `AT_ONCE` rows are matched and written in one transaction of the database. More would keep
all others from writing for longer than they wait. So they are matched while others write, and
then written in short transactions, which are one change of the history nevertheless: if it fails
or is stopped, all that is written is taken back, also when the program was killed
(`running_imports`). Rows that others have made wrong meanwhile are refused.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass

from crm_tui.data import (
    running_imports,
    staging,
    staging_again,
    staging_conflicts,
    staging_deals,
    staging_ids,
    staging_links,
    staging_matches,
    staging_merges,
    staging_updates,
)
from crm_tui.data.database import transaction
from crm_tui.data.journal import Journal
from crm_tui.data.staging_conflicts import Conflicts
from crm_tui.data.staging_matches import NAMELESS_ROW
from crm_tui.data.staging_steps import parts
from crm_tui.data.staging_writes import CHUNK, NewRecords
from crm_tui.data.stores import settings
from crm_tui.domain import clients, deals, foreign_properties, mapping
from crm_tui.domain.clients import Lifecycle
from crm_tui.domain.entities import CLIENTS, CONTACTS, DEALS, Entity
from crm_tui.domain.fields import Field
from crm_tui.domain.imports import Counts, Options, Update
from crm_tui.domain.permissions import check_may_shape
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _
from crm_tui.exchange import sources
from crm_tui.exchange.rejects import Rejects
from crm_tui.exchange.row_files import BrokenRow, RowFile
from crm_tui.services import fields
from crm_tui.services.import_columns import Columns
from crm_tui.services.import_layouts import staged_name
from crm_tui.services.import_rows import RowReader
from crm_tui.services.writing import Rehearsal, acting, action, stamped
from crm_tui.session import Session

AT_ONCE = CHUNK
TURNS = 8
"""How often rows that contradict each other are matched; two or three times are enough for most."""

PAUSE = 0.12
"""Seconds between two steps: who waits to write looks ten times a second (SQLite has no queue)."""

CHANGED = _("somebody has changed this record during the import: import the row again")
NAMELESS = _("the row names no client, and none is known by what it says: import the clients first")

READING = 0.4
"""The share of the time that reading takes; the rest is writing."""


@dataclass(slots=True)
class Staged:
    """What was read: the file with its columns, how many rows wait, and how many hold nothing."""

    file: RowFile
    found: Columns
    reader: RowReader
    refused: Rejects
    rows: int
    blank: int


class Writing:
    """Matches and writes the staged rows; afterwards it knows what became of them."""

    def __init__(
        self, session: Session, staged: Staged, options: Options, progress: Progress
    ) -> None:
        self.session = session
        self.staged = staged
        self.options = options
        self.progress = progress
        self.layout = staged.reader.layout
        self.written: int | None = None
        """The number of the transaction, where something was written."""
        self.unknown_links: dict[str, list[str]] = {}
        self.counts: Counts
        self.deals = 0
        """How many deals the rows make."""
        self._new = [NewRecords(self.layout, some) for some in self._defaults()]
        self._bases: dict[str, int] = {}
        self._made: set[str] = set()
        """The fields of the users' own that there are now."""
        self._turns = 0
        self._released = 0.0
        """When the last step gave the lock back."""

    def _defaults(self) -> list[dict[Entity, Mapping[str, str]]]:
        """What new records are where a row says nothing; deals wait until all others are there."""
        lead = {"lifecycle": Lifecycle.LEAD.value} if self.options.into == "leads" else {}
        found: list[dict[Entity, Mapping[str, str]]]
        found = [{CLIENTS: clients.DEFAULTS | lead, CONTACTS: {}}]
        if self.layout.deals:
            stages = fields.named(self.session, DEALS.name)["stage"].choices
            first = {"stage": stages[0].key} if stages else {}
            found.append({DEALS: deals.DEFAULTS | first})
        return found

    def write(self) -> None:
        """Write all accepted rows or none; in a dry run only count."""
        if self.options.dry_run:
            self._rehearse()
        elif self.staged.rows <= AT_ONCE:
            self._at_once()
        else:
            self._in_steps()

    def _rehearse(self) -> None:
        """What rows in doubt come to shows when they are written; then that is taken back."""
        with staging.looking():
            self._match()
        if not self.counts.changes or self.staged.rows > AT_ONCE or not staging_again.is_any():
            self._count_deals()
            return
        with suppress(Rehearsal), action(self.session, _("import")) as journal:
            staging_ids.reserve(self._bases, self.layout)
            self._add_all(journal)
            raise Rehearsal

    def _at_once(self) -> None:
        with action(self.session, _("import")) as journal:
            self._match()
            self.staged.refused.close()
            if self.counts.changes:
                self._add_all(journal)
                running_imports.record(journal, **self._batch())
            self.progress(1.0)  # the last time that somebody may stop it
        self.written = journal.written

    def _add_all(self, journal: Journal) -> None:
        self._add(journal)
        while self._match_again():
            self._add(journal)

    def _add(self, journal: Journal) -> None:
        self._add_settings(journal)
        for new in self._new:
            new.prepare(1, self.staged.rows)
            new.write(journal, 1, self.staged.rows)
        for entity in self.layout.entities:
            for first, last in staging_updates.owners(entity):
                self._update(journal, entity, first, last)
        self._count_deals()

    def _in_steps(self) -> None:
        with staging.looking():
            seen = staging_conflicts.last_change()
            self._match()
        if not self.counts.changes:
            self.staged.refused.close()
            return
        journal = Journal(stamped(self.session, _("import")))
        try:
            with running_imports.owned(journal):
                self._write_steps(journal, seen)
        finally:
            fields.forget(self.session)
        self.written = journal.written

    def _write_steps(self, journal: Journal, seen: int) -> None:
        with transaction():
            first = staging_conflicts.last_change() + 1
            running_imports.begin(journal, first, **self._batch())
        self._add_steps(journal, seen)
        self._refuse(staging_conflicts.REFUSED, CHANGED)
        self.staged.refused.close()
        while (again := self._look_again()) is not None:
            self._add_steps(journal, again)
        self.progress(1.0)  # the last time that somebody may stop it
        with transaction():
            running_imports.finish(journal, **asdict(self.counts))

    def _add_steps(self, journal: Journal, seen: int) -> None:
        """Write what was matched when `seen` was the last change."""
        with self._step(journal):
            staging_ids.reserve(self._bases, self.layout)
            self._add_settings(journal)
        conflicts = Conflicts(journal, self.layout, seen)
        self._write_new(journal, conflicts)
        self._write_updates(journal, conflicts)
        self._count_deals()

    def _look_again(self) -> int | None:
        """The last change when the rows in doubt were matched again, if there is more to write."""
        with staging.looking():
            seen = staging_conflicts.last_change()
            return seen if self._match_again() else None

    def _write_new(self, journal: Journal, conflicts: Conflicts) -> None:
        for part, new in enumerate(self._new):
            for first, last in parts(CHUNK):
                new.prepare(first, last)
                with self._step(journal):
                    conflicts.refuse(1 if part else first)
                    new.write(journal, first, last)
                self._tell((part * self.staged.rows + last) // len(self._new))

    def _write_updates(self, journal: Journal, conflicts: Conflicts) -> None:
        for entity in self.layout.entities:
            for first, last in staging_updates.owners(entity):
                with self._step(journal):
                    conflicts.refuse(1)
                    self._update(journal, entity, first, last)
                self._tell(self.staged.rows)

    @contextmanager
    def _step(self, journal: Journal) -> Iterator[None]:
        time.sleep(max(0.0, self._released + PAUSE - time.monotonic()))
        with transaction():
            running_imports.note_step(journal, staging_conflicts.last_change() + 1)
            yield
        self._released = time.monotonic()

    def _match(self) -> None:
        """Find which records the rows are, and what they change."""
        self._bases = staging_matches.match(self.options.match, self.layout)
        staging_again.keep(self.layout)
        self.unknown_links = staging_links.resolve(self.layout)
        self._merge()
        if self.layout.deals:
            self._refuse(NAMELESS_ROW, NAMELESS)
        self._count()

    def _match_again(self) -> bool:
        """Whether the rows in doubt change anything more, now that all are written."""
        self._turns += 1
        if self._turns < TURNS and staging_again.restore(self.layout):
            self._bases = staging_matches.match(self.options.match, self.layout)
            staging_links.resolve(self.layout)
            self._merge()
            if {"new", "updated"}.intersection(staging.verdicts()):
                return True
        staging_again.finish()
        self._count()
        return False

    def _merge(self) -> None:
        options = self.options
        staging_merges.merge(self.layout, self._bases, options.update, options.match)

    def _count(self) -> None:
        verdicts = staging.verdicts()
        refused = (staging_conflicts.REFUSED, NAMELESS_ROW)
        rows = self.staged.rows - sum(verdicts.get(verdict, 0) for verdict in refused)
        self.counts = Counts.of(rows, verdicts, self.staged.refused.count, self.staged.blank)

    def _count_deals(self) -> None:
        if self.layout.deals:
            self.deals += staging_deals.new()

    def _refuse(self, verdict: str, message: str) -> None:
        """Put the rows aside that cannot be taken: they are in the file again."""
        lines = staging_conflicts.refused_lines(verdict)
        if not lines:
            return
        reason = self.session.language.text(message)
        for found in self.staged.file.rows():
            if found.line in lines and not isinstance(found, BrokenRow):
                self.staged.refused.add(found.line, found.cells, reason)

    def _update(self, journal: Journal, entity: Entity, first: int, last: int) -> None:
        staging_updates.write(
            journal,
            entity,
            self._described(entity),
            self.session.phone_region,
            first,
            last,
            fill=self.options.update == Update.FILL,
        )

    def _described(self, entity: Entity) -> tuple[Field, ...]:
        foreign = foreign_properties.OF.get(entity.name)
        return (*fields.in_force(self.session, entity), *([foreign] if foreign else []))

    def _batch(self) -> dict[str, object]:
        file = self.staged.file
        return {
            "file": file.source,
            "sha256": sources.sha256(file.path, file.source),
            "encoding": file.encoding,
            "delimiter": file.delimiter,
            "mapping": mapping.shown(self.staged.found.all),
            **asdict(self.counts),
        }

    def _add_settings(self, journal: Journal) -> None:
        """Make the fields and the choices that accepted rows have and nobody has made yet."""
        found = self.staged.found
        for field in found.kept:
            if field.name not in self._made and any(
                staging.written([f"{found.keeps.name}_{staged_name(field)}"])
            ):
                check_may_shape(acting(self.session))
                settings.add_custom_field(journal, found.keeps.name, field)
                self._made.add(field.name)
        for pick_list, (columns, labels) in self.staged.reader.new_choices.items():
            for key in staging.written(columns):
                if key in labels:
                    settings.add_choice(journal, pick_list, key, labels[key])
        if found.kept or self.staged.reader.new_choices:
            fields.forget(self.session)

    def _tell(self, rows: int) -> None:
        self.progress(READING + (1 - READING) * rows / max(1, self.staged.rows) * 0.99)
