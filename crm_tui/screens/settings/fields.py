"""The fields that users have given an entity: new ones, other names, the archive."""

from collections.abc import Callable
from functools import partial
from typing import Any

from crm_tui.domain.entities import ENTITIES, Entity, entity
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.texts import _
from crm_tui.screens.settings import reading
from crm_tui.screens.settings.asking import ChoiceSheet, TextSheet
from crm_tui.screens.settings.shaping import ShapingScreen
from crm_tui.services import fields
from crm_tui.session import Session
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.rows import Item, Row

KEPT = _("Its name in filters and files stays {name}.")


class FieldsScreen(ShapingScreen):
    COLUMNS = reading.FIELDS

    def __init__(self, owner: Entity) -> None:
        super().__init__()
        self.owner = owner

    def on_mount(self) -> None:
        text = self.language.text
        self.header.path = f"{text(reading.OWN_FIELDS)}: {text(self.owner.label)}"

    def items(self) -> Callable[[Session], list[Item]]:
        return partial(reading.own_fields, entity=self.owner)

    def empty(self) -> Notice:
        text = self.language.text
        told = _("A field of your own is in forms, lists, filters, imports and exports at once.")
        return Notice(
            text(_("No fields of your own yet")), [text(told)], [("n", text(_("new field")))]
        )

    def action_new(self) -> None:
        """First the kind, for a link where it leads to, then the name."""
        text = self.language.text
        kinds = [(kind.value, text(reading.KINDS[kind])) for kind in fields.CUSTOM_KINDS]
        sheet = ChoiceSheet(text(_("What does it hold?")), kinds)
        self.app.push_screen(sheet, self.kind_chosen)

    def kind_chosen(self, kind: str | None) -> None:
        if kind == Kind.LINK.value:
            text = self.language.text
            targets = [(one.name, text(one.label)) for one in ENTITIES]
            sheet = ChoiceSheet(text(_("Where does it lead?")), targets)
            self.app.push_screen(sheet, self.target_chosen)
        elif kind is not None:
            self.ask_name(Kind(kind), None)

    def target_chosen(self, name: str | None) -> None:
        if name is not None:
            self.ask_name(Kind.LINK, entity(name))

    def ask_name(self, kind: Kind, target: Entity | None) -> None:
        text = self.language.text
        save = partial(add, self.owner, kind, target)
        sheet = TextSheet(text(_("New field")), save, meaning=text(_("What is it called?")))
        self.app.push_screen(sheet)

    def rename(self, row: Row) -> None:
        field, archived = row.record
        if not archived:
            text = self.language.text
            save = partial(rename, self.owner, field.name)
            meaning = text(KEPT, name=field.name)
            sheet = TextSheet(text(_("Rename")), save, field.label, meaning=meaning)
            self.app.push_screen(sheet)

    def put_away(self, row: Row) -> Callable[[Session], Any]:
        field, archived = row.record
        return partial(put_away, self.owner, field.name, archived)

    def move(self, row: Row, place: int) -> Callable[[Session], Any]:
        return partial(move, self.owner, str(row.key), place)


def add(owner: Entity, kind: Kind, target: Entity | None, session: Session, label: str) -> Field:
    return fields.add(session, owner, label, kind, target)


def rename(owner: Entity, name: str, session: Session, label: str) -> Field:
    return fields.rename(session, owner, name, label)


def put_away(owner: Entity, name: str, archived: bool, session: Session) -> Field:
    change = fields.restore if archived else fields.archive
    return change(session, owner, name)


def move(owner: Entity, name: str, place: int, session: Session) -> Field:
    return fields.move(session, owner, name, place)
