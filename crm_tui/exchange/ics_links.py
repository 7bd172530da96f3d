"""With whom an event is and about which deal: CONTACT, which every calendar shows or keeps, and a
property of our own. A parameter has the id, which tells apart those who are called the same.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from crm_tui.domain.entities import CLIENTS, CONTACTS, DEALS, Entity
from crm_tui.domain.extras import extra
from crm_tui.exchange import content_lines
from crm_tui.exchange.content_lines import escaped
from crm_tui.exchange.ics_entries import Entry

if TYPE_CHECKING:
    from icalendar import Component

ID = "X-CRM-ID"
PROPERTIES = {CLIENTS: "CONTACT", CONTACTS: "CONTACT", DEALS: "X-CRM-DEAL"}


class Linked(NamedTuple):
    """A record that an activity is linked with."""

    entity: Entity
    number: int
    name: str


def write(entry: "Component", links: Sequence[Linked]) -> None:
    with extra("exchange", "iCalendar"):
        from icalendar import vText

    for entity, number, name in links:
        entry.add(PROPERTIES[entity], vText(name), {ID: entity.shown_id(number)})


def read(entry: Entry) -> Iterator[str]:
    """The id and the name of the client, the contact and the deal; empty where there is none."""
    for entity, name in PROPERTIES.items():
        found = (
            f"{one.params[ID]} {one.text}"
            for one in entry.all(name)
            if one.params.get(ID, "").startswith(entity.letter)
        )
        yield next(found, "")


def line(entity: Entity, text: str) -> str:
    """The property for an id and a name that nobody has here, so that it goes out again."""
    shown_id, _space, name = text.partition(" ")
    return f"{PROPERTIES[entity]};{ID}={shown_id}:{escaped(name)}"


def is_link(line: content_lines.ContentLine) -> bool:
    """Whether the line is one of ours, which is written anew."""
    return line.name in PROPERTIES.values() and ID in line.params
