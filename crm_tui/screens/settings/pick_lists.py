"""One pick-list: new values, other names, another order, the archive."""

from collections.abc import Callable
from functools import partial
from typing import Any

from crm_tui.domain.pick_lists import PickList
from crm_tui.domain.texts import _
from crm_tui.screens.settings import reading
from crm_tui.screens.settings.asking import TextSheet
from crm_tui.screens.settings.shaping import ShapingScreen
from crm_tui.services import pick_lists
from crm_tui.session import Session
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.rows import Item, Row

KEPT = _("Records keep the value, whatever it is called.")


class PickListScreen(ShapingScreen):
    COLUMNS = reading.VALUES

    def __init__(self, pick_list: PickList) -> None:
        super().__init__()
        self.name_of_list, self.label = pick_list.name, pick_list.label

    def on_mount(self) -> None:
        self.header.path = self.language.text(self.label)

    def items(self) -> Callable[[Session], list[Item]]:
        return partial(reading.list_values, name=self.name_of_list)

    def empty(self) -> Notice:
        text = self.language.text
        return Notice(text(_("This list has no values yet")), keys=[("n", text(_("new value")))])

    def action_new(self) -> None:
        sheet = TextSheet(self.language.text(_("New value")), partial(add, self.name_of_list))
        self.app.push_screen(sheet)

    def rename(self, row: Row) -> None:
        text = self.language.text
        save = partial(rename, self.name_of_list, str(row.key))
        sheet = TextSheet(text(_("Rename")), save, str(row.cells[0]), meaning=text(KEPT))
        self.app.push_screen(sheet)

    def put_away(self, row: Row) -> Callable[[Session], Any]:
        return partial(put_away, self.name_of_list, str(row.key), row.record.archived)

    def move(self, row: Row, place: int) -> Callable[[Session], Any]:
        return partial(move, self.name_of_list, str(row.key), place)


def add(name: str, session: Session, label: str) -> PickList:
    return pick_lists.add(session, pick_lists.get(session, name), label)


def rename(name: str, key: str, session: Session, label: str) -> PickList:
    return pick_lists.rename(session, pick_lists.get(session, name), key, label)


def move(name: str, key: str, place: int, session: Session) -> PickList:
    return pick_lists.move(session, pick_lists.get(session, name), key, place)


def put_away(name: str, key: str, archived: bool, session: Session) -> PickList:
    change = pick_lists.restore if archived else pick_lists.archive
    return change(session, pick_lists.get(session, name), key)
