"""The words of the command line that stand for entities, kinds and fields."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from crm_tui.domain.entities import ACTIVITIES, CLIENTS, ENTITIES, Entity, entity, read_id
from crm_tui.domain.texts import _, counted
from crm_tui.errors import InvalidInputError

if TYPE_CHECKING:
    from crm_tui.session import Session

LEADS = "leads"
PARTICIPANTS = "participants"
"""Those who take part in an activity, as a word of `crm add` and `crm edit`."""

LISTS = (*(known.name for known in ENTITIES), LEADS)
"""What can be listed and exported; leads are clients that have not bought yet."""

RECORDS_CHANGED = counted("{count} record changed", "{count} records changed")


def listed(word: str) -> Entity:
    """The entity of a list; InvalidInputError for a word that is none."""
    name = CLIENTS.name if word in (LEADS, "lead") else word
    for known in ENTITIES:
        if name in (known.name, known.one):
            return known
    message = _("there is nothing called {word}: try {known}")
    raise InvalidInputError(message, word=word, known=", ".join(LISTS))


def list_word(word: str) -> str:
    """The word under which views of the list are kept: leads have their own."""
    return LEADS if word in (LEADS, "lead") else listed(word).name


def leads_only(word: str, where: str) -> str:
    """The filter of the list: leads are a part of the clients."""
    if word not in (LEADS, "lead"):
        return where
    from crm_tui.domain.clients import LEADS as STAGES

    part = f"lifecycle:{','.join(stage.value for stage in STAGES)}"
    return f"{part} ({where})" if where.strip() else part


def record(text: str) -> tuple[Entity, int]:
    """The record of an id; InvalidInputError for what is none."""
    found, number = read_id(text)
    if found not in ENTITIES:
        raise InvalidInputError(_("{text} is no client, contact, deal or activity"), text=text)
    return found, number


def assignments(texts: Iterable[str]) -> dict[str, str]:
    """`FIELD=VALUE` words by field; InvalidInputError for a word of another form."""
    found = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise InvalidInputError(_("{text} is not FIELD=VALUE"), text=text)
        found[name.strip()] = value
    return found


def told_apart(
    session: "Session", wanted: Entity, texts: Iterable[str]
) -> tuple[list[str], dict[str, str]]:
    """Free words, and those that give a value to a field that exists."""
    free, typed = [], {}
    for text in texts:
        name, equals, value = text.partition("=")
        people = wanted == ACTIVITIES and name == PARTICIPANTS
        if equals and (people or is_field(session, wanted, name)):
            typed[name] = value
        else:
            free.append(text)
    return free, typed


def with_people(session: "Session", wanted: Entity, typed: Mapping[str, str]) -> dict[str, str]:
    """The typed texts, `participants=` of an activity under the name of its question.

    A field of one's own that is called so goes before it.
    """
    if wanted != ACTIVITIES or is_field(session, wanted, PARTICIPANTS):
        return {**typed}
    from crm_tui.domain.participants import PEOPLE

    return {PEOPLE.name if name == PARTICIPANTS else name: text for name, text in typed.items()}


def is_field(session: "Session", wanted: Entity, word: str) -> bool:
    from crm_tui.services import fields

    if not word or word != word.strip():
        return False
    try:
        fields.find(session, wanted, word)
    except InvalidInputError:
        return False
    return True


def complete_field(incomplete: str) -> list[str]:
    """`name=`, `city=` ... for the built-in fields of all entities."""
    names = {field.name for known in ENTITIES for field in known.fields if not field.derived}
    names.add(PARTICIPANTS)
    return sorted(f"{name}=" for name in names if f"{name}=".startswith(incomplete))


def column_names(known: Entity, linked: bool) -> Iterator[str]:
    """The built-in fields, or those of the records that they link to: `client.city`."""
    for field in known.fields:
        if not linked:
            yield field.name
        elif field.entity:
            yield from (f"{field.name}.{beyond.name}" for beyond in entity(field.entity).fields)


def complete_column(incomplete: str) -> list[str]:
    """The field after the last comma, with the sign before it."""
    before, comma, part = incomplete.rpartition(",")
    sign = "-" if part.startswith("-") else ""
    names = {f"{sign}{name}" for known in ENTITIES for name in column_names(known, "." in part)}
    return sorted(f"{before}{comma}{name}" for name in names if name.startswith(part))
