"""`y`: copies a field of a record, or the record on one line."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.binding import Binding

from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Field, by_name
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError
from crm_tui.screens import clipboard
from crm_tui.screens.lists.searched_sheet import SearchedSheet, SheetList
from crm_tui.screens.shown import showing
from crm_tui.services import fields, records
from crm_tui.session import Session
from crm_tui.widgets.columns import Column
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.rows import Row

WHOLE = _("All of it")


@dataclass(frozen=True, slots=True)
class Copyable:
    """A text that can be copied, and what it is called, translated."""

    label: str
    text: str


def copyables(
    session: Session, entity: Entity, number: int, shown: Sequence[Field] = ()
) -> list[Copyable]:
    """The filled fields of the record, the `shown` ones first, before them all those on one line.

    Without `shown` fields the line has every filled one.
    """
    now, text = showing(session), session.language.text
    known = by_name([*shown, *fields.in_force(session, entity)])
    read = fields.with_currencies(session, entity, tuple(known.values()))
    filled = {}
    for record in records.by_ids(session, entity, read, [number]):
        for name, field in known.items():
            value = now.text(field, field.value(record), getattr(record, field.currency, None))
            if value:
                filled[name] = Copyable(text(field.label), value)
    first = [filled[name] for name in by_name(shown) or filled if name in filled]
    line = "\t".join([entity.shown_id(number), *(part.text for part in first)])
    rest = [part for part in filled.values() if part not in first]
    return [Copyable(text(WHOLE), line), *first, *rest]


class CopyList(SheetList):
    BINDINGS = [Binding("enter,y", "choose", _("copy"), id="copy.copy")]


class CopySheet(SearchedSheet[None]):
    HEADING = _("Copy")
    COLUMNS = [Column("", 18, inks="quiet"), Column("", 20, flex=1)]
    LIST = CopyList

    def __init__(self, known: Sequence[Copyable]) -> None:
        super().__init__()
        self.known = known

    def found(self) -> Sequence[Row]:
        return [
            Row([part.label, part.text], place, record=part)
            for place, part in enumerate(self.known)
            if self.is_found(part.label)
        ]

    @on(CursorList.Chosen)
    async def copy(self) -> None:
        """The dialog stays where the clipboard refuses."""
        row = self.rows.row
        if row is None:
            return
        try:
            await clipboard.copy(self.app, row.record.text)
        except CrmError as error:
            self.tell_error(error)
            return
        self.tell(_("copied: {label}"), label=row.record.label)
        self.dismiss(None)
