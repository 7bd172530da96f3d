"""Saving what a form holds: only what was changed, and without losing it when that fails."""

from collections.abc import Mapping
from typing import Any

from crm_tui.domain import emails, phones, typed_points
from crm_tui.domain.conflicts import EditConflictError
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.participants import PEOPLE
from crm_tui.errors import CrmError
from crm_tui.screens.forms import questions
from crm_tui.services import fields, participants, records
from crm_tui.session import Session


def save(
    session: Session, entity: Entity, number: int | None, typed: Mapping[str, str], original: Any
) -> Any | CrmError:
    """The record as saved, or the failure itself, which the form shows where it belongs."""
    try:
        if PEOPLE.name in typed:
            return participants.save(session, number, typed, original)
        if number is None:
            return records.add(session, entity, typed)
        return records.edit(session, entity, number, in_full(session, entity, typed), original)
    except CrmError as error:
        return error


def in_full(session: Session, entity: Entity, typed: Mapping[str, str]) -> dict[str, str]:
    """The form has shown the labels of phones and e-mails: one that is gone is to go."""
    found = dict(typed)
    for field in questions.points(fields.in_force(session, entity)):
        if field.name in typed:
            split = phones.split if field.kind is Kind.PHONE else emails.split
            found[field.name] = typed_points.in_full(split(typed[field.name]))
    return found


def settled(
    typed: Mapping[str, str], conflict: EditConflictError, mine: Mapping[str, bool]
) -> dict[str, str]:
    """What is still to be written once somebody has chosen: the rest, and her own values."""
    theirs = {c.field.name for c in conflict.collisions if not mine[c.field.name]}
    return {name: text for name, text in typed.items() if name not in theirs}


def merged_quietly(fields: Mapping[str, Field], original: Any, conflict: EditConflictError) -> int:
    """How many other fields somebody else has changed, which are kept as they are."""
    collided = {collision.field.name for collision in conflict.collisions}
    return sum(
        field.value(original) != field.value(conflict.current)
        for name, field in fields.items()
        if name not in collided and not field.derived
    )
