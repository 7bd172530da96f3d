"""Deals that come to another stage, or are won, lost or opened again: programs hear of it."""

from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any, NamedTuple

from crm_tui.data.rows import read
from crm_tui.domain import values
from crm_tui.domain.entities import DEALS, Entity
from crm_tui.domain.hooks import Moment
from crm_tui.services import fields, hooks
from crm_tui.services.spooled_rows import Spool
from crm_tui.session import Session

MOVES = ("stage", "status")

Changes = Iterable[tuple[int, Mapping[str, Any]]]
"""The ids of records, each with the values that it gets."""

CHUNK = 500
"""Deals that are in memory at a time: many thousands may move at once."""


class Move(NamedTuple):
    deal: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    """The stage and the status that it had, and gets."""


@contextmanager
def heard(session: Session, entity: Entity, changes: Changes) -> Iterator[set[int]]:
    """Around an action: programs may refuse its moves before, and hear of them when it is done.

    Whoever acts adds the deals to the set that stay where they are after all.
    """
    staying: set[int] = set()
    found = moves(session, changes) if are_heard(session, entity) else None
    if found is None or not found.count:
        yield staying
        return
    hooks.before(session, Moment.DEAL_STAGE, {"moves": told(session, found)})
    yield staying
    hooks.after(session, Moment.DEAL_STAGE, lambda: {"moves": told(session, found, staying)})


def are_heard(session: Session, entity: Entity) -> bool:
    """Whether any program asks for them: there may be very many."""
    return entity == DEALS and hooks.are_there(session, Moment.DEAL_STAGE)


def moves(session: Session, changes: Changes) -> Spool[Move]:
    """Of those that do move."""
    named = fields.named(session, DEALS.name)
    shown, left = [named[name] for name in MOVES], iter(changes)
    found: Spool[Move] = Spool()
    while some := dict(islice(left, CHUNK)):
        for deal in read(DEALS, shown, list(some)):
            before = {name: deal.values[name] for name in MOVES}
            after = {name: key(some[deal.id].get(name, before[name])) for name in MOVES}
            if after != before:
                found.add(Move(deal.id, before, after))
    return found


def key(value: Any) -> Any:
    return values.choice_key(value.label) if isinstance(value, values.NewChoice) else value


def told(
    session: Session, found: Spool[Move], staying: Container[int] = ()
) -> Iterator[dict[str, Any]]:
    """Each move with its deal as it is now, in the form of `crm show --format json`."""
    from crm_tui.services import objects

    known = fields.in_force(session, DEALS)
    for some in found.chunks(CHUNK):
        moved = {move.deal: move for move in some if move.deal not in staying}
        for deal in read(DEALS, known, list(moved)):
            shown = objects.as_object(session, DEALS, known, deal)
            yield {"deal": shown, "from": moved[deal.id].before, "to": moved[deal.id].after}
