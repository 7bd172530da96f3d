"""Columns that say one thing together: a birthday in three of them, an address in one of two."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from crm_tui.domain.fields import Field
from crm_tui.domain.folding import title_key
from crm_tui.domain.mapping import CLIENTS, CONTACTS, Column, Target, has_contact

BIRTHDAY = "birthday"
DAY_PARTS = (
    ("birth year", "год рождения"),
    ("birth month", "месяц рождения"),
    ("birth day", "день рождения"),
)
ADDRESS = ("street", "city", "region", "postcode", "country")
AT_HOME = ("home {}", "{} home", "домашний {}", "{} дом", "{} дом адрес")
"""How titles say that an address is at home: it counts where a row has no other."""


def completed(
    columns: Sequence[Column], fields: Mapping[str, Iterable[Field]], said: Collection[str]
) -> tuple[Column, ...]:
    """The same with a field for what only several columns say; `said` are titles to leave alone.

    `fields` are those of clients and contacts, as `mapping.map_columns` takes them.
    """
    address = [field for field in fields[CLIENTS] if field.name in ADDRESS and not field.custom]
    birthday = _day_parts(columns) if _lacks_birthday(columns) else []
    if any(columns[place].header in said for place in birthday):
        birthday = []
    own = next(field for field in fields[CONTACTS] if field.name == BIRTHDAY)
    found = []
    for place, column in enumerate(columns):
        if place in birthday:
            column = replace(column, target=Target(CONTACTS, own))
        elif column.target is None and column.header not in said:
            field = _at_home(column.header, address)
            column = replace(column, target=Target(CLIENTS, field) if field else None)
        found.append(column)
    return tuple(found)


def birthday_places(columns: Sequence[Column]) -> list[int]:
    """The columns of the year, the month and the day of one birthday; none where one lacks."""
    places = _day_parts(columns)
    whole = all(_fills(columns[place], CONTACTS, (BIRTHDAY,)) for place in places)
    return places if whole else []


def is_of_address(column: Column) -> bool:
    return _fills(column, CLIENTS, ADDRESS)


def is_at_home(column: Column) -> bool:
    """Whether the column is of an address that counts only where there is no other."""
    field = column.target.field if column.target else None
    return (
        is_of_address(column) and field is not None and _at_home(column.header, [field]) is not None
    )


def _fills(column: Column, entity: str, names: Collection[str]) -> bool:
    target = column.target
    return target is not None and target.entity == entity and target.field.name in names


def _lacks_birthday(columns: Sequence[Column]) -> bool:
    return has_contact(columns) and not any(_fills(one, CONTACTS, (BIRTHDAY,)) for one in columns)


def _day_parts(columns: Sequence[Column]) -> list[int]:
    keys = [title_key(column.header) for column in columns]
    found = [
        next((keys.index(key) for key in map(title_key, titles) if key in keys), None)
        for titles in DAY_PARTS
    ]
    places = [place for place in found if place is not None]
    return places if len(places) == len(DAY_PARTS) else []


def _at_home(title: str, address: Iterable[Field]) -> Field | None:
    key = title_key(title)
    for field in address:
        for name in map(title_key, (field.label, field.name, *field.headers)):
            if any(pattern.format(name).replace(" ", "") == key for pattern in AT_HOME):
                return field
    return None
