"""What a record holds after another was merged into it, field by field."""

from collections.abc import Collection, Sequence
from typing import Any

from crm_tui.domain import foreign_properties
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.tags import ordered
from crm_tui.domain.texts import _

MERGED = "merged"
"""The kind of the relation that leads from a record to the one that it was merged into."""

JOB = "works there"
"""The kind of the relation that leads from a contact to a client for whom she works besides."""

KINDS = {MERGED: _("merged into it"), JOB: _("works there")}
"""What the other record of a relation is to one, as a label."""

UNITED = (Kind.PHONE, Kind.EMAIL, Kind.TAGS, Kind.NOTE)
"""Of these both are kept, so nothing is to be chosen."""


def is_united(field: Field) -> bool:
    return field.kind in UNITED and not field.custom


def conflicts(fields: Sequence[Field], first: Any, second: Any) -> list[Field]:
    """The fields of which only one value can stay."""
    found = []
    for field in fields:
        if field.derived or is_united(field):
            continue
        here, there = field.value(first), field.value(second)
        if here is not None and there is not None and here != there:
            found.append(field)
    return found


def merged(
    fields: Sequence[Field], first: Any, second: Any, theirs: Collection[str] = ()
) -> dict[str, Any]:
    """The values that `first` gets: what it lacks, what is united, and the fields of `theirs`.

    Phones and e-mails are rows of their own and move by themselves.
    """
    taken = taken_names(fields, first, second, theirs)
    changes: dict[str, Any] = {}
    for field in fields:
        if field.derived or field.is_point:
            continue
        here, there = field.value(first), field.value(second)
        if field in foreign_properties.OF.values():
            value = foreign_properties.united(here, there)
        elif is_united(field):
            value = union(field, here, there)
        else:
            value = there if field.name in taken else here
        if value != here:
            changes[field.name] = value
    return changes


def other_jobs(first: Any, others: Sequence[Any], values: dict[str, Any]) -> dict[int, str | None]:
    """The clients that one contact worked for besides, and as what; `values` are what she gets."""
    employer = values.get("client", first.client)
    found: dict[int, str | None] = {}
    for one in (first, *others):
        if one.client is not None and one.client != employer:
            found.setdefault(one.client.id, one.title)
    return found


def taken_names(
    fields: Sequence[Field], first: Any, second: Any, theirs: Collection[str]
) -> Collection[str]:
    """The fields that the second gives; amounts never change their currency on the way."""
    wanted = {
        field.name
        for field in fields
        if field.value(second) is not None and (field.value(first) is None or field.name in theirs)
    }
    sums = {field.name for field in fields if is_sum(field)}
    own, others = (
        any(is_sum(f) and f.kind is Kind.MONEY and f.value(side) is not None for f in fields)
        for side in (first, second)
    )
    same = getattr(first, "currency", None) == getattr(second, "currency", None)
    if same or not (own or others):
        return wanted
    if others and (not own or sums.intersection(theirs)):
        return wanted | sums
    return wanted - sums


def is_sum(field: Field) -> bool:
    """Whether the field is one of the amounts, which share the record's currency, or that."""
    return not field.custom and (field.kind is Kind.MONEY or field.name == "currency")


def union(field: Field, here: Any, there: Any) -> Any:
    """Tags of both in order; notes one after the other, unless one holds the other."""
    if not here or not there:
        return here or there
    if field.kind is Kind.TAGS:
        return ordered((*here, *there))
    if there in here:
        return here
    return there if here in there else f"{here}\n\n{there}"


def sides(fields: Sequence[Field], first: Any, second: Any) -> list[tuple[Field, Any, Any]]:
    """What either holds, for a comparison side by side; what nobody typed is left out."""
    return [
        (field, field.value(first), field.value(second))
        for field in fields
        if not field.derived and (field.value(first) is not None or field.value(second) is not None)
    ]
