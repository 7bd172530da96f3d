"""Gives many records what they get: at once, or very many in steps between which others write.

Who gets it is judged once, at the beginning. What others write meanwhile is later than the change:
a record that got another value from them, or was put away, is left as it is, and that is told.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from typing import Any

from crm_tui.data import running_changes, setwise, setwise_parts
from crm_tui.data.database import looking
from crm_tui.data.journal import Journal, Stamp
from crm_tui.data.setwise import Assignment
from crm_tui.data.setwise_parts import Waiting, Wanting
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Link
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _
from crm_tui.errors import ConflictError
from crm_tui.services import fields, stage_moves
from crm_tui.services.writing import stamped, whole
from crm_tui.session import Session

HOLD = 0.6
"""Seconds after which a step ends, with the part that it is writing."""

NAMED = 10
"""Records that are named where others have changed them."""

KEPT = _(
    "others have changed {count} of the records meanwhile, and these stay as they are: {records}"
)
UNSETTLED = _(
    "somebody has changed choices, fields or a linked record meanwhile: "
    "all of it was taken back, do it again"
)


class Gift:
    """What each of many records gets, and what goes along with it: override what there is."""

    label = _("edit many")
    at_once = 5_000
    """Records that change; more are written in steps."""
    part = setwise.CHUNK
    """Records that are written at a time."""

    def __init__(self, session: Session, entity: Entity) -> None:
        self.session = session
        self.entity = entity

    def stamp(self) -> Stamp:
        """What the journal says of it, inside the transaction."""
        return stamped(self.session, self.label)

    def assigned(self) -> Sequence[Assignment]:
        """The values, as far as they depend on them for the records that are chosen now."""
        raise NotImplementedError

    def wanting(self) -> Wanting:
        """Of the chosen records those to which it makes a difference."""
        return Wanting.of(self.assigned())

    def moves(self, waiting: Sequence[int]) -> stage_moves.Changes:
        """Of the records that wait those that may come to another stage by it."""
        return ()

    def links(self) -> Sequence[tuple[str, Link]]:
        """The records to which the values lead, with the names of their entities."""
        return ()

    def begin(self, journal: Journal) -> None:
        """As a part of a step, before any of its records changes."""

    def give(self, journal: Journal) -> int:
        """Write what the chosen records get; returns how many changed."""
        return setwise.change(journal, self.entity, self.assigned())

    def end(self, journal: Journal) -> None:
        """As a part of a step, when all of them are written."""


@dataclass(slots=True)
class Given:
    """How many of the records have changed, of how many."""

    total: int
    changed: int = 0


def give(gift: Gift, query: Any, progress: Progress) -> Given:
    """Give it to the records whose ids the query finds, as one change with one undo.

    What `progress` raises leaves nothing.
    """
    (given,) = give_all([(gift, query)], progress)
    return given


def give_all(gifts: Sequence[tuple[Gift, Any]], progress: Progress) -> Sequence[Given]:
    """Likewise several, each to its own records, one after the other as one change.

    The journal says of it what it says of the first.
    """
    with looking():
        seen = running_changes.last_change()
        giving = Giving([Share(place, *one) for place, one in enumerate(gifts)], seen)
    with ExitStack() as programs:
        for one in giving.shares:
            one.kept = programs.enter_context(one.heard())
        giving.write(progress)
    for one in giving.shares:
        one.tell_kept()
    return [one.given for one in giving.shares]


class Share:
    """A gift with the records that wait for it."""

    def __init__(self, place: int, gift: Gift, query: Any) -> None:
        self.gift = gift
        self.given = Given(setwise.choose(query))
        self.waiting = Waiting(place, gift.entity, gift.wanting())
        self.kept: set[int] = set()
        """The records that others have changed meanwhile."""

    @property
    def weight(self) -> float:
        """More than 1 is too much for one step."""
        return self.waiting.size / self.gift.at_once

    def heard(self) -> AbstractContextManager[set[int]]:
        gift = self.gift
        ids = self.waiting.ids() if stage_moves.are_heard(gift.session, gift.entity) else ()
        return stage_moves.heard(gift.session, gift.entity, gift.moves(ids))

    def parts(self, journal: Journal) -> Iterator[int]:
        """Write a part each time; gives how many records it was about."""
        gift = self.gift
        gift.begin(journal)
        while taken := self.waiting.take(gift.part):
            self.given.changed += gift.give(journal)
            yield taken
        gift.end(journal)

    def look(self, own: int, seen: int) -> None:
        """See what others have written since; ConflictError where that takes away the ground."""
        if any(
            setwise_parts.is_gone(entity, link.id, own, seen) for entity, link in self.gift.links()
        ):
            raise ConflictError(UNSETTLED)
        self.kept.update(self.waiting.leave_changed(own, seen))

    def tell_kept(self) -> None:
        if self.kept:
            session, named = self.gift.session, sorted(self.kept)[:NAMED]
            records = ", ".join(self.gift.entity.shown_id(number) for number in named)
            if len(named) < len(self.kept):
                records += " …"
            count = session.language.number(len(self.kept))
            session.hear(ConflictError(KEPT, count=count, records=records))


class Giving:
    """All of it while it goes on."""

    def __init__(self, shares: Sequence[Share], seen: int) -> None:
        """`seen` is the last entry of the journal when it was judged who gets what."""
        self.shares = shares
        self._first = shares[0].gift
        self._seen = seen

    def write(self, progress: Progress) -> None:
        if sum(one.weight for one in self.shares) > 1:
            self._in_steps(progress)
        else:
            self._at_once(progress)

    def _at_once(self, progress: Progress) -> None:
        with whole(self._first.session):
            journal = Journal(self._first.stamp())
            self._look(journal)
            for share in self._parts(journal):
                progress(share)

    def _in_steps(self, progress: Progress) -> None:
        journal, share = Journal(self._first.stamp()), 0.0
        try:
            with running_changes.in_steps(journal) as steps:
                parts = self._parts(journal)
                while share < 1:
                    with steps.step():
                        self._look(journal)
                        share = _some(parts)
                        self._seen = running_changes.last_change()
                    progress(share)
        finally:
            fields.forget(self._first.session)

    def _parts(self, journal: Journal) -> Iterator[float]:
        """Write a part each time; gives the share that is done, 1 when all is."""
        size, done = sum(one.waiting.size for one in self.shares), 0
        for one in self.shares:
            for taken in one.parts(journal):
                done += taken
                if done < size:
                    yield done / size
        yield 1.0

    def _look(self, journal: Journal) -> None:
        own = journal.written or 0
        if setwise_parts.is_unsettled(own, self._seen):
            raise ConflictError(UNSETTLED)
        for one in self.shares:
            one.look(own, self._seen)


def _some(parts: Iterator[float]) -> float:
    """What one step writes, at least a part; gives the share that is done by then."""
    until, share = time.monotonic() + HOLD, next(parts)
    while share < 1 and time.monotonic() < until:
        share = next(parts)
    return share
