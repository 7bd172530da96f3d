"""`X`: writes what a list shows, or what is marked in it, into a file."""

import os
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from textual import work
from textual.binding import Binding

from crm_tui.domain.exports import FORMATS, OF
from crm_tui.domain.listing import Listing, Sort
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _, counted
from crm_tui.screens import bases
from crm_tui.screens.copying import CopySheet, copyables
from crm_tui.screens.lists.saved_views import ViewsScreen
from crm_tui.screens.lists.views import View, condition, marked
from crm_tui.screens.naming_sheet import path_of
from crm_tui.screens.progress import ProgressSheet
from crm_tui.screens.target_file import TargetFileSheet
from crm_tui.services import exports, listings
from crm_tui.session import Session
from crm_tui.widgets.marks import Marks
from crm_tui.widgets.record_list import RecordList

EXPORT = counted("Export {count} record to a file", "Export {count} records to a file")


@dataclass(frozen=True, slots=True)
class Written:
    count: int
    path: Path


def write(
    session: Session, progress: Progress, view: View, marks: Marks | None, path: Path
) -> Written:
    """The records of the view, or those that are marked, with its columns and in its order."""
    entity = view.kind.entity
    arranged = listings.arranged(session, entity, view.arrangement)
    node = condition(session, view) if marks is None else marked(session, view, marks, 0)
    sorts = arranged.listing.sorts
    if arranged.group is not None:
        rest = tuple(sort for sort in sorts if sort.field != arranged.group)
        sorts = (Sort(arranged.group, descending=arranged.from_end), *rest)
    listing = Listing(arranged.listing.fields, node, sorts)
    form = exports.format_by_name(path.name) or FORMATS[0]
    count = exports.save(session, entity, listing, path, file_format=form, progress=progress)
    return Written(count, path)


class ExportSheet(TargetFileSheet):
    """Dismisses with the path; one that ends with a slash is a folder for everything."""

    def __init__(self, entity_name: str, name: str, count: int) -> None:
        """`count` records are to be written."""
        self.count = count
        known = [known for known in FORMATS if entity_name in OF.get(known, (entity_name,))]
        super().__init__(name, known)

    def heading(self) -> str:
        return self.language.count(EXPORT, self.count)

    def about(self) -> str:
        text = _("{endings}, or a folder/ for everything")
        return self.language.text(text, endings=super().about())

    def mistake(self, typed: str) -> str:
        folder = typed.endswith(os.sep)
        return bases.refused(self.language, typed) if folder else super().mistake(typed)


class ExportingScreen(ViewsScreen):
    BINDINGS = [
        Binding("X", "export", _("export"), show=False, id="list.export"),
        Binding("y", "copy", _("copy"), show=False, id="list.copy"),
    ]

    def action_export(self) -> None:
        rows, kind = self.query_one(RecordList), self.view.kind
        count = rows.marks.count(rows.row_count) or rows.row_count
        sheet = ExportSheet(kind.entity.name, f"{kind.listed}.csv", count)
        self.app.push_screen(sheet, self.export)

    def export(self, typed: str | None) -> None:
        """What is shown or marked now, whatever is done while it is written."""
        if typed is None:
            return
        if typed.endswith(os.sep):
            bases.export(self, typed)
            return
        path = path_of(typed)
        rows, view = self.query_one(RecordList), self.view
        marks = deepcopy(rows.marks) if rows.marks.count(rows.row_count) else None

        def long_work(session: Session, progress: Progress) -> Written:
            return write(session, progress, view, marks, path)

        heading = self.language.text(_("Writing {name}"), name=path.name)
        self.app.push_screen(ProgressSheet(heading, long_work), self.tell_written)

    def tell_written(self, done: Written | None) -> None:
        if done is not None:
            self.toast(self.language.count(bases.WRITTEN, done.count, path=done.path.resolve()))

    @work
    async def action_copy(self) -> None:
        """The fields of the record at the cursor."""
        row, shown = self.query_one(RecordList).row, self.shown
        if row is None or shown is None:
            return
        columns = shown.listing.fields
        known = await self.call(copyables, self.view.kind.entity, row.record.id, columns)
        if known and self.is_there:
            self.app.push_screen(CopySheet(known))
