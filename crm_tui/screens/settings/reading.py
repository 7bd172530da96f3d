"""The settings, pick-lists and fields as rows; runs in the database thread."""

from collections.abc import Sequence

from crm_tui.domain.entities import ENTITIES, USERS, Entity
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.folding import fold
from crm_tui.domain.pick_lists import PickList, PickValue
from crm_tui.domain.playbooks import written
from crm_tui.domain.settings import Scope
from crm_tui.domain.texts import _, counted
from crm_tui.domain.users import User
from crm_tui.services import fields, pick_lists, playbooks, settings, users
from crm_tui.services.settings import Held
from crm_tui.session import Session
from crm_tui.widgets.columns import Column
from crm_tui.widgets.rows import GAP, Item, Row, Section

COLUMNS = [
    Column("", 18, inks="strong"),
    Column("", 13, flex=1),
    Column("", 42, flex=3, inks="quiet", drop=1),
]
VALUES = [Column("", 24, flex=1, inks="strong"), Column("", 16, flex=2, inks="quiet", drop=1)]
FIELDS = [
    Column("", 24, flex=1, inks="strong"),
    Column("", 10),
    Column("", 18, flex=3, inks="quiet", drop=1),
]
COLLEAGUES = [
    Column("", 24, flex=1, inks="strong"),
    Column("", 16),
    Column("", 16, flex=3, inks="quiet", drop=1),
]

PLAYBOOKS = [Column("", 24, flex=1, inks="strong"), Column("", 42, flex=2, inks="quiet")]

LISTS, OWN_FIELDS, ARCHIVED = _("Pick-lists"), _("Your own fields"), _("In the archive")
CHAINS = _("Chains of steps")
TEAM = _("Who works here")
PLAYBOOKS_LABEL, PLAYBOOKS_KEY = _("Playbooks"), "playbooks"
YES, NO, UNSET = _("yes"), _("no"), _("not set")
VALUE_COUNT = counted("{count} value", "{count} values")
PLAYBOOK_COUNT = counted("{count} playbook", "{count} playbooks")
COLLEAGUE_COUNT = counted("{count} colleague", "{count} colleagues")
FIELD_COUNT = counted("{count} field", "{count} fields")
KINDS = {
    Kind.TEXT: _("text"),
    Kind.NUMBER: _("number"),
    Kind.MONEY: _("money"),
    Kind.DATE: _("date"),
    Kind.CHOICE: _("choice"),
    Kind.FLAG: _("yes/no"),
    Kind.LINK: _("link"),
    Kind.WEB: _("web page"),
}


def everything(session: Session, searched: str) -> list[Item]:
    """All sections; with a searched text only the lines in which every word is found."""
    text = session.language.text
    sections = [
        (text(scope.label), [setting_row(session, held) for held in settings.everything(session)
                             if held.setting.scope is scope])
        for scope in Scope
    ]  # fmt: skip
    sections.append(
        (text(LISTS), [list_row(session, found) for found in pick_lists.everything(session)])
    )
    sections.append((text(OWN_FIELDS), [entity_row(session, one) for one in ENTITIES]))
    sections.append((text(CHAINS), [playbooks_row(session)]))
    sections.append((text(TEAM), [users_row(session)]))
    items: list[Item] = []
    for title, rows in sections:
        shown = [row for row in rows if matches(row, title, searched)]
        if shown:
            items += [*([GAP] if items else []), Section(title), *shown]
    return items


def matches(row: Row, title: str, searched: str) -> bool:
    told = fold(" ".join(map(str, (title, *row.cells, row.key))))
    return all(word in told for word in fold(searched).split())


def setting_row(session: Session, held: Held) -> Row:
    text = session.language.text
    cells = [text(held.setting.field.label), shown(session, held), text(held.setting.meaning)]
    return Row(cells, held.setting.key, record=held)


def shown(session: Session, held: Held) -> str:
    """The value as a person reads it."""
    field, value = held.setting.field, held.value
    if value is None:
        return session.language.text(UNSET)
    if field.kind is Kind.FLAG:
        return session.language.text(YES if value else NO)
    for choice in field.choices:
        if choice.key == value:
            return session.language.text(choice.label) if choice.shipped else choice.label
    return settings.written(session, held)


def list_row(session: Session, found: PickList) -> Row:
    count = session.language.count(VALUE_COUNT, len(found.offered))
    sample = ", ".join(label(session, value) for value in found.offered[:6])
    return Row([session.language.text(found.label), count, sample], found.name, record=found)


def entity_row(session: Session, entity: Entity) -> Row:
    own = fields.own(session, entity)
    count = session.language.count(FIELD_COUNT, sum(not archived for _field, archived in own))
    sample = ", ".join(field.label for field, archived in own if not archived)
    return Row([session.language.text(entity.label), count, sample], entity.name, record=entity)


def playbooks_row(session: Session) -> Row:
    found = playbooks.everything(session)
    count = session.language.count(PLAYBOOK_COUNT, len(found))
    sample = ", ".join(playbook.name for playbook in found[:6])
    return Row(
        [session.language.text(PLAYBOOKS_LABEL), count, sample], PLAYBOOKS_KEY, record=PLAYBOOKS_KEY
    )


def chains(session: Session) -> list[Item]:
    """The playbooks by name, with their steps."""
    found = playbooks.everything(session)
    return [Row([one.name, written(one.steps)], one.id, record=one) for one in found]


def users_row(session: Session) -> Row:
    found = [user for user in users.everybody(session) if user.archived_at is None]
    count = session.language.count(COLLEAGUE_COUNT, len(found))
    sample = ", ".join(user.name for user in found[:6])
    return Row([session.language.text(USERS.label), count, sample], USERS.name, record=USERS)


def colleagues(session: Session) -> list[Item]:
    """Everybody by name, and below them those who work here no more."""
    found = users.everybody(session)
    rows = [(user_row(session, user), user.archived_at is not None) for user in found]
    return with_archive(session, rows)


def user_row(session: Session, user: User) -> Row:
    role = session.language.text(user.role_label)
    past = user.archived_at is not None
    return Row([user.name, role, user.login], user.id, past=past, record=user)


def label(session: Session, value: PickValue) -> str:
    choice = value.choice
    return session.language.text(choice.label) if choice.shipped else choice.label


def list_values(session: Session, name: str) -> list[Item]:
    """The values of a pick-list in their order, and below them those of the archive."""
    values = pick_lists.get(session, name).values
    rows = [
        Row([label(session, value), value.choice.key], value.choice.key, past=value.archived,
            record=value)
        for value in values
    ]  # fmt: skip
    return with_archive(session, [(row, row.record.archived) for row in rows])


def own_fields(session: Session, entity: Entity) -> list[Item]:
    """The fields that users have given an entity, and below them those of the archive."""
    found = fields.own(session, entity)
    return with_archive(
        session, [(field_row(session, field, past=past), past) for field, past in found]
    )


def field_row(session: Session, field: Field, *, past: bool) -> Row:
    kind = session.language.text(KINDS.get(field.kind, field.kind.value))
    return Row([field.label, kind, field.name], field.name, past=past, record=(field, past))


def with_archive(session: Session, rows: Sequence[tuple[Row, bool]]) -> list[Item]:
    items: list[Item] = [row for row, archived in rows if not archived]
    away: list[Item] = [row for row, archived in rows if archived]
    if away:
        items += [GAP, Section(session.language.text(ARCHIVED)), *away]
    return items
