"""What one typed line becomes: an activity of mine or of a colleague, and the tasks after it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from crm_tui.data.journal import Journal
from crm_tui.data.stores import links
from crm_tui.domain import quick_add, tags
from crm_tui.domain.activities import Activity, ActivityKind
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS, USERS, Entity, read_id
from crm_tui.domain.fields import Link
from crm_tui.domain.folding import transliterated
from crm_tui.domain.participants import PEOPLE
from crm_tui.domain.quick_add import Quick
from crm_tui.domain.texts import _
from crm_tui.domain.values import clean
from crm_tui.errors import CrmError, InvalidInputError
from crm_tui.services import entering, participants, records
from crm_tui.services.writing import action
from crm_tui.session import Session

MOST = 12
"""Candidates for a name that are looked at."""

OFFERED = 5


@dataclass(frozen=True, slots=True)
class Understood:
    """A line with the records that it names. `offered` are those that a name may mean."""

    quick: Quick
    kind: str
    client: Link | None = None
    contact: Link | None = None
    deal: Link | None = None
    owner: Link | None = None
    offered: tuple[Link, ...] = ()
    follow_ups: tuple["Understood", ...] = ()


def understand(session: Session, text: str, party: tuple[Entity, Link] | None = None) -> Understood:
    """What the line means, for a preview as well; `party` is whom it is with if it names nobody."""
    quick = quick_add.read(clean(text), session.reading)
    return _understood(session, quick, _parties(session, party))


def for_party(session: Session, line: str, party: tuple[Entity, Link] | None) -> Understood:
    """What a line means that names nobody: it is with the party, whatever its words."""
    quick = replace(quick_add.read(line, session.reading), names=())
    return _understood(session, quick, _parties(session, party))


def follow_ups(
    session: Session, text: str, parties: Mapping[str, Link]
) -> tuple[str, list[Understood]]:
    """What was said in a contact, and the tasks after each `!` in it, with the same parties."""
    said, quicks = quick_add.read_held(text, session.reading)
    return said, [_understood(session, quick, parties) for quick in quicks]


def add(
    session: Session,
    text: str,
    typed: Mapping[str, str],
    party: tuple[Entity, Link] | None = None,
) -> list[Activity]:
    """The activity of the line and then its tasks, in one action; typed fields go before it.

    PEOPLE among them names those who take part.
    """
    rest = {name: text for name, text in typed.items() if name != PEOPLE.name}
    given = entering.read(session, ACTIVITIES, rest)
    understood = understand(session, text, party)
    if not understood.quick.subject:
        raise InvalidInputError(_("say what is to be done: the text is empty"), field="subject")
    understood = replace(understood, kind=given.get("kind", understood.kind))
    with action(session, _("add")) as journal:
        first = records.insert(journal, session, ACTIVITIES, values(understood) | given)
        participants.renew(journal, session, first, typed, None)
        numbers = [first, *insert(journal, session, understood.follow_ups)]
    return [records.get(session, ACTIVITIES, number) for number in numbers]


def insert(journal: Journal, session: Session, tasks: Sequence[Understood]) -> list[int]:
    """Add the tasks as a part of an action; returns their ids."""
    return [records.insert(journal, session, ACTIVITIES, values(task)) for task in tasks]


def values(understood: Understood) -> dict[str, Any]:
    """A task is due at its moment; everything else begins then."""
    quick, kind = understood.quick, understood.kind
    begins = "due" if kind == ActivityKind.TASK.value and quick.end is None else "start"
    found = {
        "subject": quick.subject,
        "kind": kind,
        begins: quick.moment,
        "end": _end(quick) if begins == "start" else None,
        "duration": _minutes(quick),
        "recurrence": quick.rule,
        "reminders": quick.reminders,
        "priority": quick.priority.value if quick.priority else None,
        "tags": tags.ordered(map(tags.read_one, quick.tags)) or None,
        "client": understood.client,
        "contact": understood.contact,
        "deal": understood.deal,
        "owner": understood.owner,
    }
    return {name: value for name, value in found.items() if value is not None}


def _end(quick: Quick) -> date | datetime | None:
    if quick.end is None and quick.minutes and isinstance(quick.moment, datetime):
        return quick.moment + timedelta(minutes=quick.minutes)
    return quick.end


def _minutes(quick: Quick) -> int | None:
    if isinstance(quick.moment, datetime) and isinstance(quick.end, datetime):
        return round((quick.end - quick.moment) / timedelta(minutes=1))
    return quick.minutes


def _understood(session: Session, quick: Quick, parties: Mapping[str, Link]) -> Understood:
    found = _named(quick.names)
    if any(link == parties.get(entity.one) for entity, link in found):
        found = []  # who is meant is known already
    if found:  # of several nobody is linked, not even whom the cursor was on
        parties = _parties(session, found[0]) if len(found) == 1 else {}
    owner = _colleague(quick.somebody)
    if quick.somebody and owner is None:
        quick = replace(quick, subject=f"{quick.subject} @{quick.somebody}".strip())
    return Understood(
        quick,
        (quick.kind or ActivityKind.TASK).value,
        parties.get("client"),
        parties.get("contact"),
        parties.get("deal"),
        owner,
        tuple(link for _entity, link in found[:OFFERED]) if len(found) > 1 else (),
        tuple(_understood(session, part, parties) for part in quick.follow_ups),
    )


def _parties(session: Session, party: tuple[Entity, Link] | None) -> dict[str, Link]:
    return entering.with_whom(session, *party) if party else {}


def _named(names: Sequence[str]) -> list[tuple[Entity, Link]]:
    """The clients and contacts that the first name means which means any; a deal by its id.

    Where that are several, a longer one that begins so may say which: `Bright`, `Bright stars`.
    """
    name, found = next(_meaning(names), ("", []))
    if len(found) > 1:
        longer = [other for other in names if other.startswith(f"{name} ")]
        found = next((fewer for _name, fewer in _meaning(longer) if len(fewer) == 1), found)
    return found


def _meaning(names: Sequence[str]) -> Iterator[tuple[str, list[tuple[Entity, Link]]]]:
    """Those of the names that mean any, with whom."""
    for name in names:
        found = _by_id(name) or _by_name(name)
        if found:
            yield name, found


def _by_id(name: str) -> list[tuple[Entity, Link]]:
    try:
        entity, number = read_id(name)
    except CrmError:
        return []
    if entity not in (CLIENTS, CONTACTS, DEALS):
        return []
    return [(entity, link) for link in links.by_ids(entity, [number])]


def _by_name(name: str) -> list[tuple[Entity, Link]]:
    """Those called so in a Russian case of the name, too; else those whose words begin so."""
    for spelled in quick_add.spellings(name):
        found = [
            (entity, link)
            for entity in (CLIENTS, CONTACTS)
            for link in links.beginning(entity, spelled, MOST)
        ]
        if found:
            whole = [hit for hit in found if _is_called(hit[1].name, name)]
            return whole or found
    return []


def _is_called(title: str, name: str) -> bool:
    """Whether each word of the name is a word of the title, but for its ending."""
    words = {_key(word) for word in title.split()}
    return all(_key(word) in words for word in name.split())


def _key(word: str) -> str:
    return transliterated(quick_add.stem(word))


def _colleague(login: str | None) -> Link | None:
    found = links.named(USERS, login) if login else []
    return found[0] if len(found) == 1 else None
