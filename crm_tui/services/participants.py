"""Who takes part in an activity: colleagues and contacts, with their answers."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from crm_tui.data.journal import Journal
from crm_tui.data.stores import links, users
from crm_tui.data.stores import participants as stored
from crm_tui.domain.activities import Activity
from crm_tui.domain.entities import ACTIVITIES, CONTACTS, USERS, Entity, read_id
from crm_tui.domain.fields import Link
from crm_tui.domain.folding import fold
from crm_tui.domain.listing import Listing
from crm_tui.domain.participants import PEOPLE, Participant, Response
from crm_tui.domain.permissions import check_may_answer
from crm_tui.domain.query_nodes import Equal, Test
from crm_tui.domain.texts import _
from crm_tui.errors import ConflictError, CrmError, InvalidInputError, NotFoundError
from crm_tui.services import entering, fields, notifications, records
from crm_tui.services.writing import acting, action
from crm_tui.session import Session

MOST_OFFERED = 50
PARTS = re.compile(r"[,;\n]")
"""What stands between two names in the text of PEOPLE."""


def get(_session: Session, activity: int) -> Sequence[Participant]:
    """Those who take part, colleagues first."""
    return stored.of([activity]).get(activity, [])


def of_several(
    _session: Session, activities: Collection[int]
) -> Mapping[int, Sequence[Participant]]:
    """Those of each of the activities that has any."""
    return stored.of(activities)


def offered(session: Session, activity: int) -> list[str]:
    """Names of those who are likely to be invited: people of its client, and colleagues."""
    there = {participant.who.name for participant in get(session, activity)}
    client = records.get(session, ACTIVITIES, activity).client
    names = [user.name for user in users.active()]
    if client is not None:
        known = fields.named(session, CONTACTS.name)
        theirs = Test(known["client"], (Equal(client.id),))
        listing = Listing((known["display_name"],), theirs)
        page = records.page(session, CONTACTS, listing, 0, MOST_OFFERED)
        names = [row.display_name for row in page.rows] + names
    return [name for name in names if name not in there]


def written(session: Session, activity: int) -> str:
    """Those who take part as the text of PEOPLE; who is not told by her name has her id."""
    found = get(session, activity)
    return ", ".join(_told(one, found) for one in found)


def read(text: str, known: Iterable[Participant] = ()) -> list[tuple[Entity, Link]]:
    """Whom the text of PEOPLE names; of those who are `known` the names are enough."""
    there = {_told(one, known): (one.entity, one.who) for one in known}
    parts = (part.strip() for part in PARTS.split(text))
    try:
        return [there.get(part) or _meant(part) for part in parts if part]
    except InvalidInputError as error:
        error.field = PEOPLE.name
        raise


def suggestion(session: Session, text: str) -> str | None:
    """The text with its last name completed: of a colleague, or else of a contact."""
    before, sign, begun = text.rpartition(",")
    word = begun.strip().casefold()
    if not word:
        return None
    names = [user.name for user in users.active() if user.name.casefold().startswith(word)]
    contacts = links.beginning(CONTACTS, begun) if not names else []
    names += [link.name for link in contacts if link.name.casefold().startswith(word)]
    return f"{before}{sign} {names[0]}".lstrip() if names else None


def save(
    session: Session, number: int | None, typed: Mapping[str, str], original: Any = None
) -> Activity:
    """Add or edit an activity as `records` does, with those whom PEOPLE names, as one change."""
    rest = {name: text for name, text in typed.items() if name != PEOPLE.name}
    entered = entering.read(session, ACTIVITIES, rest)
    with action(session, _("add") if number is None else _("edit")) as journal:
        if number is None:
            number = records.insert(journal, session, ACTIVITIES, entered)
        elif rest:
            records.change(journal, session, ACTIVITIES, number, entered, original)
        renew(journal, session, number, typed, original)
    found: Activity = records.get(session, ACTIVITIES, number)
    return found


def renew(
    journal: Journal, session: Session, activity: int, typed: Mapping[str, str], original: Any
) -> None:
    """Invite whom PEOPLE names now, and no more whom it named in the record as the user saw it.

    Whoever was invited by others meanwhile stays; answers stay. Without `original` whoever takes
    part by now was seen.
    """
    if PEOPLE.name not in typed:
        return
    there = get(session, activity)
    seen = written(session, activity) if original is None else PEOPLE.value(original)
    before = _named_among(there, seen or "")
    wanted = dict.fromkeys((entity, who.id) for entity, who in read(typed[PEOPLE.name], there))
    for one in there:
        key = (one.entity, one.who.id)
        if key in before and key not in wanted:
            stored.put_away(journal, one)
        wanted.pop(key, None)
    for entity, number in wanted:
        asked = Participant(0, 1, activity, entity, Link(number, ""), Response.INVITED)
        stored.insert(journal, asked)
        notifications.of_invitation(journal, session, entity, number, activity)


def _named_among(there: Sequence[Participant], text: str) -> set[tuple[Entity, int]]:
    """Those of them whom the text names; others whom it named once may be gone since."""
    found = set()
    for part in PARTS.split(text):
        with suppress(InvalidInputError):
            found |= {(entity, who.id) for entity, who in read(part, there)}
    return found


def invite(session: Session, activity: int, text: str) -> Participant:
    """Whom the text names, a colleague by name or login, a contact by name or id, takes part."""
    entity, who = _meant(text)
    with action(session, _("invite")) as journal:
        records.get(session, ACTIVITIES, activity)
        for other in get(session, activity):
            if (other.entity, other.who.id) == (entity, who.id):
                raise ConflictError(_("{name} takes part already"), name=who.name)
        asked = Participant(0, 1, activity, entity, who, Response.INVITED)
        stored.insert(journal, asked)
        notifications.of_invitation(journal, session, entity, who.id, activity)
    return next(one for one in get(session, activity) if one.who == who and one.entity == entity)


def answer(session: Session, participant: Participant, response: Response) -> Participant:
    """What she says of coming; who has declined has it in her calendar no more.

    ForbiddenError where a colleague is to say so herself; what a contact has said writes down
    whoever heard it.
    """
    with action(session, _("answer an invitation")) as journal:
        if participant.entity == USERS:
            owner = records.get(session, ACTIVITIES, participant.activity).owner
            invited = participant.who.id
            check_may_answer(acting(session), invited, owner.id if owner is not None else None)
        if response != participant.response:
            stored.answer(journal, participant, response)
    return find(session, participant.activity, participant.who.name)


def put_away(session: Session, participant: Participant) -> Participant:
    """She takes part no more; an undo brings her back."""
    with action(session, _("invite no more")) as journal:
        stored.put_away(journal, participant)
    return participant


def find(session: Session, activity: int, text: str) -> Participant:
    """Whom the text names of those who take part; NotFoundError where that is nobody."""
    records.get(session, ACTIVITIES, activity)
    known = get(session, activity)
    called = [one for one in known if one.who.name == text]
    if not called:
        entity, who = _meant(text)
        called = [one for one in known if (one.entity, one.who.id) == (entity, who.id)]
    if not called:
        raise NotFoundError(_("{name} does not take part"), name=text)
    return called[0]


def _told(participant: Participant, among: Iterable[Participant]) -> str:
    """Her name where it tells her from the others, else her id."""
    name = participant.who.name
    several = [one.who.name for one in among].count(name) > 1
    plain = not several and not PARTS.search(name)
    return name if plain else participant.entity.shown_id(participant.who.id)


def _meant(text: str) -> tuple[Entity, Link]:
    """One colleague or contact; InvalidInputError where the text names none, or several."""
    name = text.strip()
    found = _by_id(name) or _called(name)
    if not found:
        raise InvalidInputError(_("nobody here is called {name}"), field="who", name=name)
    if len(found) > 1:
        names = ", ".join(f"{link.name} ({entity.shown_id(link.id)})" for entity, link in found)
        raise InvalidInputError(_("who is meant: {names}?"), field="who", names=names)
    return found[0]


def _called(name: str) -> list[tuple[Entity, Link]]:
    """Those who are called exactly so, or have that login; else those whose names begin so."""
    key = fold(name)
    if not key:
        return []
    exact: list[tuple[Entity, Link]] = []
    others: list[tuple[Entity, Link]] = []
    for user in users.active():
        link = USERS, Link(user.id, user.name)
        if key in (fold(user.login), fold(user.name)):
            exact.append(link)
        elif fold(user.name).startswith(key):
            others.append(link)
    for contact in links.named(CONTACTS, name):
        (exact if fold(contact.name) == key else others).append((CONTACTS, contact))
    return exact or others


def _by_id(name: str) -> list[tuple[Entity, Link]]:
    try:
        entity, number = read_id(name)
    except CrmError:
        return []
    if entity not in (USERS, CONTACTS):
        return []
    return [(entity, link) for link in links.by_ids(entity, [number])]
