"""Gives many records what they get: at once, or very many in steps between which others write.

Who gets it is judged once, at the beginning. What others write meanwhile is later than the change:
a record that got another value from them, or was put away, is left as it is, and that is told.
"""

import time
from collections.abc import Iterator, Sequence
from typing import Any

from crm_tui.data import running_changes, setwise, setwise_parts
from crm_tui.data.database import looking
from crm_tui.data.journal import Journal
from crm_tui.data.setwise import Assignment
from crm_tui.data.setwise_parts import Wanting
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Link
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _
from crm_tui.errors import ConflictError
from crm_tui.services import fields, stage_moves
from crm_tui.services.writing import action, stamped
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

    def assigned(self) -> Sequence[Assignment]:
        """The values, as far as they depend on them for the records that are chosen now."""
        raise NotImplementedError

    def wanting(self) -> Wanting:
        """Of the chosen records those to which it makes a difference."""
        return Wanting.of(self.assigned())

    def moves(self) -> stage_moves.Changes:
        """Of the records that wait those that may come to another stage by it."""
        return {}

    def links(self) -> Sequence[tuple[str, Link]]:
        """The records to which the values lead, with the names of their entities."""
        return ()

    def begin(self, journal: Journal) -> None:
        """As a part of the first step, before any record changes."""

    def give(self, journal: Journal) -> int:
        """Write what the chosen records get; returns how many changed."""
        return setwise.change(journal, self.entity, self.assigned())

    def end(self, journal: Journal) -> None:
        """As a part of the last step, when all are written."""


def give(gift: Gift, query: Any, progress: Progress) -> tuple[int, int]:
    """Give it to the records whose ids the query finds, as one change with one undo.

    Returns how many changed, and how many there are. What `progress` raises leaves nothing.
    """
    with looking():
        seen = running_changes.last_change()
        total = setwise.choose(query)
        wanting = gift.wanting()
        size = setwise_parts.wait(gift.entity, wanting)
    giving = Giving(gift, wanting, seen, size)
    with stage_moves.heard(gift.session, gift.entity, gift.moves()):
        if size > gift.at_once:
            giving.in_steps(progress)
        else:
            giving.at_once(progress)
    giving.tell_kept()
    return giving.changed, total


class Giving:
    """One such change while it goes on."""

    def __init__(self, gift: Gift, wanting: Wanting, seen: int, size: int) -> None:
        """`seen` is the last entry of the journal when it was judged who gets it."""
        self.changed = 0
        self._gift, self._wanting = gift, wanting
        self._seen, self._size = seen, size
        self._kept: list[int] = []

    def at_once(self, progress: Progress) -> None:
        with action(self._gift.session, self._gift.label) as journal:
            self._look(journal)
            for share in self._parts(journal):
                progress(share)

    def in_steps(self, progress: Progress) -> None:
        session, share = self._gift.session, 0.0
        journal = Journal(stamped(session, self._gift.label))
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
            fields.forget(session)

    def _parts(self, journal: Journal) -> Iterator[float]:
        """Write a part each time; gives the share that is done, 1 when all is."""
        gift, done = self._gift, 0
        gift.begin(journal)
        while taken := setwise_parts.take(gift.part):
            self.changed += gift.give(journal)
            done += taken
            if done < self._size:
                yield done / self._size
        gift.end(journal)
        yield 1.0

    def _look(self, journal: Journal) -> None:
        """See what others have written since; ConflictError where that takes away the ground."""
        own, seen = journal.written or 0, self._seen
        links = self._gift.links()
        if setwise_parts.is_unsettled(own, seen) or any(
            setwise_parts.is_gone(entity, link.id, own, seen) for entity, link in links
        ):
            raise ConflictError(UNSETTLED)
        self._kept += setwise_parts.leave_changed(self._gift.entity, self._wanting, own, seen)

    def tell_kept(self) -> None:
        if self._kept:
            entity, named = self._gift.entity, sorted(self._kept)[:NAMED]
            records = ", ".join(entity.shown_id(number) for number in named)
            if len(named) < len(self._kept):
                records += " …"
            self._gift.session.hear(ConflictError(KEPT, count=len(self._kept), records=records))


def _some(parts: Iterator[float]) -> float:
    """What one step writes, at least a part; gives the share that is done by then."""
    until, share = time.monotonic() + HOLD, next(parts)
    while share < 1 and time.monotonic() < until:
        share = next(parts)
    return share
