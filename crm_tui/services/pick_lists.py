"""What a user can do with the values of a pick-list; what records hold stays whatever she does."""

from collections.abc import Sequence

from crm_tui.data import assigning
from crm_tui.data.journal import Journal
from crm_tui.data.setwise import Assignment
from crm_tui.data.stores import pick_lists, settings
from crm_tui.domain import values
from crm_tui.domain.entities import ENTITIES, Entity
from crm_tui.domain.fields import Field
from crm_tui.domain.folding import fold
from crm_tui.domain.permissions import check_may_shape
from crm_tui.domain.pick_lists import PickList, PickValue
from crm_tui.domain.progress import Progress
from crm_tui.domain.suggestions import nearest
from crm_tui.domain.texts import _
from crm_tui.errors import ConflictError, InvalidInputError, NotFoundError
from crm_tui.services import fields, giving
from crm_tui.services.writing import acting, action
from crm_tui.session import Session


def everything(session: Session) -> list[PickList]:
    """The lists that fields in force pick from, in the order of the fields."""
    labels: dict[str, str] = {}
    for entity in ENTITIES:
        for field in fields.in_force(session, entity):
            if field.pick_list:
                labels.setdefault(field.pick_list, field.label)
    kept = pick_lists.values()
    return [PickList(name, label, tuple(kept.get(name, ()))) for name, label in labels.items()]


def get(session: Session, word: str) -> PickList:
    """The list of that name or label; InvalidInputError with the nearest for any other word."""
    known = everything(session)
    for found in known:
        short = found.name.rpartition(".")[2]
        names = (found.name, short, found.label, session.language.text(found.label))
        if fold(word) in map(fold, names):
            return found
    message = _("there is no list {word}: see crm choice list for all of them")
    close = nearest(word, [found.name for found in known])
    if close:
        message = _("there is no list {word}: did you mean {nearest}?")
    raise InvalidInputError(message, field=word, word=word, nearest=close)


def find(session: Session, pick_list: PickList, word: str) -> PickValue:
    """The value of that key or label, an archived one too; NotFoundError where there is none."""
    for value in pick_list.values:
        choice = value.choice
        names = (choice.key, choice.label, session.language.text(choice.label))
        if fold(word) in map(fold, names):
            return value
    raise NotFoundError(_("the list {list} has no value {word}"), list=pick_list.name, word=word)


def add(session: Session, pick_list: PickList, label: str) -> PickList:
    """A new value at the end; one that was archived comes back."""
    label = _label(session, pick_list, label)
    key = values.choice_key(label)
    if any(value.choice.key == key for value in pick_list.offered):
        raise _taken(pick_list, label)
    check_may_shape(acting(session))
    with action(session, _("add a value")) as journal:
        settings.add_choice(journal, pick_list.name, key, label)
    return _again(session, pick_list)


def rename(session: Session, pick_list: PickList, key: str, label: str) -> PickList:
    """Another label for the value of that key."""
    label = _label(session, pick_list, label, key)
    check_may_shape(acting(session))
    with action(session, _("rename a value")) as journal:
        pick_lists.rename(journal, pick_list.name, key, label)
    return _again(session, pick_list)


def move(session: Session, pick_list: PickList, key: str, place: int) -> PickList:
    """To that place among the offered values, the first being 0; the archived ones go last."""
    keys = [value.choice.key for value in pick_list.offered if value.choice.key != key]
    keys.insert(max(0, place), key)
    away = [value.choice.key for value in pick_list.values if value.archived]
    check_may_shape(acting(session))
    with action(session, _("order a list")) as journal:
        pick_lists.order(journal, pick_list.name, [*keys, *(one for one in away if one != key)])
    return _again(session, pick_list)


def archive(session: Session, pick_list: PickList, key: str) -> PickList:
    """Offer the value no more."""
    check_may_shape(acting(session))
    with action(session, _("archive a value")) as journal:
        pick_lists.put_away(journal, pick_list.name, key)
    return _again(session, pick_list)


def restore(session: Session, pick_list: PickList, key: str) -> PickList:
    """Offer the value again."""
    check_may_shape(acting(session))
    with action(session, _("restore a value")) as journal:
        pick_lists.bring_back(journal, pick_list.name, key)
    return _again(session, pick_list)


def merge(
    session: Session,
    pick_list: PickList,
    key: str,
    into: str,
    progress: Progress = lambda share: None,
) -> int:
    """Give all records with the value of the one key that of the other, and archive the first.

    Returns how many records have changed, archived ones among them; it is one undo. What
    `progress` raises ends it, and nothing has changed.
    """
    if key == into:
        raise InvalidInputError(_("a value cannot be merged into itself"), field="into")
    check_may_shape(acting(session))
    _again(session, pick_list)  # its field may be gone meanwhile
    picked = [(entity, field) for entity in ENTITIES for field in fields.in_force(session, entity)
              if field.pick_list == pick_list.name]  # fmt: skip
    gifts = [
        (Merged(session, *place, pick_list, key, into), pick_lists.having(*place, key))
        for place in picked
    ]
    changed = sum(given.changed for given in giving.give_all(gifts, progress))
    fields.forget(session)
    return changed


class Merged(giving.Gift):
    """Another value of a list in a field."""

    label = _("merge values")

    def __init__(
        self,
        session: Session,
        entity: Entity,
        field: Field,
        pick_list: PickList,
        key: str,
        into: str,
    ) -> None:
        super().__init__(session, entity)
        self._gone = pick_list.name, key
        self._given = assigning.assignment(entity, field, into)

    def assigned(self) -> Sequence[Assignment]:
        return [self._given]

    def begin(self, journal: Journal) -> None:
        """From now on nobody else takes the value."""
        pick_lists.put_away(journal, *self._gone)


def _label(session: Session, pick_list: PickList, typed: str, own: str | None = None) -> str:
    """The cleaned label, which no other value has."""
    label = values.clean(typed)
    if not label:
        raise InvalidInputError(_("a value needs a name"), field="label")
    for value in pick_list.offered:
        named = (value.choice.label, session.language.text(value.choice.label))
        if value.choice.key != own and fold(label) in map(fold, named):
            raise _taken(pick_list, label)
    return label


def _taken(pick_list: PickList, label: str) -> ConflictError:
    message = _("the list {list} has a value {label} already")
    return ConflictError(message, field="label", list=pick_list.name, label=label)


def _again(session: Session, pick_list: PickList) -> PickList:
    fields.forget(session)
    return get(session, pick_list.name)
