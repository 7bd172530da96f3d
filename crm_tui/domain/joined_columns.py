"""Columns that say one thing together: a birthday in three of them, an address in one of two, the
lines of a street, several notes. And one that says two things: ИНН/КПП."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from crm_tui.domain.fields import Field
from crm_tui.domain.folding import title_key
from crm_tui.domain.mapping import (
    CLIENTS,
    CONTACTS,
    ONE_OF_SEVERAL,
    Column,
    Target,
    has_contact,
)

BIRTHDAY = "birthday"
DAY_PARTS = (
    ("birth year", "год рождения"),
    ("birth month", "месяц рождения"),
    ("birth day", "день рождения"),
)
ADDRESS = ("street", "city", "region", "postcode", "country")
AT_HOME = ("home {}", "{} home", "домашний {}", "{} дом", "{} дом адрес")
"""How titles say that an address is at home: it counts where a row has no other."""

STREET = "street"
IN_LINES = (STREET, "notes", "preferences")
"""The texts of which several columns may each be a line."""

REASON_CODE = "КПП"
"""What a Russian tax office calls a branch or a reason; it stands behind the tax id (ИНН)."""

TAX_CODES = re.compile(
    rf"(?P<tax_id>\b(?:\d{{12}}|\d{{10}})\b)|(?P<code>\b\d{{4}}[0-9A-Z]{{2}}\d{{3}}\b)|{REASON_CODE}|ИНН"
)

FURTHER = re.compile(r"(?<!\d)[2-9](?!\d|\s*[-–:])")
"""The digit of `Street 2` and `Улица 2 (раб. адрес)`; the 2 of `Address 2 - Street` means another
address."""


def completed(
    columns: Sequence[Column], fields: Mapping[str, Iterable[Field]], said: Collection[str]
) -> tuple[Column, ...]:
    """The same with a field for what only several columns say; `said` are titles to leave alone.

    `fields` are those of clients and contacts, as `column_matching.map_columns` takes them.
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
    return tuple(_continuing(column, found, said) for column in found)


def birthday_places(columns: Sequence[Column]) -> list[int]:
    """The columns of the year, the month and the day of one birthday; none where one lacks."""
    places = _day_parts(columns)
    whole = all(_fills(columns[place], CONTACTS, (BIRTHDAY,)) for place in places)
    return places if whole else []


def tax_place(columns: Sequence[Column]) -> int | None:
    """The column of the tax ids whose title says that the reason code is with them."""
    for place, column in enumerate(columns):
        key = title_key(column.header)
        if _fills(column, CLIENTS, ("tax_id",)) and "инн" in key and "кпп" in key:
            return place
    return None


def tax_codes(text: str) -> tuple[str, str]:
    """The tax id and the reason code; all is the tax id in what is none of the two."""
    found = {"tax_id": "", "code": ""}
    for match in TAX_CODES.finditer(text):
        if match.lastgroup and found[match.lastgroup]:
            return text, ""
        found |= {match.lastgroup: match[0]} if match.lastgroup else {}
    rest = TAX_CODES.sub("", text)
    return (text, "") if any(map(str.isalnum, rest)) else (found["tax_id"], found["code"])


def lines(columns: Sequence[Column]) -> list[tuple[Field, list[int]]]:
    """The texts that several columns fill together, with the places of these.

    The street of an address at home is another one.
    """
    found: dict[tuple[str, bool], tuple[Field, list[int]]] = {}
    for place, column in enumerate(columns):
        if column.target is not None and _has_lines(column.target.field):
            key = (column.target.shown, is_at_home(column))
            found.setdefault(key, (column.target.field, []))[1].append(place)
    return [(field, places) for field, places in found.values() if len(places) > 1]


def is_of_address(column: Column) -> bool:
    return _fills(column, CLIENTS, ADDRESS)


def is_at_home(column: Column) -> bool:
    """Whether the column is of an address that counts only where there is no other."""
    field = column.target.field if column.target else None
    return (
        is_of_address(column) and field is not None and _at_home(column.header, [field]) is not None
    )


def _continuing(column: Column, columns: Iterable[Column], said: Collection[str]) -> Column:
    """The same with the field of the column whose text it continues, if it does."""
    if column.target is not None or column.header in said or not FURTHER.search(column.header):
        return column
    bare = _bare(column.header)
    begun = (
        other.target
        for other in columns
        if other.target is not None
        and _has_lines(other.target.field)
        and _bare(other.header) == bare
    )
    return replace(column, target=next(begun, None))


def _has_lines(field: Field) -> bool:
    return not field.custom and field.name in IN_LINES


def _bare(title: str) -> str:
    return title_key(ONE_OF_SEVERAL.sub("", title))


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
    key = _bare(title)
    return next((field for field in address if key in _keys_at_home(field)), None)


def _keys_at_home(field: Field) -> frozenset[str]:
    return _patterned((field.label, field.name, *field.headers))


@lru_cache(64)
def _patterned(titles: Sequence[str]) -> frozenset[str]:
    keys = map(title_key, titles)
    return frozenset(pattern.format(key).replace(" ", "") for key in keys for pattern in AT_HOME)
