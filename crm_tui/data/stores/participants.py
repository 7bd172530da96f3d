"""Reads and writes who takes part in activities."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from crm_tui.data.journal import Journal
from crm_tui.data.models.activities import Participant as Table
from crm_tui.data.models.contacts import Contact, ContactPoint
from crm_tui.data.models.users import User
from crm_tui.data.tables import POINT_KINDS
from crm_tui.domain.entities import CONTACTS, USERS
from crm_tui.domain.fields import Kind, Link
from crm_tui.domain.participants import Attending, Participant, Response

KIND = "participants"
RESPONSES = {response.value: response for response in Response}

TAKES_PART = Table.archived_at.is_null() & (Table.response != Response.DECLINED.value)
"""Who has declined does not come: it is in her calendar no more."""


def of(activities: Collection[int]) -> Mapping[int, list[Participant]]:
    """Those of each activity that has any: colleagues first, in the order in which they came."""
    there = Table.activity.in_(list(activities)) & Table.archived_at.is_null()
    found: dict[int, list[Participant]] = {}
    for participant, _archived, _changed in _read(there):
        found.setdefault(participant.activity, []).append(participant)
    return found


def attending(
    activity: int, of_users: Mapping[int, tuple[str, ...]] | None = None
) -> list[Attending]:
    """Those of one activity, those who were taken out again too, with the addresses of contacts
    and those of users that are given.
    """
    rows = list(_read(Table.activity == activity))
    mails = _addresses([one.who.id for one, *_stamps in rows if one.entity == CONTACTS])
    found = []
    for one, archived_at, changed_at in rows:
        known = (of_users or {}) if one.entity == USERS else mails
        addresses = tuple(known.get(one.who.id, ()))
        found.append(Attending(one, addresses, archived_at is not None, changed_at))
    return found


def activities_with_any() -> set[int]:
    """Also those whose participants were all taken out again."""
    query: Any = Table.select(Table.activity).distinct()
    return {number for (number,) in query.tuples()}


def _read(condition: Any) -> Iterator[tuple[Participant, datetime | None, datetime]]:
    """With the times at which they were taken out and changed."""
    rows: Any = (
        Table.select(
            Table.id, Table.version, Table.activity, Table.response, Table.archived_at,
            Table.changed_at, User.id.alias("user_id"), User.name.alias("user_name"),
            Contact.id.alias("contact_id"), Contact.display_name,
        )
        .left_outer_join(User, on=Table.user == User.id)
        .switch(Table)
        .left_outer_join(Contact, on=Table.contact == Contact.id)
        .where(condition)
        .order_by(Table.activity, Table.user.is_null(), Table.id)
    ).tuples()  # fmt: skip
    for number, version, activity, response, archived, changed, user, login, contact, name in rows:
        entity, who = (USERS, Link(user, login)) if user else (CONTACTS, Link(contact, name))
        answer = RESPONSES.get(response, Response.INVITED)
        yield Participant(number, version, activity, entity, who, answer), archived, changed


def _addresses(contacts: Collection[int]) -> Mapping[int, list[str]]:
    """The e-mails of each contact; those that were taken away come last."""
    rows: Any = (
        ContactPoint.select(ContactPoint.contact, ContactPoint.normalised)
        .where(
            ContactPoint.contact.in_(list(contacts)),
            ContactPoint.kind.in_(POINT_KINDS[Kind.EMAIL]),
            ContactPoint.normalised.is_null(False),
        )
        .order_by(ContactPoint.archived_at.is_null(False), ContactPoint.position, ContactPoint.id)
        .tuples()
    )
    found: dict[int, list[str]] = {}
    for contact, address in rows:
        found.setdefault(contact, []).append(address)
    return found


def of_users(activities: Collection[int], users: Collection[int]) -> Mapping[int, frozenset[int]]:
    """Which of the users take part, by the activity."""
    query: Any = Table.select(Table.activity, Table.user).where(
        Table.activity.in_(list(activities)), Table.user.in_(list(users)), TAKES_PART
    )
    found: dict[int, frozenset[int]] = {}
    for activity, user in query.tuples():
        found[activity] = found.get(activity, frozenset()) | {user}
    return found


def activities_of(users: Collection[int]) -> list[int]:
    """The activities in which any of the users takes part."""
    query: Any = Table.select(Table.activity).where(Table.user.in_(list(users)), TAKES_PART)
    return [number for (number,) in query.tuples()]


def insert(journal: Journal, participant: Participant) -> int:
    return journal.insert(KIND, _columns(participant))


def answer(journal: Journal, participant: Participant, response: Response) -> None:
    """ConflictError where somebody else changed it meanwhile."""
    _update(journal, participant, {"response": participant.response.value},
            {"response": response.value})  # fmt: skip


def put_away(journal: Journal, participant: Participant) -> None:
    _update(journal, participant, {"archived_at": None}, {"archived_at": journal.stamp.at})


def copy(journal: Journal, activity: int, to: int) -> None:
    """The same people in another activity, with their answers."""
    for participant in of([activity]).get(activity, ()):
        journal.insert(KIND, _columns(participant) | {"activity": to})


def _update(
    journal: Journal, participant: Participant, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    journal.update(
        KIND, participant.id, after, before=before, after=after, version=participant.version
    )


def _columns(participant: Participant) -> dict[str, Any]:
    name = "user" if participant.entity == USERS else "contact"
    return {
        "activity": participant.activity,
        name: participant.who.id,
        "response": participant.response.value,
    }
