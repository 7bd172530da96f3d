"""Makes one record of two that are the same."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crm_tui.data.journal import Journal
from crm_tui.data.stores import merging, record_writes, records
from crm_tui.domain import foreign_properties
from crm_tui.domain.duplicates import clusters
from crm_tui.domain.entities import CONTACTS, Entity
from crm_tui.domain.fields import Field, by_name
from crm_tui.domain.merging import merged, other_jobs, sides
from crm_tui.domain.texts import _, counted
from crm_tui.errors import ConflictError, InvalidInputError, MissingExtraError
from crm_tui.services import duplicates, entering, fields
from crm_tui.services.writing import action
from crm_tui.session import Session

AT_A_TIME = 200
"""Groups whose records are in memory together."""

MERGE = _("merge")
INTO = _("{gone} was merged into {kept}")
MOVED = {
    "activities": counted("{count} activity", "{count} activities"),
    "deals": counted("{count} deal", "{count} deals"),
    "contacts": counted("{count} contact", "{count} contacts"),
    "relations": counted("{count} relation", "{count} relations"),
}
"""What is told of what came over."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Who stays, who went, and how many rows of each entity came over."""

    kept: int
    gone: int
    moved: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records side by side: each field that either has, with the value of both.

    `since` has the fields that nobody types, such as when somebody spoke with them last.
    """

    first: Any
    second: Any
    fields: Sequence[Field]
    sides: Sequence[tuple[Field, Any, Any]]
    since: Sequence[tuple[Field, Any, Any]]


@dataclass(frozen=True, slots=True)
class Run:
    """How many were merged into how many others."""

    gone: int
    kept: int
    missing: MissingExtraError | None


def merge(
    session: Session,
    entity: Entity,
    kept: int,
    gone: int,
    *,
    theirs: Collection[str] = (),
    entered: Mapping[str, Any] | None = None,
    originals: Sequence[Any] = (),
) -> Merged:
    """Merge the second into the first, which keeps its values where both have one.

    `theirs` are the fields whose value the second gives, `entered` the values that somebody gives
    himself. `originals` are both records as the user saw them: ConflictError where one changed.
    """
    duplicates.check(entity)
    if kept == gone:
        raise InvalidInputError(_("these are one and the same: {id}"), id=entity.shown_id(kept))
    with action(session, MERGE) as journal:
        described = with_kept(session, entity)
        first, second = (records.get(entity, described, number) for number in (kept, gone))
        for record, original in zip((first, second), originals, strict=False):
            check_version(entity, record, original)
        for record in (first, second):
            check_present(entity, record)
        values = merged(described, first, second, theirs)
        values |= settled(journal, session, entity, entered or {}, first)
        merging.begin({gone: kept})
        give(entity, described, first, values)
        moved = merging.carry_out(journal, entity)
        if entity == CONTACTS:
            merging.keep_jobs(journal, kept, other_jobs(first, [second], values))
        return Merged(kept, gone, moved)


def with_kept(session: Session, entity: Entity) -> tuple[Field, ...]:
    """All fields, and what cards say that no field has."""
    return (*fields.in_force(session, entity), foreign_properties.OF[entity.name])


def compare(session: Session, entity: Entity, first: int, second: int) -> Comparison:
    """Both records, for somebody who decides what stays."""
    described = fields.in_force(session, entity)
    one, other = (records.get(entity, described, number) for number in (first, second))
    since = [
        (field, field.value(one), field.value(other))
        for field in described
        if field.name in ("last_contact", "created_at")
    ]
    return Comparison(one, other, described, sides(described, one, other), since)


def merge_certain(session: Session, entity: Entity, score: int) -> Run:
    """Merge all who are the same with at least that score, as one action.

    The oldest of each group stays; a group is merged only where all of it are alike.
    """
    with action(session, MERGE) as journal:
        found = duplicates.find(session, entity, score)
        pairs = [(one.first.id, one.second.id) for one in found.candidates]
        groups = clusters(pairs)
        if not groups:
            return Run(0, 0, found.missing)
        merging.begin({number: first for first, *others in groups for number in others})
        described = with_kept(session, entity)
        jobs: dict[int, dict[int, str | None]] = {}
        for first, *others in _records(entity, described, groups):
            values = folded(described, first, others)
            give(entity, described, first, values)
            if entity == CONTACTS:
                jobs[first.id] = other_jobs(first, others, values)
        merging.carry_out(journal, entity)
        for number, clients in jobs.items():
            merging.keep_jobs(journal, number, clients)
        return Run(sum(map(len, groups)) - len(groups), len(groups), found.missing)


def _records(
    entity: Entity, described: Sequence[Field], groups: Sequence[Sequence[int]]
) -> Iterator[list[Any]]:
    """The records of each group; those of many are read at a time."""
    for start in range(0, len(groups), AT_A_TIME):
        some = groups[start : start + AT_A_TIME]
        found = records.several(entity, described, [number for group in some for number in group])
        yield from ([found[number] for number in group] for group in some)


def folded(described: Sequence[Field], first: Any, others: Sequence[Any]) -> dict[str, Any]:
    """What the first gets from all others, one after the other."""
    values: dict[str, Any] = {}
    for other in others:
        values |= merged(described, Changed(first, values), other)
    return values


class Changed:
    """A record with some values replaced."""

    def __init__(self, record: Any, values: Mapping[str, Any]) -> None:
        self._record, self._values = record, values
        self.extra = {**record.extra, **values}

    def __getattr__(self, name: str) -> Any:
        return self._values.get(name, getattr(self._record, name))


def give(entity: Entity, described: Sequence[Field], first: Any, values: Mapping[str, Any]) -> None:
    known = by_name(described)
    entering.check_required(
        entity, known, {field.name: field.value(first) for field in described} | dict(values)
    )
    changed = {name: value for name, value in values.items() if known[name].value(first) != value}
    before = {name: known[name].value(first) for name in changed}
    merging.give(
        entity, first.id, record_writes.named(known, before), record_writes.named(known, changed)
    )


def settled(
    journal: Journal, session: Session, entity: Entity, entered: Mapping[str, Any], first: Any
) -> dict[str, Any]:
    known = fields.named(session, entity.name)
    for name in entered:
        if known[name].is_point:
            message = _("phones and e-mails of both are kept: change them afterwards")
            raise InvalidInputError(message, field=name)
    return entering.settle(journal, session, entity, entered, first)


def check_version(entity: Entity, record: Any, original: Any) -> None:
    if record.version != original.version:
        message = _("{id} was changed by someone else meanwhile")
        raise ConflictError(message, id=entity.shown_id(record.id))


def check_present(entity: Entity, record: Any) -> None:
    if record.archived_at is not None:
        raise ConflictError(_("{id} is in the archive"), id=entity.shown_id(record.id))


def told(session: Session, entity: Entity, done: Merged) -> str:
    """What a merge did, in a line of the user's language."""
    ids = {"gone": entity.shown_id(done.gone), "kept": entity.shown_id(done.kept)}
    count = session.language.count
    parts = [count(MOVED[name], moved) for name, moved in done.moved.items() if name in MOVED]
    return session.language.text(INTO, **ids) + (f": {', '.join(parts)}" if parts else "")
