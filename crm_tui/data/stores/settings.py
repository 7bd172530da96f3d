"""Settings, pick-lists and custom fields."""

from collections.abc import Mapping, Sequence
from typing import Any

from crm_tui.data.journal import Journal
from crm_tui.data.models.settings import CustomField, Lookup, Setting
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.texts import _
from crm_tui.errors import NotFoundError

FIRM = 0
"""Whose settings those of the firm are."""


def kept(user: int) -> dict[str, str]:
    """What the user and the firm have set, as text by key; what stands in columns is left out."""
    rows: Any = Setting.select(Setting.key, Setting.value).where(
        Setting.user.in_((FIRM, user)), Setting.value.is_null(False)
    )
    return dict(rows.tuples())


def keep(journal: Journal, user: int, key: str, value: str | None) -> None:
    """Set it for the user or for FIRM; None gives the default back.

    The journal holds the key as well, so that the history can say what was set.
    """
    row = Setting.get_or_none(Setting.user == user, Setting.key == key)
    if row is None:
        if value is not None:
            journal.insert("settings", {"user": user, "key": key, "value": value})
    elif row.value != value:
        before, after = {"key": key, "value": row.value}, {"key": key, "value": value}
        journal.update(
            "settings", row.id, {"value": value}, before=before, after=after, version=row.version
        )


def add_choice(journal: Journal, pick_list: str, key: str, label: str) -> None:
    """Add a value at the end of a list; one that was archived comes back."""
    old = Lookup.get_or_none(Lookup.list == pick_list, Lookup.key == key)
    if old is not None:
        if old.archived_at is not None:
            before = {"archived_at": old.archived_at}
            row = {"archived_at": None}
            journal.update("lookups", old.id, row, before=before, after=row, version=old.version)
        return
    position = Lookup.select().where(Lookup.list == pick_list).count()
    values = {"list": pick_list, "key": key, "label": label, "position": position, "shipped": 0}
    journal.insert("lookups", values)


def custom_fields(entity: str) -> tuple[Field, ...]:
    """The fields that users added to an entity, in their order."""
    return tuple(field for field, archived in own_fields(entity) if not archived)


def own_fields(entity: str) -> list[tuple[Field, bool]]:
    """Those too that are archived, which the second value says."""
    rows = CustomField.select().where(CustomField.entity == entity)
    ordered = rows.order_by(CustomField.position, CustomField.id)
    return [(described(row), row.archived_at is not None) for row in ordered]


def described(row: Any) -> Field:
    kind = Kind(row.kind)
    return Field(
        name=row.name,
        label=row.label,
        kind=kind,
        headers=(row.label.lower(),),
        pick_list=row.list or "" if kind is Kind.CHOICE else "",
        entity=row.list or "" if kind is Kind.LINK else "",
        searched=kind in (Kind.TEXT, Kind.NOTE),
        custom=True,
    )


def custom_field_exists(entity: str, name: str) -> bool:
    """Whether there is or was a custom field of that name, archived or not."""
    found = CustomField.select().where(CustomField.entity == entity, CustomField.name == name)
    return bool(found.exists())


def add_custom_field(journal: Journal, entity: str, field: Field) -> None:
    position = CustomField.select().where(CustomField.entity == entity).count()
    row = {
        "entity": entity,
        "name": field.name,
        "label": field.label,
        "kind": field.kind.value,
        "list": field.pick_list or field.entity or None,
        "position": position,
    }
    journal.insert("custom_fields", row)


def order_fields(journal: Journal, entity: str, names: Sequence[str]) -> None:
    """Put the custom fields in the order of the names."""
    for position, name in enumerate(names):
        change_custom_field(journal, entity, name, {"position": position})


def change_custom_field(journal: Journal, entity: str, name: str, after: Mapping[str, Any]) -> None:
    """Change columns of a custom field, archived or not; its values stay. NotFoundError if none."""
    row = CustomField.get_or_none(CustomField.entity == entity, CustomField.name == name)
    if row is None:
        raise NotFoundError(_("{name} is no field of your own"), name=name)
    before = {column: getattr(row, column) for column in after}
    if before != after:
        journal.update(
            "custom_fields", row.id, after, before=before, after=after, version=row.version
        )
