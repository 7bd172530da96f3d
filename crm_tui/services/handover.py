"""Hands records over to a colleague, with what is planned with them and a note, as one change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crm_tui.data import assigning, setwise
from crm_tui.data.database import snapshot
from crm_tui.data.journal import Journal
from crm_tui.data.setwise import Assignment
from crm_tui.data.stores import handover as stored
from crm_tui.data.stores import records
from crm_tui.domain.entities import ACTIVITIES, DEALS, USERS, Entity
from crm_tui.domain.fields import Link
from crm_tui.domain.listing import Listing
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _
from crm_tui.domain.users import User
from crm_tui.domain.values import clean
from crm_tui.errors import InvalidInputError
from crm_tui.services import activities, entering, fields, giving, notifications
from crm_tui.session import Session

OpenRecords = Callable[[Entity, Any, int], Any]
"""The ids of what is open with the chosen records of an entity, and goes to a user with them."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How many of the records get another owner, and how many plans and open deals with them."""

    changing: int
    total: int
    work: int
    deals: int = 0

    @property
    def all(self) -> int:
        return self.changing + self.work + self.deals


@dataclass(frozen=True, slots=True)
class Wish:
    """To whom, as it is typed; the note may be empty."""

    who: str
    note: str = ""
    with_work: bool = True


def extent(session: Session, entity: Entity, listing: Listing, wish: Wish) -> HandedOver:
    """What `hand_over` would do now. Nothing is written; InvalidInputError for who is nobody."""
    to = colleague(session, entity, wish.who)
    with snapshot():
        chosen, along = records.chosen(entity, listing), {}
        for brought, open_records in _brought(entity, wish):
            setwise.choose(open_records(entity, chosen, to.id))
            along[brought.name] = setwise.changing(brought, _owned_by(session, brought, to))
        total = setwise.choose(chosen)
        changing = setwise.changing(entity, _owned_by(session, entity, to))
        return _handed_over(changing, total, along)


def hand_over(
    session: Session,
    entity: Entity,
    listing: Listing,
    wish: Wish,
    progress: Progress = lambda share: None,
) -> HandedOver:
    """The colleague owns the records of the list from now on, and is told so once.

    What their owners, or nobody, had planned with them, and their open deals, become hers too; the
    note stands in the history of each. One undo takes all of it back.
    """
    to, note = colleague(session, entity, wish.who), clean(wish.note, lines=True).strip()
    chosen = records.chosen(entity, listing)
    brought = [
        (Owned(session, one, to), open_records(entity, chosen, to.id))
        for one, open_records in _brought(entity, wish)
    ]
    main = HandedOn(session, entity, to, note, [gift for gift, _query in brought])
    *along, given = giving.give_all([*brought, (main, chosen)], progress)
    counts = {
        gift.entity.name: one.changed for (gift, _query), one in zip(brought, along, strict=True)
    }
    return _handed_over(given.changed, given.total, counts)


class Owned(giving.Gift):
    """Another owner."""

    label = _("hand over")

    def __init__(self, session: Session, entity: Entity, to: Link) -> None:
        super().__init__(session, entity)
        self.to = to
        self.changed = 0

    def assigned(self) -> Sequence[Assignment]:
        return _owned_by(self.session, self.entity, self.to)

    def links(self) -> Sequence[tuple[str, Link]]:
        return [(USERS.name, self.to)]

    def give(self, journal: Journal) -> int:
        changed = super().give(journal)
        self.changed += changed
        return changed


class HandedOn(Owned):
    """The records themselves: with each stands the note, and in the end the colleague is told."""

    def __init__(
        self, session: Session, entity: Entity, to: Link, note: str, brought: Sequence[Owned]
    ) -> None:
        super().__init__(session, entity, to)
        self._note, self._brought = note, brought

    def begin(self, journal: Journal) -> None:
        stored.forget_notes()

    def give(self, journal: Journal) -> int:
        if self._note:
            said = activities.summary(_told(self.session, self.to, self._note))
            stored.write_notes(journal, self.entity, self.to.id, said["subject"], said.get("body"))
        return super().give(journal)

    def end(self, journal: Journal) -> None:
        changed = [gift.entity for gift in (self, *self._brought) if gift.changed]
        if changed:
            notifications.of_handover(journal, self.session, changed[0], self.to, self._note)


def colleague(session: Session, entity: Entity, text: str) -> Link:
    """Whom the text names; InvalidInputError for nobody."""
    owner = fields.named(session, entity.name)["owner"]
    found: Link | None = entering.read_value(session, owner, text)
    if found is None:
        raise InvalidInputError(_("say to whom: a login or a name"), field="owner")
    return found


def left_with(session: Session, user: User) -> Mapping[str, int]:
    """How many clients, contacts and planned activities the user still owns, by the entity."""
    return stored.left_with(user.id)


def _brought(entity: Entity, wish: Wish) -> Sequence[tuple[Entity, OpenRecords]]:
    """What goes along with such records, and how it is found."""
    if not wish.with_work or entity == ACTIVITIES:
        return ()
    plans = (ACTIVITIES, stored.open_work)
    return (plans,) if entity == DEALS else (plans, (DEALS, stored.open_deals))


def _handed_over(changing: int, total: int, along: Mapping[str, int]) -> HandedOver:
    work, deals = along.get(ACTIVITIES.name, 0), along.get(DEALS.name, 0)
    return HandedOver(changing, total, work, deals)


def _owned_by(session: Session, entity: Entity, to: Link) -> Sequence[Assignment]:
    owner: Any = fields.named(session, entity.name)["owner"]
    return [assigning.assignment(entity, owner, to)]


def _told(session: Session, to: Link, note: str) -> str:
    text = session.language.text
    return text(_("handed over to {name}: {note}"), name=to.name, note=note)
