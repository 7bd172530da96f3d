"""Reads and writes who takes part in activities."""

from collections.abc import Collection, Mapping
from typing import Any

from crm_tui.data.journal import Journal
from crm_tui.data.models.activities import Participant as Table
from crm_tui.data.models.contacts import Contact
from crm_tui.data.models.users import User
from crm_tui.domain.entities import CONTACTS, USERS
from crm_tui.domain.fields import Link
from crm_tui.domain.participants import Participant, Response

KIND = "participants"
RESPONSES = {response.value: response for response in Response}

TAKES_PART = Table.archived_at.is_null() & (Table.response != Response.DECLINED.value)
"""Who has declined does not come: it is in her calendar no more."""


def of(activities: Collection[int]) -> Mapping[int, list[Participant]]:
    """Those of each activity that has any: colleagues first, in the order in which they came."""
    rows: Any = (
        Table.select(
            Table.id, Table.version, Table.activity, Table.response,
            User.id.alias("user_id"), User.name.alias("user_name"),
            Contact.id.alias("contact_id"), Contact.display_name,
        )
        .left_outer_join(User, on=Table.user == User.id)
        .switch(Table)
        .left_outer_join(Contact, on=Table.contact == Contact.id)
        .where(Table.activity.in_(list(activities)), Table.archived_at.is_null())
        .order_by(Table.activity, Table.user.is_null(), Table.id)
    ).tuples()  # fmt: skip
    found: dict[int, list[Participant]] = {}
    for number, version, activity, response, user, login, contact, name in rows:
        entity, who = (USERS, Link(user, login)) if user else (CONTACTS, Link(contact, name))
        answer = RESPONSES.get(response, Response.INVITED)
        participant = Participant(number, version, activity, entity, who, answer)
        found.setdefault(activity, []).append(participant)
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
