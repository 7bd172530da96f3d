"""Records as a text that an editor changes: what stands in it, and what the saved text means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crm_tui.data.stores import records as store
from crm_tui.domain import plain_values, record_texts, repeat_words
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_nodes import And, Archived, Chosen
from crm_tui.domain.record_texts import Column, Read
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError, InvalidInputError, NotFoundError
from crm_tui.services import entering, fields, records
from crm_tui.services.edits import Edit
from crm_tui.session import Session

MOST = 500
"""Records that stand in one table."""

ABOUT = _("An empty value empties the field. Lines that begin with # are left out.")
ABOUT_TABLE = _("A row or a column that you delete changes nothing.")


@dataclass(frozen=True, slots=True)
class Draft:
    """What was handed out: the records as they were, and their texts by id and field."""

    entity: Entity
    columns: tuple[Column, ...]
    records: Mapping[str, Any]
    texts: Mapping[str, Mapping[str, str]]
    text: str
    is_table: bool


def draft(session: Session, entity: Entity, listing: Listing) -> Draft:
    """One record with all its fields, or several with those of the list."""
    described = [field for field in fields.in_force(session, entity) if not field.derived]
    ids = store.ids_of(store.ordered(entity, listing, store.chosen(entity, listing)))
    if not ids:
        raise NotFoundError(_("nothing found"))
    if len(ids) > MOST:
        message = _("{count} records are too many to change as a text: at most {limit}")
        raise InvalidInputError(message, count=len(ids), limit=MOST)
    is_table = len(ids) > 1
    if is_table:
        shown = {entity.title, *(field.name for field in listing.fields)}
        described = [field for field in described if field.name in shown]
    found = {entity.shown_id(id_): records.get(session, entity, id_) for id_ in ids}
    columns = columns_of(session, described)
    texts = {
        shown_id: {field.name: written(session, field, record) for field in described}
        for shown_id, record in found.items()
    }
    return Draft(entity, columns, found, texts, render(session, entity, columns, texts), is_table)


def draft_of_one(session: Session, entity: Entity, number: int) -> Draft:
    """The record of that number, also one of the archive; NotFoundError where there is none."""
    archived = records.get(session, entity, number).archived_at is not None
    chosen = Chosen((number,))
    return draft(session, entity, Listing((), And((Archived(), chosen)) if archived else chosen))


def columns_of(session: Session, described: Sequence[Field]) -> tuple[Column, ...]:
    """Fields go by their labels; where two have one, the second goes by its name."""
    found: list[Column] = []
    for field in described:
        label = session.language.text(field.label)
        if any(label == column.label for column in found) or ":" in label:
            label = field.name
        found.append(Column(field.name, label, field.kind is Kind.NOTE))
    return tuple(found)


def labels(session: Session, entity: Entity) -> dict[str, str]:
    """Of all fields, by their names."""
    return {one.name: one.label for one in columns_of(session, fields.in_force(session, entity))}


def written(session: Session, field: Field, record: Any) -> str:
    return as_text(session, field, field.value(record), getattr(record, "currency", None))


def as_text(session: Session, field: Field, value: Any, currency: str | None) -> str:
    """The value as text that reads back, a choice by its label, lines without blanks at the end."""
    if field.kind is Kind.CHOICE and value is not None:
        choice = next((one for one in field.choices if one.key == value), None)
        if choice is not None:
            return session.language.text(choice.label) if choice.shipped else choice.label
    if field.is_rule and isinstance(value, str):
        return repeat_words.in_words(value, session.language)
    text = plain_values.plain(field, value, currency, session.zone)
    return "\n".join(line.rstrip(" ") for line in text.split("\n"))


def render(
    session: Session,
    entity: Entity,
    columns: Sequence[Column],
    texts: Mapping[str, Mapping[str, str]],
) -> str:
    text = session.language.text
    if len(texts) > 1:
        return record_texts.write_table(columns, texts, [text(ABOUT), text(ABOUT_TABLE)])
    shown_id, found = next(iter(texts.items()))
    return record_texts.write_one(columns, found, [shown_id, text(ABOUT)])


def edits(session: Session, draft: Draft, text: str) -> list[Edit]:
    """What the text changes; InvalidInputError, with the line, for what cannot be read."""
    if draft.is_table:
        rows = record_texts.read_table(text, draft.columns)
    else:
        rows = {next(iter(draft.records)): record_texts.read_one(text, draft.columns)}
    found = []
    for shown_id, read in rows.items():
        if shown_id not in draft.records:
            line = next((value.line for value in read.values()), None)
            message = _("line {number}: {id} was not in the table")
            raise InvalidInputError(message, line=line, number=line, id=shown_id)
        before = draft.texts[shown_id]
        changed = {name: value for name, value in read.items() if value.text != before[name]}
        check(session, draft.entity, changed)
        if changed:
            typed = {name: value.text for name, value in changed.items()}
            found.append(
                Edit(draft.records[shown_id], typed, {name: before[name] for name in typed})
            )
    return found


def check(session: Session, entity: Entity, changed: Mapping[str, Read]) -> None:
    """Read each value as saving would, and say in which line one cannot be read."""
    described = fields.named(session, entity.name)
    for name, value in changed.items():
        try:
            read = entering.read(session, entity, {name: value.text})
            entering.check_required(entity, {name: described[name]}, read)
        except CrmError as error:
            raise InvalidInputError(
                _("line {number}: {reason}"),
                field=name,
                line=value.line,
                number=value.line,
                reason=session.language.error(error),
            ) from error


def again(session: Session, text: str, problem: str) -> str:
    """The text with what is wrong with it at the top."""
    about = [session.language.text(_("NOT SAVED: {problem}"), problem=problem),
             session.language.text(ABOUT)]  # fmt: skip
    above = "\n".join(record_texts.comments(about))
    return f"{above}\n{record_texts.without_comments(text)}"
