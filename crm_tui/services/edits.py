"""What many records get, each its own values, saved as one change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from crm_tui.data import running_changes
from crm_tui.data.journal import Journal
from crm_tui.data.stores import record_updates
from crm_tui.data.stores import records as store
from crm_tui.data.stores.record_updates import CHUNK
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import by_name
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError, NotFoundError
from crm_tui.services import entering, fields, records, stage_moves
from crm_tui.services.spooled_rows import Spool
from crm_tui.services.writing import action, stamped
from crm_tui.session import Session

AT_ONCE = 2_000
"""More are written in steps between which others can write."""

STEP = 1_000
"""Records of one step."""

FIRST = 100
"""Edits of very many that are shown before they are saved."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What one record gets; `typed` by the names of the fields, `record` as it was seen."""

    record: Any
    typed: Mapping[str, str]
    before: Mapping[str, str]


class Wanted(Protocol):
    """Edits, each of another record."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Edit]: ...


class Edits:
    """Any number of them, in a file."""

    def __init__(self) -> None:
        self.first: list[Edit] = []
        self.fields: dict[str, int] = {}
        """By the names of the fields, how many records get another value."""
        self._spool: Spool[Edit] = Spool()
        self._instead: dict[int, Edit] = {}

    def add(self, edit: Edit) -> None:
        self._spool.add(edit)
        if len(self.first) < FIRST:
            self.first.append(edit)
        for name in edit.typed:
            self.fields[name] = self.fields.get(name, 0) + 1

    def replace(self, edit: Edit) -> None:
        """This one stands for the edit of its record."""
        self._instead[edit.record.id] = edit

    def __len__(self) -> int:
        return self._spool.count

    def __iter__(self) -> Iterator[Edit]:
        return (self._instead.get(edit.record.id, edit) for edit in self._spool.all())


def save(
    session: Session, entity: Entity, wanted: Wanted, progress: Progress = lambda share: None
) -> int:
    """All of it as one change; returns how many records changed.

    EditConflictError where somebody has changed the same fields of one: then nothing is written.
    """
    write = at_once if len(wanted) <= AT_ONCE else in_steps
    with stage_moves.heard(session, entity, moving(session, entity, wanted)):
        return write(session, entity, wanted, progress)


def at_once(session: Session, entity: Entity, wanted: Wanted, progress: Progress) -> int:
    label = _("edit") if len(wanted) == 1 else _("edit many")
    with action(session, label) as journal:
        return sum(
            change(journal, session, entity, some) for some in chunks(wanted, CHUNK, progress)
        )


def in_steps(session: Session, entity: Entity, wanted: Wanted, progress: Progress) -> int:
    """Others write between them: for all together they would wait too long."""
    changed, journal = 0, Journal(stamped(session, _("edit many")))
    try:
        with running_changes.in_steps(journal) as steps:
            for some in chunks(wanted, STEP, progress):
                with steps.step():
                    changed += change(journal, session, entity, some)
    finally:
        fields.forget(session)
    return changed


def moving(session: Session, entity: Entity, wanted: Iterable[Edit]) -> stage_moves.Changes:
    """The deals that may come to another stage by it."""
    for edit in wanted:
        if not edit.typed.keys().isdisjoint(stage_moves.MOVES):
            yield edit.record.id, entering.read(session, entity, edit.typed)


def chunks(wanted: Wanted, size: int, progress: Progress) -> Iterator[Sequence[Edit]]:
    """Some at a time; `progress` hears of them when they are written."""
    edits, done = iter(wanted), 0
    while some := list(islice(edits, size)):
        yield some
        done += len(some)
        progress(done / len(wanted))


def change(journal: Journal, session: Session, entity: Entity, wanted: Sequence[Edit]) -> int:
    """As a part of an action: give some hundred records what they get; returns how many changed."""
    described = fields.in_force(session, entity)
    now = store.several(entity, described, [edit.record.id for edit in wanted])
    changes = []
    for edit in wanted:
        current = now.get(edit.record.id)
        if current is None:
            raise NotFoundError(_("there is no {id}"), id=entity.shown_id(edit.record.id))
        changed = judged(journal, session, entity, current, edit)
        if changed:
            changes.append((current, changed))
    write(journal, session, entity, changes)
    return len(changes)


def write(
    journal: Journal, session: Session, entity: Entity, changes: record_updates.Changes
) -> None:
    """Write what some hundred records get, as it was judged, with what goes along with it."""
    known = by_name(fields.in_force(session, entity))
    record_updates.write(journal, entity, known, changes, session.phone_region, {})
    for current, changed in changes:
        records.follow_up(journal, session, entity, current, changed)


def judged(
    journal: Journal, session: Session, entity: Entity, current: Any, edit: Edit
) -> dict[str, Any]:
    """As `records.judged`; what is wrong names the record."""
    try:
        entered = entering.read(session, entity, edit.typed)
        return records.judged(journal, session, entity, current, entered, edit.record)
    except (InvalidInputError, NotFoundError) as error:
        raise InvalidInputError(
            _("{id}: {reason}"),
            id=entity.shown_id(current.id),
            reason=session.language.error(error),
        ) from error
