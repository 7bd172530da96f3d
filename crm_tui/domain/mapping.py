"""What is said of the columns of somebody else's file: which field of ours each is."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

CLIENTS = "clients"
CONTACTS = "contacts"
DEALS = "deals"
ACTIVITIES = "activities"
CONTACT_NAMES = ("display_name", "first", "last")
"""A column for one of these makes the rows have a contact."""

NAMES = ("name", *CONTACT_NAMES)
POINTS = ("email", "phone")
"""They go to the contact where the file has one."""

READ_LINKS = ("owner", "referrer")
"""The links of ours that a file can say in words."""

ONE_OF_SEVERAL = re.compile(r"(?<!\d)\d(?!\d)")
"""The digit of `E-mail 2 Address`; a year is none."""

PREFIXES = {CONTACTS: "contact.", DEALS: "deal."}


@dataclass(frozen=True, slots=True)
class Target:
    """The field that a column fills."""

    entity: str
    field: Field

    @property
    def shown(self) -> str:
        """As in `--map` and in the report: `city`, `contact.email`, `deal.amount`."""
        return PREFIXES.get(self.entity, "") + self.field.name


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file; `target` is None where no field fits."""

    header: str
    target: Target | None


def targets(fields: Mapping[str, Iterable[Field]]) -> dict[str, Target]:
    """What a column can be taken for, as `Target.shown` writes it; `fields` are by entity."""
    found = [
        Target(entity, field) for entity, some in fields.items() for field in some if is_read(field)
    ]
    return {target.shown: target for target in found}


def has_contact(columns: Iterable[Column]) -> bool:
    return any(
        column.target is not None
        and column.target.entity == CONTACTS
        and column.target.field.name in CONTACT_NAMES
        for column in columns
    )


def has_name(columns: Iterable[Column]) -> bool:
    return any(
        column.target is not None and column.target.field.name in NAMES for column in columns
    )


def points(columns: Iterable[Column]) -> list[int]:
    """The places of the columns with phones and e-mails."""
    return [
        place
        for place, column in enumerate(columns)
        if column.target is not None and names_point(column.target.field)
    ]


def missing(header: Sequence[str], wanted: Collection[str]) -> tuple[str, ...]:
    """The columns of `wanted` that the file has not; InvalidInputError where it has none of them.

    Exports of one program differ; but what names no column of the file is for another one.
    """
    titles = distinct(header)
    found = tuple(title for title in wanted if title not in titles)
    if not found or len(found) < len(wanted):
        return found
    if len(found) == 1:
        raise InvalidInputError(_("the file has no column {column}"), column=found[0])
    message = _("the file has none of the columns that were named: {names}")
    raise InvalidInputError(message, names=", ".join(found))


def shown(columns: Iterable[Column]) -> dict[str, str | None]:
    """The field of each column, as a report says it; None for one that is left out."""
    return {column.header: column.target.shown if column.target else None for column in columns}


def distinct(header: Sequence[str]) -> list[str]:
    """The titles, a repeated one with its number: Phone, Phone (2); an empty one with its place."""
    seen: dict[str, int] = {}
    shown = []
    for place, title in enumerate(header, 1):
        name = title or f"#{place}"
        seen[name] = seen.get(name, 0) + 1
        shown.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return shown


def is_read(field: Field) -> bool:
    if field.kind is Kind.LINK:
        own = field.custom and field.entity not in (DEALS, ACTIVITIES)
        return field.name in READ_LINKS or own
    return not field.derived


def names_point(field: Field | None) -> bool:
    return field is not None and field.name in POINTS and not field.custom
