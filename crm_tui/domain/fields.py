"""What a field is: the one description that form, list, filter, import, export and audit read.

A record is a frozen dataclass whose attributes are made by `text(...)`, `money(...)` and the other
functions below; `described(Client)` gives its `Field`s in order. How values are read and written
is in `values.py`.

| kind            | value in Python                      | in the database              |
|-----------------|--------------------------------------|------------------------------|
| text, note, web | str                                  | text                         |
| number          | int or float                         | number                       |
| money           | int, minor units of `currency`       | integer                      |
| date            | date                                 | "2026-11-24"                 |
| moment          | date, or datetime in UTC             | a date, or "2026-11-24 08:30:00" |
| choice          | str, the key of one of the choices   | text                         |
| flag            | bool                                 | 0 or 1                       |
| link            | Link                                 | the id                       |
| phone, email    | str, several are joined with ", "    | rows of contact points       |
| tags            | tuple of str, in order               | the tags with spaces between |

Empty is None, whatever the kind.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Protocol, Self, runtime_checkable

NOTE_LIMIT = 1024 * 1024
"""Bytes in UTF-8 that a note may have."""

TEXT_LIMIT = 500
"""Characters that any other text may have."""

LONGEST_PATH = 4
"""So many names a path of links has at most: `client.owner.role` has three."""


class Kind(StrEnum):
    TEXT = "text"
    NOTE = "note"
    WEB = "web"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    CHOICE = "choice"
    FLAG = "yes/no"
    LINK = "link"
    PHONE = "phone"
    EMAIL = "email"
    TAGS = "tags"


class Labelled(StrEnum):
    """An enumeration whose members carry a marked label: `LEAD = "lead", _("lead")`."""

    label: str

    def __new__(cls, key: str, label: str) -> Self:
        member = str.__new__(cls, key)
        member._value_ = key
        member.label = label
        return member


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice field. `shipped` labels are translated until a user renames them."""

    key: str
    label: str
    shipped: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """Another record: what a link field holds."""

    id: int
    name: str


Value = str | int | float | bool | date | datetime | Link | tuple[str, ...] | None


@runtime_checkable
class Record(Protocol):
    """What every record has beside the fields of its own."""

    @property
    def id(self) -> int: ...
    @property
    def version(self) -> int: ...
    @property
    def extra(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record, built-in or custom."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    headers: tuple[str, ...] = ()
    """Column titles under which other programs export it, in lower case."""
    choices: tuple[Choice, ...] = ()
    pick_list: str = ""
    """The list whose `Lookup` rows are the choices; users may add to it."""
    archived: tuple[Choice, ...] = ()
    """Values of the list that are offered no more, but which records may have."""
    entity: str = ""
    """The entity that a link leads to: "clients"."""
    width: int = 14
    """Cells that a column of it needs."""
    required: bool = False
    derived: bool = False
    """Computed or stamped: shown and filtered, never typed."""
    repeats: bool = False
    """Says what other fields say, for lists: where all fields stand it is left out."""
    searched: bool = False
    """Its words are found by the search."""
    custom: bool = False
    longest: int | None = None
    """Its own limit, in place of the usual one of its kind."""
    behind: "Behind | None" = None
    """Where it is at home, of a field that is shown through a link: `client.city`."""

    def value(self, record: Record) -> Any:
        if self.custom and self.behind is None:
            return record.extra.get(self.name)
        return getattr(record, self.name)

    @property
    def currency(self) -> str:
        """The name of the field that tells the currency of this sum, in the same record."""
        before, dot, _name = self.name.rpartition(".")
        return f"{before}{dot}currency"

    @property
    def is_point(self) -> bool:
        """Whether it holds the phones or e-mails of a record; one of the user's own is a text."""
        return self.kind in (Kind.PHONE, Kind.EMAIL) and not self.custom

    @property
    def is_rule(self) -> bool:
        """Whether it holds how something repeats, which is shown in words."""
        return self.name == "recurrence" and not self.custom

    def choice(self, key: str) -> Choice | None:
        """The choice of that key, an archived one too."""
        return next((one for one in (*self.choices, *self.archived) if one.key == key), None)

    @property
    def limit(self) -> int:
        return self.longest or (NOTE_LIMIT if self.kind is Kind.NOTE else TEXT_LIMIT)


@dataclass(frozen=True, slots=True)
class Behind:
    """A field of a linked record, and the link that leads there."""

    link: Field
    field: Field


def text(label: str, **more: Any) -> Any:
    return _described(Kind.TEXT, label, more)


def note(label: str, **more: Any) -> Any:
    return _described(Kind.NOTE, label, {"width": 40, **more})


def web(label: str, **more: Any) -> Any:
    return _described(Kind.WEB, label, {"width": 24, **more})


def number(label: str, **more: Any) -> Any:
    return _described(Kind.NUMBER, label, {"width": 8, **more})


def money(label: str, **more: Any) -> Any:
    return _described(Kind.MONEY, label, more)


def day(label: str, **more: Any) -> Any:
    return _described(Kind.DATE, label, {"width": 11, **more})


def moment(label: str, **more: Any) -> Any:
    return _described(Kind.MOMENT, label, {"width": 12, **more})


def flag(label: str, **more: Any) -> Any:
    return _described(Kind.FLAG, label, {"width": 5, **more})


def phone(label: str, **more: Any) -> Any:
    return _described(Kind.PHONE, label, {"width": 17, **more})


def email(label: str, **more: Any) -> Any:
    return _described(Kind.EMAIL, label, {"width": 24, **more})


def tags(label: str, **more: Any) -> Any:
    """Words that users sort their records by; see `domain/tags.py`."""
    return _described(Kind.TAGS, label, {"width": 18, "searched": True, **more})


def choice(label: str, members: type[Labelled], **more: Any) -> Any:
    """One of an enumeration that the code knows."""
    choices = tuple(Choice(member.value, member.label) for member in members)
    return _described(Kind.CHOICE, label, {"choices": choices, "width": 10, **more})


def pick(label: str, pick_list: str, **more: Any) -> Any:
    """One of a list that users may edit; its choices come from `Lookup` rows."""
    return _described(Kind.CHOICE, label, {"pick_list": pick_list, "width": 12, **more})


def link(label: str, entity: str, **more: Any) -> Any:
    return _described(Kind.LINK, label, {"entity": entity, "width": 18, **more})


def stamp(label: str) -> Any:
    """A time that the program writes itself."""
    return _described(Kind.MOMENT, label, {"derived": True, "width": 12})


def _described(kind: Kind, label: str, more: Mapping[str, Any]) -> Any:
    options = dict(more)
    default = options.pop("default", None)
    description = Field(name="", label=label, kind=kind, **options)
    return dataclasses.field(default=default, metadata={"field": description})


@cache
def described(record_type: Any) -> tuple[Field, ...]:
    """The built-in fields of a record, in the order of its attributes."""
    return tuple(
        dataclasses.replace(attribute.metadata["field"], name=attribute.name)
        for attribute in dataclasses.fields(record_type)
        if "field" in attribute.metadata
    )


def linked(link: Field, field: Field, label: str) -> Field:
    """The field of the record that the link leads to, as records with that link show it."""
    return dataclasses.replace(
        field,
        name=f"{link.name}.{field.name}",
        label=label,
        required=False,
        derived=True,
        searched=False,
        behind=Behind(link, field),
    )


def by_name(fields: Iterable[Field]) -> dict[str, Field]:
    return {field.name: field for field in fields}
