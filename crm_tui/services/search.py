"""Find anywhere: names, words of notes, phones in any spelling, e-mails, ids."""

from collections.abc import Sequence
from dataclasses import replace

from crm_tui.data import rows, search
from crm_tui.data.stores import links, numbers
from crm_tui.domain import phones, values
from crm_tui.domain.entities import DEALS, ENTITIES, read_id
from crm_tui.domain.fields import by_name
from crm_tui.domain.findings import Found, rank
from crm_tui.domain.folding import fold
from crm_tui.errors import CrmError
from crm_tui.session import Session

LIMIT = 50
"""So many findings are shown where nothing else is asked for."""


def find(session: Session, text: str, limit: int = LIMIT) -> list[Found]:
    """The records that the text finds, best first; any text is allowed, and none finds none."""
    found = [*by_id(text), *by_number(text), *by_email(text), *by_words(text, limit)]
    unique = {(hit.entity, hit.id): hit for hit in reversed(found)}
    first = [hit for hit in dict.fromkeys(found) if unique.get((hit.entity, hit.id)) is hit][:limit]
    clients = clients_of([hit.id for hit in first if hit.entity == DEALS.name])
    return [
        replace(hit, whose=clients.get(hit.id, "")) if hit.entity == DEALS.name else hit
        for hit in first
    ]


def clients_of(deals: Sequence[int]) -> dict[int, str]:
    """Their names: deals of many clients are called the same."""
    client = by_name(DEALS.fields)["client"]
    return {deal.id: deal.client.name for deal in rows.read(DEALS, [client], deals)}


def by_id(text: str) -> list[Found]:
    try:
        entity, number = read_id(text.strip())
    except CrmError:
        return []
    if entity not in ENTITIES:
        return []
    return [Found(entity.name, link.id, link.name) for link in links.by_ids(entity, [number])]


def by_number(text: str) -> list[Found]:
    """Clients and contacts with a phone that ends so, or begins so after a plus."""
    if not phones.looks_like_number(text):
        return []
    return numbers.owners(phones.tail(text))


def by_email(text: str) -> list[Found]:
    """Clients and contacts with an e-mail that begins so, once more than a name is typed."""
    start = values.clean(text).strip().lower()
    return numbers.addressees(start) if start.find("@") > 0 else []


def by_words(text: str, limit: int) -> list[Found]:
    words = tuple(fold(text).split())
    match = search.expression(words)
    if not match:
        return []
    hits = []
    for place, entity in enumerate(ENTITIES):
        for number, title, key, archived in search.matches(entity.name, match):
            order = rank(key, words, archived=bool(archived))
            hits.append((order[:2], place, order[2:], Found(entity.name, number, title)))
    hits.sort(key=lambda hit: hit[:3])
    return [hit[3] for hit in hits[:limit]]
