"""What the cards of people say of their clients: address, pages and notes.

A card that came with such lines keeps them. They go out as they are, and in what the client has now
where the client had the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from crm_tui.data.rows import read
from crm_tui.data.stores import history
from crm_tui.domain import plain_values
from crm_tui.domain.clients import ClientKind
from crm_tui.domain.entities import CLIENTS, CONTACTS
from crm_tui.domain.folding import fold
from crm_tui.domain.listing import Listed
from crm_tui.exchange import content_lines
from crm_tui.exchange.vcards import ADDRESS, OF_THE_CLIENT, said
from crm_tui.services import fields
from crm_tui.session import Session

COLUMNS = (*ADDRESS, "website", "notes")
"""Fields of the client, which `vcards.COLUMNS` calls the same."""


class WithClients:
    """Completes the cards of some people."""

    def __init__(self, session: Session, people: Sequence[Listed]) -> None:
        self._session = session
        known = fields.named(session, CLIENTS.name)
        self._fields = [known[name] for name in ("name", "kind", *COLUMNS)]
        self._people = people
        self._clients = self._read({one.client.id for one in people if one.client is not None})

    def complete(self, person: Listed, cells: dict[str, str]) -> None:
        """Put in the columns that the card says of the client."""
        client = self._clients.get(person.client.id) if person.client is not None else None
        if client is None:
            return
        values = self._values(client)
        if client.kind == ClientKind.PERSON:
            cells.update(values)
            if fold(client.name) == fold(person.display_name):
                cells["company"] = ""
            return
        seen = set()
        for line in map(content_lines.parse, cells["vcard"].split("\n")):
            if line is None or line.name not in OF_THE_CLIENT or line.name in seen:
                continue
            seen.add(line.name)
            lines = said(line)
            if any(_agree(lines, one) for one in self._known(person, client)):
                cells.update({column: values[column] for column in lines})
            elif line.name == "NOTE" and self._is_gone(lines["notes"], person, client):
                cells["notes"] = ""

    def _known(self, person: Listed, client: Listed) -> Iterator[Mapping[str, Any]]:
        """What the client says and has said, and those with whom the person was before."""
        yield self._values(client)
        former = self._moves.get(person.id, ())
        for number in (client.id, *former):
            if number in self._former:
                yield self._values(self._former[number])
            yield from self._earlier.get(number, ())

    def _is_gone(self, note: str, person: Listed, client: Listed) -> bool:
        """Whether the note stood among those of a company, and stands there no more."""
        now, *before = self._known(person, client)
        return note not in now["notes"] and any(note in (one.get("notes") or "") for one in before)

    @cached_property
    def _moves(self) -> dict[int, list[int]]:
        """By person, the clients before this one."""
        found = history.earlier(CONTACTS.name, [one.id for one in self._people])
        return {
            person: [one["client"] for one in changes if one.get("client")]
            for person, changes in found.items()
        }

    @cached_property
    def _former(self) -> dict[int, Listed]:
        return self._read({client for some in self._moves.values() for client in some})

    @cached_property
    def _earlier(self) -> dict[int, list[dict[str, Any]]]:
        return history.earlier(CLIENTS.name, [*{*self._clients, *self._former}])

    def _read(self, ids: set[int]) -> dict[int, Listed]:
        return {one.id: one for one in read(CLIENTS, self._fields, sorted(ids))}

    def _values(self, client: Listed) -> dict[str, str]:
        return {
            field.name: plain_values.plain(field, field.value(client), None, self._session.zone)
            for field in self._fields
            if field.name in COLUMNS
        }


def _agree(lines: Mapping[str, str], values: Mapping[str, Any]) -> bool:
    """Whether the values, which may be some only, are those that the card says."""
    told = {
        column: " ".join(str(values[column] or "").split()) for column in lines if column in values
    }
    said_too = {column: " ".join(lines[column].split()) for column in told}
    return told == said_too and any(told.values())
