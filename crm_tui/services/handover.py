"""Hands records over to a colleague, with what is planned with them and a note, as one change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from crm_tui.data import assigning, setwise
from crm_tui.data.database import snapshot
from crm_tui.data.journal import Journal
from crm_tui.data.setwise import Assignment
from crm_tui.data.stores import handover as stored
from crm_tui.data.stores import records
from crm_tui.domain.entities import ACTIVITIES, DEALS, Entity
from crm_tui.domain.fields import Link
from crm_tui.domain.listing import Listing
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _
from crm_tui.domain.users import User
from crm_tui.domain.values import clean
from crm_tui.errors import InvalidInputError
from crm_tui.services import activities, entering, fields, notifications
from crm_tui.services.writing import action
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
    with action(session, _("hand over")) as journal:
        chosen, along = records.chosen(entity, listing), {}
        brings = _brought(entity, wish)
        for place, (brought, open_records) in enumerate(brings):
            size = setwise.choose(open_records(entity, chosen, to.id))
            tell = partial(_tell_share, progress, place, len(brings))
            along[brought.name] = give(journal, session, brought, to, size, tell)
        total = setwise.choose(chosen)
        if note:
            said = activities.summary(_told(session, to, note))
            stored.write_notes(journal, entity, to.id, said["subject"], said.get("body"))
        changed = give(journal, session, entity, to, total, lambda share: progress((1 + share) / 2))
        told = (
            [entity] if changed else [brought for brought, _open in brings if along[brought.name]]
        )
        if told:
            notifications.of_handover(journal, session, told[0], to, note)
    return _handed_over(changed, total, along)


def give(
    journal: Journal, session: Session, entity: Entity, to: Link, size: int, progress: Progress
) -> int:
    """As a part of an action: hers are the records, so many, that `setwise.choose` has noted.

    Returns how many had another owner.
    """
    owned = _owned_by(session, entity, to)
    return setwise.change(journal, entity, owned, lambda done: progress(done / size))


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


def _tell_share(progress: Progress, place: int, places: int, share: float) -> None:
    """What goes along is the first half of the work."""
    progress((place + share) / places / 2)


def _handed_over(changing: int, total: int, along: Mapping[str, int]) -> HandedOver:
    work, deals = along.get(ACTIVITIES.name, 0), along.get(DEALS.name, 0)
    return HandedOver(changing, total, work, deals)


def _owned_by(session: Session, entity: Entity, to: Link) -> Sequence[Assignment]:
    owner: Any = fields.named(session, entity.name)["owner"]
    return [assigning.assignment(entity, owner, to)]


def _told(session: Session, to: Link, note: str) -> str:
    text = session.language.text
    return text(_("handed over to {name}: {note}"), name=to.name, note=note)
