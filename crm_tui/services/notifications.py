"""What a user is told of the changes of others: what is hers now, and where she is mentioned."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from crm_tui.data.database import transaction
from crm_tui.data.journal import Journal
from crm_tui.data.rows import stored as as_stored
from crm_tui.data.stores import notifications as stored
from crm_tui.data.stores import users
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS, USERS, Entity
from crm_tui.domain.fields import Field, Kind, Link
from crm_tui.domain.folding import fold
from crm_tui.domain.notifications import LONGEST, Notification, Reason, mentions
from crm_tui.domain.paging import Page
from crm_tui.domain.texts import _
from crm_tui.i18n import Language
from crm_tui.session import Session

TEXTS = (Kind.TEXT, Kind.NOTE)


def page(session: Session, offset: int, limit: int, *, unread: bool = False) -> Page[Notification]:
    """What the user was told, the newest first; what was undone since is left out."""
    return stored.page(session.user.id, offset, limit, unread=unread)


def iterate(
    session: Session, *, unread: bool = False, limit: int | None = None
) -> Iterator[Notification]:
    """All of that, for the command line."""
    return stored.iterate(session.user.id, unread=unread, limit=limit)


def count_unread(session: Session) -> int:
    return stored.count_unread(session.user.id)


def said(language: Language, told: Notification) -> str:
    """What is said beside the record, in the language of who reads it."""
    if told.reason is not Reason.LENT:
        return told.text
    day = language.date(date.fromisoformat(told.text), "d MMM y")
    return language.text(_("until {day}"), day=day)


def read(session: Session, chosen: Collection[int], *, but: bool = False) -> int:
    """From now on the user has read these, or all `but` these; returns how many are new.

    That is no change of the firm's data: nobody else sees it, and there is no undo.
    """
    with transaction():
        return stored.read(session.user.id, chosen, session.now(), but=but)


def of_record(
    journal: Journal,
    session: Session,
    entity: Entity,
    described: Mapping[str, Field],
    number: int,
    written: Mapping[str, Any],
    before: Any = None,
) -> None:
    """As a part of an action: tell whose the record is now, and whom its texts mention newly.

    `before` is the record before the change, or the one whose values a new one has taken over.
    Nobody is told of what she did herself, nor twice of one record.
    """
    told = {session.user.id}
    owner = written.get("owner")
    if isinstance(owner, Link) and owner.id not in told and owner != getattr(before, "owner", None):
        stored.tell(journal, owner.id, Reason.ASSIGNED, entity, number)
        told.add(owner.id)
    for user, _name, line in _mentioned(described, written, before):
        if user not in told:
            stored.tell(journal, user, Reason.MENTIONED, entity, number, line)
            told.add(user)


def of_many(
    journal: Journal,
    session: Session,
    entity: Entity,
    described: Mapping[str, Field],
    written: Mapping[str, Any],
) -> None:
    """As a part of an action that gave these values to many records: one notification for all."""
    told = {session.user.id}
    owner = written.get("owner")
    if isinstance(owner, Link) and owner.id not in told:
        stored.tell_of_many(journal, owner.id, Reason.ASSIGNED, entity, ("owner", owner.id))
        told.add(owner.id)
    for user, name, line in _mentioned(described, written, None):
        if user not in told:
            key = f"extra.{name}" if described[name].custom else name
            value = as_stored(written[name])
            stored.tell_of_many(journal, user, Reason.MENTIONED, entity, (key, value), line)
            told.add(user)


def of_invitation(
    journal: Journal, session: Session, entity: Entity, who: int, activity: int
) -> None:
    """As a part of an action that invited somebody: tell her, where she is a colleague."""
    if entity == USERS and who != session.user.id:
        stored.tell(journal, who, Reason.INVITED, ACTIVITIES, activity)


class Gathered:
    """What an import of activities has to tell: each user once for a reason, when all is written.

    An import that is cut off then leaves nothing that was told.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._found: dict[tuple[int, Reason], tuple[int, int]] = {}
        """The first activity, and how many there are."""

    def of_owner(self, owner: Link | None, number: int, before: Link | None = None) -> None:
        """Whose the activity is now."""
        if owner is not None and owner != before:
            self._add(owner.id, Reason.ASSIGNED, number)

    def of_participant(self, entity: Entity, who: int, number: int) -> None:
        if entity == USERS:
            self._add(who, Reason.INVITED, number)

    def tell(self, journal: Journal) -> None:
        """As a part of the last transaction of the import."""
        for (user, reason), (number, count) in self._found.items():
            if count == 1:
                stored.tell(journal, user, reason, ACTIVITIES, number)
            else:
                stored.tell_count(journal, user, reason, ACTIVITIES, count)

    def _add(self, user: int, reason: Reason, number: int) -> None:
        if user != self.session.user.id:
            first, count = self._found.get((user, reason), (number, 0))
            self._found[user, reason] = first, count + 1


def of_handover(journal: Journal, session: Session, entity: Entity, to: Link, note: str) -> None:
    """As a part of an action that made records hers: tell her with the note, and whom it names."""
    written = ("owner", to.id)
    known = {fold(user.login): user.id for user in users.active()}
    told = {session.user.id, to.id}
    if to.id != session.user.id:
        text = " ".join(note.split())[:LONGEST]
        stored.tell_of_many(journal, to.id, Reason.HANDED_OVER, entity, written, text)
    for login, line in mentions(note):
        user = known.get(login)
        if user is not None and user not in told:
            stored.tell_of_many(journal, user, Reason.MENTIONED, entity, written, line)
            told.add(user)


def of_loan(journal: Journal, to: Link, reason: Reason, text: str) -> None:
    """As a part of an action that lent work or gave it back: one notification, of plans first."""
    for entity in (ACTIVITIES, DEALS, CLIENTS, CONTACTS):
        if stored.tell_of_many(journal, to.id, reason, entity, ("owner", to.id), text):
            return


def _mentioned(
    described: Mapping[str, Field], written: Mapping[str, Any], before: Any
) -> Iterator[tuple[int, str, str]]:
    """The users whose logins are new in a text, with the field and the line."""
    found = [
        (login, name, line)
        for name, value in written.items()
        if isinstance(value, str) and described[name].kind in TEXTS
        for login, line in mentions(value)
        if login not in _known(described[name], before)
    ]
    if found:
        known = {fold(user.login): user.id for user in users.active()}
        yield from ((known[login], name, line) for login, name, line in found if login in known)


def _known(field: Field, before: Any) -> set[str]:
    """The logins that the text of the field mentioned already."""
    text = None if before is None else field.value(before)
    return {login for login, _line in mentions(text or "")}
