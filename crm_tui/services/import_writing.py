"""Writes what an import has staged: at once, or a large one in steps.

Up to `AT_ONCE` rows are matched and written in one transaction of the database. More would keep
all others from writing for longer than they wait. So they are matched while others write, and
then written in short transactions, which are one change of the history nevertheless: if it fails
or is stopped, all that is written is taken back, also when the program was killed
(`running_changes`). Rows that others have made wrong meanwhile are refused.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict

from crm_tui.data import (
    running_changes,
    staging,
    staging_again,
    staging_conflicts,
    staging_ids,
    staging_updates,
)
from crm_tui.data.database import looking, transaction
from crm_tui.data.journal import Journal
from crm_tui.data.running_changes import Steps
from crm_tui.data.staging_conflicts import Conflicts
from crm_tui.data.staging_steps import parts
from crm_tui.data.staging_writes import CHUNK, NewRecords
from crm_tui.data.stores import past_imports, settings
from crm_tui.domain import clients, deals, foreign_properties, mapping
from crm_tui.domain.clients import Lifecycle
from crm_tui.domain.entities import CLIENTS, CONTACTS, DEALS, Entity
from crm_tui.domain.fields import Field
from crm_tui.domain.imports import Update
from crm_tui.domain.permissions import check_may_shape
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _
from crm_tui.exchange import sources
from crm_tui.services import fields
from crm_tui.services.import_layouts import staged_name
from crm_tui.services.import_matching import Matching
from crm_tui.services.writing import Rehearsal, acting, action, stamped

AT_ONCE = CHUNK
CHANGED = _("somebody has changed this record during the import: import the row again")
READING = 0.4
"""The share of the time that reading takes; the rest is writing."""


class Writing:
    """Writes the staged rows, as they are matched."""

    def __init__(self, matching: Matching, progress: Progress) -> None:
        self.matching = matching
        self.session = matching.session
        self.staged = matching.staged
        self.options = matching.options
        self.layout = matching.layout
        self.progress = progress
        self.written: int | None = None
        """The number of the transaction, where something was written."""
        self._new = [NewRecords(self.layout, some) for some in self._defaults()]
        self._made: set[str] = set()
        """The fields of the users' own that there are now."""

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
        elif self._is_large:
            self._in_steps()
        else:
            self._at_once()

    def _rehearse(self) -> None:
        """What rows in doubt come to shows when they are written; then that is taken back."""
        with looking():
            self.matching.match()
        if not (self.matching.counts.changes and staging_again.is_any()) or self._is_large:
            self.matching.count_deals()
            self.matching.close()
            return
        with suppress(Rehearsal), action(self.session, _("import")) as journal:
            staging_ids.reserve(self.matching.bases, self.layout)
            self._add_all(journal)
            self.matching.close()
            raise Rehearsal

    @property
    def _is_large(self) -> bool:
        return self.staged.rows > AT_ONCE

    def _at_once(self) -> None:
        with action(self.session, _("import")) as journal:
            self.matching.match()
            is_changing = bool(self.matching.counts.changes)
            if is_changing:
                self._add_all(journal)
            self.matching.close()
            if is_changing:
                past_imports.record(journal, self.staged.file.source, **self._batch())
            self.progress(1.0)  # the last time that somebody may stop it
        self.written = journal.written

    def _add_all(self, journal: Journal) -> None:
        self._add(journal)
        while self.matching.match_again():
            self._add(journal)

    def _add(self, journal: Journal) -> None:
        self._add_settings(journal)
        for new in self._new:
            new.prepare(1, self.staged.rows)
            new.write(journal, 1, self.staged.rows)
        for entity in self.layout.entities:
            for first, last in staging_updates.owners(entity):
                self._update(journal, entity, first, last)
        self.matching.count_deals()

    def _in_steps(self) -> None:
        with looking():
            seen = running_changes.last_change()
            self.matching.match()
        if not self.matching.counts.changes:
            self.matching.close()
            return
        journal = Journal(stamped(self.session, _("import")))
        try:
            with running_changes.in_steps(journal) as steps:
                self._write_steps(journal, steps, seen)
        finally:
            fields.forget(self.session)
        self.written = journal.written

    def _write_steps(self, journal: Journal, steps: Steps, seen: int) -> None:
        with steps.step():
            past_imports.record(journal, self.staged.file.source, **self._batch())
        self._add_steps(journal, steps, seen)
        self.matching.refuse(staging_conflicts.REFUSED, CHANGED)
        while (again := self._look_again()) is not None:
            self._add_steps(journal, steps, again)
        with looking():
            self.matching.close()
        self.progress(1.0)  # the last time that somebody may stop it
        with transaction():
            past_imports.record_counts(journal, **asdict(self.matching.counts))

    def _add_steps(self, journal: Journal, steps: Steps, seen: int) -> None:
        """Write what was matched when `seen` was the last change."""
        with steps.step():
            staging_ids.reserve(self.matching.bases, self.layout)
            self._add_settings(journal)
        conflicts = Conflicts(journal, self.layout, seen)
        self._write_new(journal, steps, conflicts)
        self._write_updates(journal, steps, conflicts)
        self.matching.count_deals()

    def _look_again(self) -> int | None:
        """The last change when the rows in doubt were matched again, if there is more to write."""
        with looking():
            seen = running_changes.last_change()
            return seen if self.matching.match_again() else None

    def _write_new(self, journal: Journal, steps: Steps, conflicts: Conflicts) -> None:
        for part, new in enumerate(self._new):
            for first, last in parts(CHUNK):
                new.prepare(first, last)
                with steps.step():
                    conflicts.refuse(1 if part else first)
                    new.write(journal, first, last)
                self._tell((part * self.staged.rows + last) // len(self._new))

    def _write_updates(self, journal: Journal, steps: Steps, conflicts: Conflicts) -> None:
        for entity in self.layout.entities:
            for first, last in staging_updates.owners(entity):
                with steps.step():
                    conflicts.refuse(1)
                    self._update(journal, entity, first, last)
                self._tell(self.staged.rows)

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
            "sha256": sources.sha256(file.path, file.source),
            "encoding": file.encoding,
            "delimiter": file.delimiter,
            "mapping": mapping.shown(self.staged.found.all),
            **asdict(self.matching.counts),
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
        for pick_list, (columns, labels) in self.staged.reader.readers.new_choices.items():
            for key in staging.written(columns):
                if key in labels:
                    settings.add_choice(journal, pick_list, key, labels[key])
        if found.kept or self.staged.reader.readers.new_choices:
            fields.forget(self.session)

    def _tell(self, rows: int) -> None:
        self.progress(READING + (1 - READING) * rows / max(1, self.staged.rows) * 0.99)
