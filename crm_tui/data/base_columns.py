"""How a column of any table stands in the files of a whole base, and is read again.

The forms follow from the models, so that a new column is in by itself. Each is exact: what is read
is, byte for byte, what was written.
"""

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from peewee import BooleanField, FloatField, ForeignKeyField, IntegerField
from peewee import Field as ColumnField

from crm_tui.data.columns import DayField, IdField, JsonField, MomentField, TagsField, json_text
from crm_tui.data.tables import RECORDS
from crm_tui.domain import money
from crm_tui.domain.entities import entity
from crm_tui.domain.fields import Field, Kind

FOLLOWS = ("name_key", "last_contact", "next_contact")
"""Columns that are left out, since they follow from others and are computed again."""

STAMPS = ("created_by", "changed_by")
"""Users, although no foreign keys."""

MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)Z?", re.ASCII)
INTEGERS = range(-(2**63), 2**63)
AMOUNT = re.compile(r"-?\d{1,19}(\.\d{1,3})?", re.ASCII)
Read = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """`written` and `read` never see None. `read` raises ValueError for what it cannot be."""

    name: str
    stored_name: str
    kind: str
    """A word for who reads the manifest."""
    written: Read
    read: Read
    required: bool
    default: Any = None


@cache
def columns(model: Any) -> tuple[Column, ...]:
    """The columns of a table that are written, in the model's order."""
    described = _described(model)
    return tuple(
        _column(model, field, described.get(field.name))
        for field in model._meta.sorted_fields
        if field.name not in FOLLOWS
    )


def _column(model: Any, field: ColumnField, described: Field | None) -> Column:
    kind, written, read = _form(model, field)
    keys = {choice.key for choice in described.choices} if described else set()
    default: Any = field.default() if callable(field.default) else field.default
    convert: Any = field.db_value
    return Column(
        field.name,
        field.column_name,
        kind,
        written,
        SHAPES.get((model._meta.table_name, field.name)) or (_one_of(keys) if keys else read),
        not field.null,
        None if field.null or default is None else convert(default),
    )


def _described(model: Any) -> dict[str, Field]:
    name = _entity_name(model)
    return {field.name: field for field in entity(name).fields} if name else {}


def _entity_name(model: Any) -> str:
    return next((name for name, known in RECORDS.items() if known is model), "")


def _form(model: Any, field: ColumnField) -> tuple[str, Read, Read]:
    """The word, and how a value is written and read."""
    target = model if isinstance(field, IdField) else getattr(field, "rel_model", None)
    if field.name in STAMPS:
        target = RECORDS["users"]
    if target is not None and (name := _entity_name(target)):
        letter = entity(name).letter
        return f"id of {name}", lambda number: f"{letter}-{number}", _id(letter)
    for known, form in FORMS.items():
        if isinstance(field, known):
            return form
    return "text", lambda value: value, _text


def _id(letter: str) -> Read:
    shape = re.compile(rf"{letter}-(\d{{1,18}})", re.ASCII)

    def read(value: Any) -> int:
        found = shape.fullmatch(_text(value))
        if not found:
            raise ValueError
        return int(found[1])

    return read


def _one_of(keys: set[str]) -> Read:
    def read(value: Any) -> str:
        if value not in keys:
            raise ValueError
        return str(value)

    return read


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError
    value.encode()  # half a character, which no database takes, is a ValueError too
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value not in INTEGERS:
        raise ValueError
    return value


def _number(value: Any) -> float:
    """Not so large that JSON has no number for it."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value):
        raise ValueError
    return float(value)


def _any_number(value: Any) -> int | float:
    return _number(value) if isinstance(value, float) else _whole(value)


def _switch(value: Any) -> int:
    if value not in (0, 1):
        raise ValueError
    return int(value)


def _name(value: Any) -> str:
    """That of a field: letters, digits and lines below."""
    if not re.fullmatch(r"\w+", _text(value)):
        raise ValueError
    return str(value)


def _flag(value: Any) -> int:
    if not isinstance(value, bool):
        raise ValueError
    return int(value)


def _day(value: Any) -> str:
    return date.fromisoformat(_text(value)).isoformat()


def _moment_written(value: str) -> str:
    found = MOMENT.fullmatch(value)
    return f"{found[1]}T{found[2]}Z" if found else value


def _moment(value: Any) -> str:
    found = MOMENT.fullmatch(_text(value))
    if not found:
        return _day(value)
    text = f"{found[1]} {found[2]}"
    datetime.fromisoformat(text)
    return text


def _tags(value: Any) -> str:
    if not isinstance(value, list) or not value:
        raise ValueError
    texts = [_text(tag) for tag in value]
    if any(not tag or tag.split() != [tag] for tag in texts):
        raise ValueError
    return " ".join(texts)


def _object(value: Any) -> str:
    if not isinstance(value, dict):
        raise ValueError
    return _text(json_text(value))


FORMS: Mapping[type[ColumnField], tuple[str, Read, Read]] = {
    IdField: ("number", lambda value: value, _whole),
    ForeignKeyField: ("number", lambda value: value, _whole),
    BooleanField: ("yes/no", bool, _flag),
    IntegerField: ("number", lambda value: value, _whole),
    FloatField: ("number", lambda value: value, _number),
    MomentField: ("moment", _moment_written, _moment),
    DayField: ("date", lambda value: value, _day),
    TagsField: ("tags", str.split, _tags),
    JsonField: ("object", json.loads, _object),
}
"""The first that fits; text for whatever fits none."""


CUSTOM: Mapping[Kind, Read] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _any_number,
    Kind.DATE: _day,
    Kind.CHOICE: _text,
    Kind.FLAG: _switch,
    Kind.LINK: _whole,
    Kind.WEB: _text,
}
"""How the values of one's own fields are read, but for sums, which need a currency."""

SHAPES: Mapping[tuple[str, str], Read] = {
    ("custom_field", "kind"): _one_of({Kind.MONEY.value, *(kind.value for kind in CUSTOM)}),
    ("custom_field", "entity"): _one_of(set(RECORDS)),
    ("custom_field", "name"): _name,
}
"""Columns of which more must be true than the model says, since all else is read by them."""


def amounts(model: Any) -> tuple[str, ...]:
    """The columns that hold sums in minor units of the row's `currency`."""
    return tuple(field.name for field in _described(model).values() if field.kind is Kind.MONEY)


def amount(value: Any, currency: str | None) -> int:
    """The minor units of a `money.decimal_text`; ValueError for what is no sum in the currency."""
    text, decimals = _text(value), money.exponent(currency)
    whole, _point, rest = text.partition(".")
    if not AMOUNT.fullmatch(text) or len(rest) != decimals:
        raise ValueError
    return _whole(int(whole + rest))
