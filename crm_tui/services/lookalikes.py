"""Tells who looks like the client or contact that is being typed, before a duplicate is made.

What counts as alike is the rule of `domain.duplicates`, by which duplicates are found as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from crm_tui.data.stores import duplicates as stored
from crm_tui.data.stores import lookalikes
from crm_tui.domain import emails, phones, typed_points
from crm_tui.domain.duplicates import PROBABLE, RULES, Traits, city_key, likeness, name_keys
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Link
from crm_tui.domain.folding import fold, tax_key
from crm_tui.services.duplicates import KNOWN, comparison, reasons_text
from crm_tui.session import Session


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Another record, and what speaks for it, in the user's language."""

    record: Link
    reasons: str


def find(
    session: Session, entity: Entity, typed: Mapping[str, str], but: int | None = None
) -> list[LookAlike]:
    """Records that are probably the same, the likeliest first; `but` is the one being edited."""
    if entity not in KNOWN:
        return []
    name = fold(typed.get(entity.title, "").strip())
    mine = of_typed(session, name, typed)
    ids = [
        number
        for number in lookalikes.candidates(entity, mine, name)
        if but is None or not (number == but or stored.are_different(entity, but, number))
    ]
    similarity, _missing = comparison()
    found = []
    for other in stored.traits_of(entity, ids):
        alike = likeness(RULES[entity.name], mine, other, similarity, PROBABLE)
        if alike is not None:
            found.append((-alike.score, other.id, reasons_text(session, alike.reasons)))
    names = stored.names(entity, ids)
    return [LookAlike(names[number], reasons) for _score, number, reasons in sorted(found)]


def of_typed(session: Session, name: str, typed: Mapping[str, str]) -> Traits:
    """What is compared of a record that is only typed yet; half a phone or e-mail finds nobody."""

    def parts(field: str) -> list[str]:
        text = typed.get(field, "")
        split = phones.split if field == "phone" else emails.split
        return [typed_points.without_labels(part) for part in split(text)]

    numbers = [phones.normalise(part, session.phone_region) for part in parts("phone")]
    addresses = [emails.normalise(part) for part in parts("email") if emails.is_email(part)]
    return Traits(
        0,
        name_keys(name)[0],
        city_key(fold(typed.get("city", "").strip())),
        tax_key(typed.get("tax_id", "")),
        frozenset(number for number in numbers if number),
        frozenset(addresses),
    )
