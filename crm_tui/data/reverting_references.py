"""What leads to a record that is to be deleted, in rows that stay: it keeps the record.

Links are columns, custom fields in `extra`, and choices, which lead to the value of a pick-list; a
value of a custom field leads to the field.
"""

from collections.abc import Iterator
from typing import NamedTuple

from peewee import ForeignKeyField

from crm_tui.data.database import database
from crm_tui.data.journalled import JOURNALLED
from crm_tui.data.reverting_rows import literal, quoted, refuse
from crm_tui.data.tables import RECORDS
from crm_tui.domain.entities import entity as described
from crm_tui.domain.fields import Kind


class Reference(NamedTuple):
    """A field of `child` whose `value`, SQL over `stays`, is the id of a row of `entity`."""

    entity: str
    child: str
    field: str
    value: str


def keep_referred() -> None:
    """Take out of `reverting` what rows that stay lead to, unless the link is given back."""
    found = references()
    while sum(refuse(*leads(reference)) for reference in found):
        pass  # what is kept may lead to more that must be kept
    refuse_points()


def references() -> list[Reference]:
    return [*columns(), *custom_links(), *choices(), *custom_values()]


def is_led_to() -> bool:
    """Whether a row of those in `others` leads to one that is to be deleted."""
    for entity, child, _field, value in references():
        found = database.execute_sql(
            f"""SELECT EXISTS (SELECT 1 FROM others CROSS JOIN {quoted(JOURNALLED[child])} stays
            ON stays.id BETWEEN others.first AND others.last
            WHERE others.entity = ?
            AND {value} IN (SELECT id FROM reverting WHERE entity = ?))""",
            (child, entity),
        )
        if found.fetchone()[0]:
            return True
    return False


def columns() -> Iterator[Reference]:
    """Every link between journalled tables."""
    names = {model: entity for entity, model in JOURNALLED.items()}
    for child, model in JOURNALLED.items():
        for field in model._meta.sorted_fields:
            if isinstance(field, ForeignKeyField) and field.rel_model in names:
                value = f'stays."{field.column_name}"'
                yield Reference(names[field.rel_model], child, field.name, value)


def custom_links() -> Iterator[Reference]:
    rows = database.execute_sql(
        "SELECT entity, name, list FROM custom_field WHERE kind = ? AND list IN "
        "(SELECT entity FROM reverting)",
        (Kind.LINK.value,),
    )
    for child, name, target in rows.fetchall():
        yield Reference(target, child, f"extra.{name}", custom(name))


def choices() -> Iterator[Reference]:
    """The fields whose values are among the choices that would be deleted."""
    rows = database.execute_sql(
        "SELECT DISTINCT list FROM lookup WHERE id IN "
        "(SELECT id FROM reverting WHERE entity = 'lookups')"
    )
    for (pick_list,) in rows.fetchall():
        for child, field, key in picked(pick_list):
            value = f"(SELECT id FROM lookup WHERE list = {literal(pick_list)} AND key = {key})"
            yield Reference("lookups", child, field, value)


def picked(pick_list: str) -> Iterator[tuple[str, str, str]]:
    """Entity, name and value of the fields, built-in or custom, that are picked from the list."""
    for child in RECORDS:
        for field in described(child).fields:
            if field.pick_list == pick_list:
                yield child, field.name, f'stays."{field.name}"'
    rows = database.execute_sql(
        "SELECT entity, name FROM custom_field WHERE kind = ? AND list = ?",
        (Kind.CHOICE.value, pick_list),
    )
    for child, name in rows.fetchall():
        yield child, f"extra.{name}", custom(name)


def custom_values() -> Iterator[Reference]:
    """The custom fields that would be deleted: a later one of their name may be of another kind."""
    rows = database.execute_sql(
        "SELECT id, entity, name FROM custom_field WHERE id IN "
        "(SELECT id FROM reverting WHERE entity = 'custom_fields')"
    )
    for number, child, name in rows.fetchall():
        value = f"CASE WHEN {custom(name)} IS NOT NULL THEN {number} END"
        yield Reference("custom_fields", child, f"extra.{name}", value)


def custom(name: str) -> str:
    path = '$."' + name.replace('"', "") + '"'
    return f"json_extract(stays.extra, {literal(path)})"


def leads(reference: Reference) -> tuple[str, tuple[str, ...]]:
    """The condition that a row which stays leads to the row that would be deleted."""
    entity, child, field, value = reference
    condition = f"""reverting.entity = ? AND reverting.id IN (
        SELECT {value} FROM {quoted(JOURNALLED[child])} stays
        WHERE {value} IN (SELECT id FROM reverting WHERE entity = ?)
        AND NOT EXISTS (SELECT 1 FROM reverting goes WHERE goes.entity = ? AND goes.id = stays.id)
        AND NOT EXISTS (SELECT 1 FROM given_back back
            WHERE back.entity = ? AND back.id = stays.id AND back.field = ?))"""
    return condition, (entity, entity, child, child, field)


def refuse_points() -> None:
    """The phones and e-mails of a record that stays are part of it; nobody is told of them."""
    database.execute_sql(
        """DELETE FROM reverting WHERE entity = 'points' AND id IN (
        SELECT id FROM contact_point WHERE
        client_id IN (SELECT id FROM refused WHERE entity = 'clients' AND field IS NULL) OR
        contact_id IN (SELECT id FROM refused WHERE entity = 'contacts' AND field IS NULL))"""
    )
