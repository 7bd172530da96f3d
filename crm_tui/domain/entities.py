"""The entities: the word of the command line, the letter of the ids, the record's description."""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from crm_tui.domain.fields import Field, described
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError


@dataclass(frozen=True, slots=True)
class Entity:
    """One kind of record. Its module is loaded when it is first asked for."""

    name: str
    """The plural, as in `crm list clients`, and the name of its modules."""
    one: str
    """The singular, as in `crm add client`, and the name of its table."""
    letter: str
    label: str
    title: str
    """The field that names a record."""
    record_name: str

    @property
    def record_type(self) -> Any:
        return getattr(module(self.name), self.record_name)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The built-in fields; those in force, with custom ones, come from `services.fields`."""
        fields: tuple[Field, ...] = described(self.record_type)
        return fields

    @property
    def defaults(self) -> dict[str, str]:
        defaults: dict[str, str] = module(self.name).DEFAULTS
        return defaults

    def needs(self, field: Field) -> bool:
        """Whether none of its records is without a value of the field."""
        return field.required or (field.name in self.defaults and not field.custom)

    def shown_id(self, number: int) -> str:
        return f"{self.letter}-{number}"


@cache
def module(name: str) -> Any:
    """The one that describes the records of the entity called that."""
    return import_module(f"crm_tui.domain.{name}")


CLIENTS = Entity("clients", _("client"), "C", _("Clients"), "name", "Client")
CONTACTS = Entity("contacts", _("contact"), "P", _("People"), "display_name", "Contact")
DEALS = Entity("deals", _("deal"), "D", _("Deals"), "name", "Deal")
ACTIVITIES = Entity("activities", _("activity"), "A", _("Activities"), "subject", "Activity")
USERS = Entity("users", _("user"), "U", _("Users"), "name", "User")

ENTITIES = (CLIENTS, CONTACTS, DEALS, ACTIVITIES)
"""What the command line lists and the search finds."""


@cache
def entity(word: str) -> Entity:
    """The entity called `clients` or `client`; InvalidInputError for any other word."""
    for candidate in (*ENTITIES, USERS):
        if word in (candidate.name, candidate.one):
            return candidate
    raise InvalidInputError(
        _("there is nothing called {word}: try {known}"),
        word=word,
        known=", ".join(candidate.name for candidate in ENTITIES),
    )


def read_id(text: str) -> tuple[Entity, int]:
    """C-12, c12 or C12 as an entity and a number; InvalidInputError for anything else."""
    letter, digits = text[:1].upper(), text[1:].lstrip("-")
    for candidate in (*ENTITIES, USERS):
        if candidate.letter == letter and digits.isascii() and digits.isdigit():
            return candidate, int(digits[:18])
    raise InvalidInputError(_("{text} is no id: ids look like C-12"), text=text)
