"""The fields in force: built-in ones with their pick-lists, and those that users added."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from crm_tui.data.database import data_version
from crm_tui.data.stores import pick_lists, settings
from crm_tui.domain.entities import Entity, entity
from crm_tui.domain.fields import LONGEST_PATH, Field, Kind, by_name, linked
from crm_tui.domain.folding import fold
from crm_tui.domain.permissions import check_may_shape
from crm_tui.domain.pick_lists import PickValue
from crm_tui.domain.suggestions import nearest
from crm_tui.domain.texts import _
from crm_tui.errors import ConflictError, InvalidInputError, NotFoundError
from crm_tui.services.writing import acting, action
from crm_tui.session import Session

CUSTOM_KINDS = (
    Kind.TEXT,
    Kind.NUMBER,
    Kind.MONEY,
    Kind.DATE,
    Kind.CHOICE,
    Kind.FLAG,
    Kind.LINK,
    Kind.WEB,
)


def in_force(session: Session, wanted: Entity) -> tuple[Field, ...]:
    """The fields of an entity; read again when somebody else has changed the database."""
    kept, stamp = session.catalogue, data_version()
    if kept.stamp != stamp:
        kept.fields.clear()
        kept.stamp = stamp
    if wanted.name not in kept.fields:
        lists = pick_lists.values()
        found = (*wanted.fields, *settings.custom_fields(wanted.name))
        kept.fields[wanted.name] = tuple(with_choices(field, lists) for field in found)
    return kept.fields[wanted.name]


def own(session: Session, wanted: Entity) -> list[tuple[Field, bool]]:
    """The fields that users have added, in their order, each with whether it is archived."""
    return settings.own_fields(wanted.name)


def named(session: Session, entity_name: str) -> dict[str, Field]:
    """The fields in force of the entity called that, by their names."""
    return by_name(in_force(session, entity(entity_name)))


def find(session: Session, wanted: Entity, word: str) -> Field:
    """The field of that name or label; InvalidInputError with the nearest for any other word."""
    fields = in_force(session, wanted)
    key = fold(word).replace(" ", "_").replace("-", "_")
    for field in fields:
        label = fold(session.language.text(field.label)).replace(" ", "_").replace("-", "_")
        if key in (fold(field.name), label):
            return field
    borrowed = (field.name for field in fields if fold(word) in field.headers)
    close = next(borrowed, None) or nearest(word, [field.name for field in fields])
    if close:
        message = _("{entity} have no field {word}: did you mean {nearest}?")
        raise InvalidInputError(message, field=word, entity=wanted.name, word=word, nearest=close)
    raise InvalidInputError(
        _("{entity} have no field {word}"), field=word, entity=wanted.name, word=word
    )


def reach(session: Session, wanted: Entity, word: str) -> Field:
    """As `find`, also a field of a record that is linked: `client.city`, `client.owner.role`."""
    first, dot, rest = word.partition(".")
    if not dot:
        return find(session, wanted, word)
    link = find(session, wanted, first)
    if link.kind is not Kind.LINK or word.count(".") >= LONGEST_PATH:
        raise InvalidInputError(_("{word} leads to no other record"), field=word, word=first)
    return along(session, link, reach(session, entity(link.entity), rest))


def along(session: Session, link: Field, field: Field) -> Field:
    """The field behind the link, under the labels of both: `Client: City`."""
    text = session.language.text
    return linked(link, field, f"{text(link.label)}: {text(field.label)}")


def with_linked(session: Session, wanted: Entity) -> tuple[Field, ...]:
    """The fields in force, and behind them those of the records that each of them links to.

    The names of linked records are left out: the link itself shows them.
    """
    own = in_force(session, wanted)
    links = [field for field in own if field.kind is Kind.LINK and not field.derived]
    return (
        *own,
        *(
            along(session, link, field)
            for link in links
            if link.entity != wanted.name
            for field in in_force(session, entity(link.entity))
            if field.name != entity(link.entity).title
        ),
    )


def with_currencies(session: Session, wanted: Entity, shown: Sequence[Field]) -> tuple[Field, ...]:
    """The fields, and those that tell the currencies of the sums among them."""
    sums = [field for field in shown if field.kind is Kind.MONEY]
    found = by_name(shown)
    for field in sums:
        currency = _currency(session, wanted, field)
        if currency is not None:
            found.setdefault(currency.name, currency)
    return tuple(found.values())


def _currency(session: Session, wanted: Entity, field: Field) -> Field | None:
    if field.behind is None:
        return named(session, wanted.name).get("currency")
    link = field.behind.link
    inner = _currency(session, entity(link.entity), field.behind.field)
    return along(session, link, inner) if inner else None


def with_choices(field: Field, lists: Mapping[str, Sequence[PickValue]]) -> Field:
    if not field.pick_list:
        return field
    known = lists.get(field.pick_list, ())
    offered = tuple(value.choice for value in known if not value.archived)
    archived = tuple(value.choice for value in known if value.archived)
    return replace(field, choices=offered, archived=archived)


def forget(session: Session) -> None:
    """Read the fields again at the next question, after a change of our own."""
    session.catalogue.stamp = None


def add(
    session: Session, wanted: Entity, label: str, kind: Kind, to: Entity | None = None
) -> Field:
    """Give an entity a field of our own; it is in forms, lists, filters and files at once."""
    described = _described(wanted, _label(label), kind, to)
    check_may_shape(acting(session))
    with action(session, _("add a field")) as journal:
        forget(session)
        known, name = by_name(in_force(session, wanted)), described.name
        if name in known or settings.custom_field_exists(wanted.name, name):
            message = _("{entity} already have a field {name}")
            raise ConflictError(message, entity=wanted.name, name=name)
        settings.add_custom_field(journal, wanted.name, described)
    forget(session)
    return described


def _described(wanted: Entity, label: str, kind: Kind, to: Entity | None) -> Field:
    from crm_tui.domain import values

    name = values.choice_key(label).replace("-", "_")
    if not name:
        raise InvalidInputError(_("a field needs a name"), field="label")
    if kind is Kind.LINK and to is None:
        raise InvalidInputError(_("say where the link leads: --to clients"), field="to")
    return Field(
        name=name,
        label=label,
        kind=kind,
        pick_list=f"{wanted.name}.{name}" if kind is Kind.CHOICE else "",
        entity=to.name if to else "",
        custom=True,
    )


def archive(session: Session, wanted: Entity, word: str) -> Field:
    """Hide a field of our own; what was entered in it stays in the database."""
    field = _own(session, wanted, word)
    check_may_shape(acting(session))
    with action(session, _("archive a field")) as journal:
        after = {"archived_at": journal.stamp.at}
        settings.change_custom_field(journal, wanted.name, field.name, after)
    forget(session)
    return field


def rename(session: Session, wanted: Entity, word: str, label: str) -> Field:
    """Another label for a field of our own; its name stays, for files and filters."""
    field = _own(session, wanted, word)
    label = _label(label)
    check_may_shape(acting(session))
    with action(session, _("rename a field")) as journal:
        settings.change_custom_field(journal, wanted.name, field.name, {"label": label})
    forget(session)
    return replace(field, label=label)


def restore(session: Session, wanted: Entity, name: str) -> Field:
    """Show an archived field again, with all that was entered in it; NotFoundError if none is."""
    check_may_shape(acting(session))
    with action(session, _("restore a field")) as journal:
        settings.change_custom_field(journal, wanted.name, name, {"archived_at": None})
    forget(session)
    return find(session, wanted, name)


def move(session: Session, wanted: Entity, word: str, place: int) -> Field:
    """To that place among the fields of our own, the first being 0; the archived ones go last."""
    field = _own(session, wanted, word)
    found = own(session, wanted)
    names = [one.name for one, archived in found if not archived and one.name != field.name]
    names.insert(max(0, place), field.name)
    away = [one.name for one, archived in found if archived]
    check_may_shape(acting(session))
    with action(session, _("order the fields")) as journal:
        settings.order_fields(journal, wanted.name, [*names, *away])
    forget(session)
    return field


def _own(session: Session, wanted: Entity, word: str) -> Field:
    field = find(session, wanted, word)
    if not field.custom:
        raise NotFoundError(_("{name} is no field of your own"), name=field.name)
    return field


def _label(typed: str) -> str:
    from crm_tui.domain import values

    label = values.clean(typed).strip()
    if not label:
        raise InvalidInputError(_("a field needs a name"), field="label")
    return label
