"""From a typed filter, order and columns to what a list shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS, Entity
from crm_tui.domain.fields import Field
from crm_tui.domain.listing import Listing, Sort
from crm_tui.domain.query_everything import Everything
from crm_tui.domain.texts import _
from crm_tui.domain.views import Arrangement, can_group
from crm_tui.errors import InvalidInputError
from crm_tui.i18n import LANGUAGES, Language
from crm_tui.services import fields
from crm_tui.session import Session

if TYPE_CHECKING:
    from crm_tui.domain.query_nodes import Node, Problem, Query

Read = TypeVar("Read")

COLUMNS = {
    CLIENTS.name: ("name", "city", "phone", "last_contact", "next_contact"),
    CONTACTS.name: ("display_name", "title", "client", "phone", "last_contact"),
    DEALS.name: ("name", "client", "amount", "stage", "closes", "next_contact"),
    ACTIVITIES.name: ("at", "kind", "status", "client", "subject", "owner"),
}
"""What a list shows until the user chooses."""

ORDERS = {
    CLIENTS.name: ("name",),
    CONTACTS.name: ("display_name",),
    DEALS.name: ("closes",),
    ACTIVITIES.name: ("-at",),
}


CLOSED_ORDER = ("-closes",)
"""Of deals that are all closed: the last one first."""


def usual_order(entity: Entity, condition: "Node") -> tuple[str, ...]:
    """The order of a list until the user chooses one, for what the condition holds for."""
    if entity == DEALS and not isinstance(condition, Everything):
        from crm_tui.domain.closed_deals import asks_for_closed

        return CLOSED_ORDER if asks_for_closed(condition) else ORDERS[entity.name]
    return ORDERS[entity.name]


@dataclass(frozen=True, slots=True)
class Arranged:
    """What of an arrangement is understood, and in `problems` what is not."""

    listing: Listing
    group: Field | None
    from_end: bool
    """The groups go from the last to the first."""
    problems: tuple["Problem", ...]


def filtered(session: Session, entity: Entity, text: str) -> "Query":
    """The filter as far as it is understood; the rest is words, and told in `problems`.

    A colleague may have shared it in the words of another language.
    """
    from crm_tui.domain import query

    def read(language: Language) -> "Query":
        return query.parse(
            text.encode(errors="replace").decode(),  # a terminal may send halves of characters
            entity.name,
            lambda name: fields.named(session, name),
            session.reading,
            language.text,
        )

    found = read(session.language)
    others = map(read, map(Language, LANGUAGES)) if found.problems else ()
    return next((other for other in others if not other.problems), found)


def listing(
    session: Session,
    entity: Entity,
    *,
    where: str = "",
    sort: Sequence[str] = (),
    columns: Sequence[str] = (),
) -> Listing:
    """The list that the words describe; InvalidInputError for a word that is not understood."""
    condition = understood(session, entity, where) if where.strip() else Everything()
    return Listing(
        tuple(chosen_columns(session, entity, columns)),
        condition,
        tuple(read_sort(session, entity, word) for word in sort or usual_order(entity, condition)),
    )


def arranged(session: Session, entity: Entity, wanted: Arrangement) -> Arranged:
    """The list as far as its words are understood: a field may be gone since a view was saved."""
    from crm_tui.domain.query_nodes import Problem

    query = filtered(session, entity, wanted.where)
    problems = list(query.problems)

    def known(read: Callable[[Session, Entity, str], Read], words: Sequence[str]) -> list[Read]:
        found = []
        for word in words:
            try:
                found.append(read(session, entity, word))
            except InvalidInputError as error:
                problems.append(Problem(0, 0, error.message, error.values))
        return found

    shown = known(fields.reach, wanted.columns) or chosen_columns(session, entity, ())
    sorts = known(read_sort, wanted.sorts)
    groups = known(fields.reach, [wanted.group] if wanted.group else [])
    usual = [read_sort(session, entity, word) for word in usual_order(entity, query.node)]
    return Arranged(
        Listing(tuple(shown), query.node, tuple(sorts or usual)),
        groups[0] if groups else None,
        any(sort.descending for sort in sorts if sort.field in groups),
        tuple(problems),
    )


def sorts_of(session: Session, entity: Entity, wanted: Arrangement) -> list[str]:
    """The words of the order, those of a group together; InvalidInputError for an unknown field."""
    if not wanted.group:
        return list(wanted.sorts)
    field = fields.reach(session, entity, wanted.group)
    if not can_group(field, entity.title):
        message = _("{name} differs in each record: there is nothing to group")
        raise InvalidInputError(message, field="group", name=field.name)
    first = [word for word in wanted.sorts if word.lstrip("-") == field.name]
    others = [word for word in wanted.sorts if word not in first]
    condition = filtered(session, entity, wanted.where).node
    return [*(first or [field.name]), *(others or usual_order(entity, condition))]


def understood(session: Session, entity: Entity, text: str) -> "Node":
    """The condition of the filter; InvalidInputError for a word that is not understood."""
    found = filtered(session, entity, text)
    for problem in found.problems:
        error = InvalidInputError(problem.message)
        error.values = {**problem.values}
        raise error
    return found.node


def chosen_columns(session: Session, entity: Entity, words: Sequence[str]) -> Sequence[Field]:
    """The fields of the words, or the usual columns where there are none."""
    return [fields.reach(session, entity, word) for word in words or COLUMNS[entity.name]]


def read_sort(session: Session, entity: Entity, word: str) -> Sort:
    """`name`, or `-name` for the other direction."""
    name = word.strip()
    if not name.lstrip("-"):
        raise InvalidInputError(_("--sort needs the name of a field"))
    return Sort(fields.reach(session, entity, name.lstrip("-")), descending=name.startswith("-"))
