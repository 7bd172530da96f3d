"""Imports activities: calendars, letters, and tables of what was done or is planned.

Each row is read, checked and compared with what is there, all in one transaction.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import tzinfo
from functools import lru_cache
from itertools import islice
from typing import Any

from crm_tui.data import running_imports, staging
from crm_tui.data.journal import Journal
from crm_tui.data.stores import import_activities as store
from crm_tui.domain import (
    choice_words,
    date_order,
    emails,
    import_activities,
    mapping,
    phones,
    repeats,
    series,
    values,
    zones,
)
from crm_tui.domain.date_order import ORDERS
from crm_tui.domain.entities import ACTIVITIES, Entity, entity, read_id
from crm_tui.domain.fields import Field, Kind, Link
from crm_tui.domain.folding import fold
from crm_tui.domain.import_activities import PARTIES, Party, completed, one_party, with_whom
from crm_tui.domain.imports import Counts, ImportResult, Options, Progress
from crm_tui.domain.mapping import Column, Target
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError, InvalidInputError
from crm_tui.exchange import sources
from crm_tui.exchange.formulas import restored
from crm_tui.exchange.rejects import Rejects, rejects
from crm_tui.exchange.row_files import BrokenRow, Row, RowFile
from crm_tui.services import entering, fields, past_imports
from crm_tui.services.activities import CHANNELS, summary
from crm_tui.services.import_activity_writes import FOREIGN, Event, Writes
from crm_tui.services.import_columns import SAMPLED, SHORT, Columns
from crm_tui.services.writing import action
from crm_tui.session import Session

MOST_WORDS = 100
"""Unknown words of a column that are remembered."""

PEOPLE = ("client", "contact")
SAYS_WHO = frozenset((*PEOPLE, *(field.name for field in PARTIES)))


class Rehearsal(Exception):  # noqa: N818 - no error: it takes back what a dry run has written
    """Ends a dry run."""


def find(session: Session, file: RowFile, options: Options) -> Columns:
    """The columns of a file of activities; InvalidInputError when none of them says what it is."""
    if options.preset or options.keep_unknown:
        raise InvalidInputError(_("programs and unknown columns are for clients and people only"))
    rows = tuple(tuple(cell[:SHORT] for cell in row.cells) for row in islice(file.rows(), SAMPLED))
    known = import_activities.columns(fields.in_force(session, ACTIVITIES))
    known += import_activities.EVENT if import_activities.is_calendar(file.header) else ()
    found = mapping.map_activities(file.header, known, session.language.text, options.columns)
    names = {column.target.field.name for column in found if column.target}
    if not names & {"subject", "body"}:
        message = _("{file} has no column for the subject of an activity: name one with --map")
        raise InvalidInputError(message, file=file.source)
    return Columns(found, None, rows)


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
    """One run: what the columns are, who was meant by what, and how the rows came out."""

    def __init__(
        self, session: Session, file: RowFile, options: Options, progress: Progress
    ) -> None:
        self.session = session
        self.file = file
        self.options = options
        self.progress = progress
        self.found = find(session, file, options)
        said = next((order for order in ORDERS if order == options.dates), None)
        self.orders = self.found.orders(said, "dmy" if session.language.code == "ru" else None)
        self.users = staging.users()
        self.unknown: dict[str, dict[str, None]] = {}
        self.verdicts: Counter[str] = Counter()
        self.blank = 0
        self.seen: set[object] = set()
        """What the rows so far were known by."""
        self.writes = Writes(session, options.update)
        names = [column.target.field.name if column.target else "" for column in self.found.all]
        self.replaces = names.index("replaces") if "replaces" in names else None
        self.time_zone = names.index("time_zone") if "time_zone" in names else None
        self.clock = session.zone
        """By which the row that is read repeats."""
        self.parties: Callable[[Field, str], Party | None] = lru_cache(4096)(self._party)

    def run(self) -> ImportResult:
        journal: Journal | None = None
        with rejects(self.file, self.options.rejects) as refused:
            try:
                with action(self.session, _("import")) as journal:
                    self._take_all(journal, refused)
                    refused.close()
                    if self.options.dry_run:
                        raise Rehearsal
                    self._finish(journal, refused)
                    self.progress(1.0)  # the last time that somebody may stop it
            except Rehearsal:
                journal = None
            else:
                past_imports.publish(refused, journal.written)
        return ImportResult(
            **asdict(self._counts(refused)),
            transaction=journal.written if journal else None,
            encoding=self.file.encoding,
            delimiter=self.file.delimiter,
            mapping=mapping.shown(self.found.all),
            rejects=str(refused.path) if refused.path else None,
            reasons=tuple(refused.reasons),
            unknown={header: tuple(words) for header, words in self.unknown.items()},
            older=self.writes.older,
        )

    def _counts(self, refused: Rejects) -> Counts:
        rows = sum(self.verdicts.values())
        return Counts.of(rows, self.verdicts, refused.count, self.blank)

    def _finish(self, journal: Journal, refused: Rejects) -> None:
        if journal.written is None:
            return
        store.finish(journal)
        running_imports.record(
            journal,
            file=self.file.source,
            sha256=sources.sha256(self.file.path, self.file.source),
            encoding=self.file.encoding,
            delimiter=self.file.delimiter,
            mapping=mapping.shown(self.found.all),
            **asdict(self._counts(refused)),
        )

    def _take_all(self, journal: Journal, refused: Rejects) -> None:
        """What stands for one time of a series waits until the series is there."""
        waiting: list[tuple[int, Sequence[str]]] = []
        for found in self.file.rows(self._read_share, self._skip):
            if not isinstance(found, BrokenRow) and self._waits(found.cells):
                waiting.append((found.line, found.cells))
                continue
            self._judge(journal, refused, found)
        for line, cells in waiting:
            self._judge(journal, refused, Row(line, list(cells)))

    def _read_share(self, done: int, size: int) -> None:
        self.progress(done / max(1, size))

    def _skip(self, _line: int) -> None:
        self.blank += 1

    def _waits(self, cells: Sequence[str]) -> bool:
        return self.replaces is not None and any(
            cell.strip() for cell in cells[self.replaces : self.replaces + 1]
        )

    def _judge(self, journal: Journal, refused: Rejects, found: Row | BrokenRow) -> None:
        try:
            if isinstance(found, BrokenRow):
                raise found.error
            verdict = self._take(journal, found.cells)
        except InvalidInputError as error:
            refused.add(found.line, found.cells, self.session.language.error(error))
        else:
            self.verdicts[verdict] += 1

    def _take(self, journal: Journal, cells: Sequence[str]) -> str:
        """Write what the row says; returns its verdict. InvalidInputError for a row that cannot."""
        read, said = self._read(cells)
        event = Event(int(read.pop("sequence", 0)), read.pop("replaces", None), read.get(FOREIGN))
        entered = self._entered(read, said)
        uid = entered.get("external_id")
        known_by = (uid, event.replaces) if uid else tuple(map(entered.get, store.SAME))
        if known_by in self.seen:
            return "duplicate"
        verdict = self.writes.write(journal, read, entered, event)
        self.seen.add(known_by)
        return verdict

    def _entered(self, read: Mapping[str, Any], said: Mapping[str, Party]) -> dict[str, Any]:
        """The values of a new activity, with those that follow from the others."""
        session = self.session
        found = completed(read, said, session.now(), session.reading.today)
        if not found.get("subject"):
            body = (found.get("body") or "").strip()
            described = fields.named(session, ACTIVITIES.name)["kind"].choice(found["kind"])
            label = session.language.text(described.label) if described else ""
            found["subject"] = summary(body)["subject"] if body else label
        if channel := CHANNELS.get(found["kind"]):
            found.setdefault("channel", channel)
        party = with_whom(said)
        if party.client is not None:
            found["client"] = Link(party.client, "")
        if party.contact is not None:
            found["contact"] = Link(party.contact, "")
        return found

    def _read(self, cells: Sequence[str]) -> tuple[dict[str, Any], dict[str, Party]]:
        """The values of the row, and by column whom it is with."""
        if any(cell.strip() for cell in cells[len(self.found.all) :]):
            raise InvalidInputError(_("the row has more cells than there are columns"))
        read: dict[str, Any] = {}
        said: dict[str, Party] = {}
        self.clock = self._clock(cells)
        for place, (column, cell) in enumerate(zip(self.found.all, cells, strict=False)):
            text = restored(cell) if cell[:1] == "'" else cell
            if column.target is None or not text.strip():
                continue
            field = column.target.field
            try:
                if field.name in SAYS_WHO and not field.custom:
                    if (party := self._meant(column, field, text)) is not None:
                        said.setdefault(field.name, party)
                elif (value := self._value(place, column, field, text)) is not None:
                    read[field.name] = value
            except CrmError as error:
                reason = self.session.language.error(error)
                message = _("{column}: {reason}")
                raise InvalidInputError(message, column=column.header, reason=reason) from error
        return read, said

    def _clock(self, cells: Sequence[str]) -> tzinfo:
        place = self.time_zone
        named = "" if place is None else "".join(cells[place : place + 1]).strip()
        return (
            zones.called(zones.read_zone(named), self.session.zone) if named else self.session.zone
        )

    def _value(self, place: int, column: Column, field: Field, text: str) -> Any:
        session = self.session
        if field.kind in (Kind.DATE, Kind.MOMENT):
            text = date_order.written_out(text, self.orders.get(place))
        if field in import_activities.EVENT:
            return values.parse(field, text, session.reading)
        if field.name in entering.IN_WORDS and not field.custom:
            return self._in_words(field, values.clean(text))
        if field.kind is Kind.CHOICE and not field.pick_list:
            return self._choice(column, field, text)
        current = fields.named(session, ACTIVITIES.name)[field.name]
        value = values.parse(current, text, session.reading, session.language.text)
        if not isinstance(value, values.Reference):
            return value
        if field.entity == "users":
            number = self.users.get(fold(value.text))
            if number is None:
                self._left_out(column, value.text)
            return None if number is None else Link(number, "")
        return entering.linked(session, field, value.text)

    def _in_words(self, field: Field, text: str) -> str | None:
        """As a calendar has them, or as a person would type them."""
        if field.name == "recurrence":
            return repeats.read_rule(series.local_end(text, self.clock))
        if field.name == "except_on" and "T" in text:
            return series.days_text(series.left_out(text, self.clock))
        return entering.in_words(self.session, field, text)

    def _choice(self, column: Column, field: Field, text: str) -> Any:
        """Our own words and those of other programs; another word leaves the field empty."""
        typed = values.clean(text)
        try:
            return values.parse(field, typed, self.session.reading, self.session.language.text)
        except InvalidInputError:
            found = choice_words.known(ACTIVITIES.one, field.name, typed)
            if found is None:
                self._left_out(column, typed)
            return found

    def _meant(self, column: Column, field: Field, text: str) -> Party | None:
        """The first of those in the cell whom we know."""
        typed = values.clean(text)
        several = {Kind.EMAIL: emails.split, Kind.PHONE: phones.split}.get(field.kind)
        parts = several(typed) if several else [typed]
        found = next(filter(None, (self.parties(field, part) for part in parts)), None)
        if found is None and several is None:
            self._left_out(column, typed)
        return found

    def _party(self, field: Field, text: str) -> Party | None:
        if field.kind is Kind.EMAIL:
            return one_party(store.by_point(emails.normalise(text)))
        if field.kind is Kind.PHONE:
            number = phones.normalise(text, self.session.phone_region)
            return one_party(store.by_point(number)) if number else None
        wanted = entity(field.entity)
        found = self._by_id(wanted, text) or store.called(wanted, text)
        return next(iter(found)) if len(found) == 1 else None

    def _by_id(self, wanted: Entity, text: str) -> set[Party]:
        try:
            named, place = read_id(text)
        except CrmError:
            return set()
        return store.by_id(wanted, place) if named == wanted else set()

    def _left_out(self, column: Column, word: str) -> None:
        words = self.unknown.setdefault(column.header, {})
        if len(words) < MOST_WORDS:
            words[word] = None
