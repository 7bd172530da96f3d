"""Writes one record: as an object, as an id, or field by field for the eye."""

from typing import TYPE_CHECKING, Any

from crm_tui.cli.output import write_json
from crm_tui.cli.streams import write
from crm_tui.cli.tables import write_pairs
from crm_tui.cli.words import with_people
from crm_tui.domain.entities import Entity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crm_tui.session import Session


def write_record(session: "Session", entity: Entity, record: Any, form: str) -> None:
    if form == "json":
        write_json(as_object(session, entity, record))
    else:
        write_fields(session, entity, record)


def write_id(session: "Session", entity: Entity, record: Any, form: str) -> None:
    """The object, or the id alone, for scripts that make a record and go on with it."""
    if form == "json":
        write_json(as_object(session, entity, record))
    else:
        write(entity.shown_id(record.id))


def as_object(session: "Session", entity: Entity, record: Any) -> dict[str, object]:
    from crm_tui.services import fields, objects

    return objects.as_object(session, entity, fields.in_force(session, entity), record)


def save(session: "Session", entity: Entity, number: int | None, typed: "Mapping[str, str]") -> Any:
    """A new record, or the changed one; of an activity those who take part as well."""
    from crm_tui.domain.participants import PEOPLE
    from crm_tui.services import participants, records

    named = with_people(session, entity, typed)
    if PEOPLE.name in named:
        return participants.save(session, number, named)
    if number is None:
        return records.add(session, entity, named)
    return records.edit(session, entity, number, named)


def write_fields(
    session: "Session", entity: Entity, record: Any, labels: "Mapping[str, str] | None" = None
) -> None:
    """The id and the title, then a line for each field that holds something, each value once.

    `labels` say what phones and e-mails are for.
    """
    from crm_tui.services import fields
    from crm_tui.services.readable import readable

    described = fields.in_force(session, entity)
    title = getattr(record, entity.title)
    write(f"{entity.shown_id(record.id)}  {title}")
    pairs = [
        (session.language.text(field.label), readable(session, field, record, labels or {}))
        for field in described
        if not field.repeats and field.name != entity.title and field.value(record) is not None
    ]
    write_pairs(pairs, indent="  ")
