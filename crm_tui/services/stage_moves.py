"""Deals that come to another stage, or are won, lost or opened again: programs hear of it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from crm_tui.data.rows import read
from crm_tui.domain import values
from crm_tui.domain.entities import DEALS, Entity
from crm_tui.domain.hooks import Moment
from crm_tui.services import fields, hooks
from crm_tui.session import Session

MOVES = ("stage", "status")

Changes = Iterable[tuple[int, Mapping[str, Any]]]
"""The ids of records, each with the values that it gets."""

Moves = dict[int, dict[str, dict[str, Any]]]
"""By the ids of the deals what they had (`from`) and get (`to`)."""


@contextmanager
def heard(session: Session, entity: Entity, changes: Changes) -> Iterator[None]:
    """Around an action: programs may refuse its moves before, and hear of them when it is done."""
    found = moves(session, dict(changes)) if are_heard(session, entity) else {}
    if found:
        hooks.before(session, Moment.DEAL_STAGE, {"moves": told(session, found)})
    yield
    if found:
        hooks.after(session, Moment.DEAL_STAGE, lambda: {"moves": told(session, found)})


def are_heard(session: Session, entity: Entity) -> bool:
    """Whether any program asks for them: there may be very many."""
    return entity == DEALS and hooks.are_there(session, Moment.DEAL_STAGE)


def moves(session: Session, changes: Mapping[int, Mapping[str, Any]]) -> Moves:
    """Of those that do move."""
    named = fields.named(session, DEALS.name)
    found: Moves = {}
    for deal in read(DEALS, [named[name] for name in MOVES], list(changes)):
        before = {name: deal.values[name] for name in MOVES}
        after = {name: key(changes[deal.id].get(name, before[name])) for name in MOVES}
        if after != before:
            found[deal.id] = {"from": before, "to": after}
    return found


def key(value: Any) -> Any:
    return values.choice_key(value.label) if isinstance(value, values.NewChoice) else value


def told(session: Session, found: Moves) -> list[dict[str, Any]]:
    """Each move with its deal as it is now, in the form of `crm show --format json`."""
    from crm_tui.services import objects

    known = fields.in_force(session, DEALS)
    return [
        {"deal": objects.as_object(session, DEALS, known, deal), **found[deal.id]}
        for deal in read(DEALS, known, list(found))
    ]
