"""A list of records: filter, marks, archive; and what opens from it."""

import asyncio
from collections.abc import Sequence
from copy import deepcopy
from functools import partial

from textual import on, work
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widget import Widget

from crm_tui.domain.entities import CLIENTS, CONTACTS, DEALS
from crm_tui.domain.fields import Link
from crm_tui.domain.listing import Listed
from crm_tui.domain.paging import Page
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _, counted
from crm_tui.screens.base import Party
from crm_tui.screens.bulk import reading
from crm_tui.screens.bulk.reading import Target
from crm_tui.screens.lists import views
from crm_tui.screens.lists.exporting import ExportingScreen
from crm_tui.screens.lists.filter_line import FilterLine
from crm_tui.screens.lists.filtering import FilteringScreen
from crm_tui.screens.lists.grouping import Grouping
from crm_tui.screens.lists.pipes import PipingScreen
from crm_tui.screens.lists.views import KINDS, Shown, View, as_usual
from crm_tui.screens.marked import MARKED, Choose
from crm_tui.screens.progress import ProgressSheet
from crm_tui.services.bulk import Extent
from crm_tui.session import Session
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.record_list import RecordList
from crm_tui.widgets.row_list import RowList
from crm_tui.widgets.rows import Row

PATIENCE = 0.3
"""Seconds after which a list says that it is still being grouped, and how far it is."""

ARCHIVED = counted(
    "archived: {count} record, u takes it back", "archived: {count} records, u takes it back"
)
RESTORED = counted("out of the archive: {count} record", "out of the archive: {count} records")
MANY = 1_000
"""More marked records than that are put away with a dialog that says how far it is."""


class ListScreen(FilteringScreen, PipingScreen, ExportingScreen):
    """The list of one of `views.KINDS`."""

    BINDINGS = [
        Binding("n", "new", _("new"), id="list.new"),
        Binding("e", "edit", _("edit"), id="list.edit"),
        Binding("x", "archive", _("archive"), id="list.archive"),
        Binding("escape", "step_back", _("back"), show=False, id="list.back"),
    ]

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.view = as_usual(KINDS[kind])
        self.PLACE, self.ABOUT = self.view.kind.place, self.view.kind.about
        self.before: Shown | None = None
        """A page of what is shown now, which saves the next ones some work."""
        self.reloads = 0
        """A page that was asked for before the last reload saves no work after it."""
        self.beginning: asyncio.Future[None] | None = None
        """Finds out how the list is to be shown first."""
        self.seen_view: View | None = None
        """What the rows on screen show; another may be on its way."""
        self.grouping = Grouping()
        self.everything: int | None = None
        """How many the list has without a filter, as far as is known."""

    # What is shown.

    def rows(self) -> RecordList:
        return RecordList([], self.load_page)

    def body(self) -> Sequence[Widget]:
        return Horizontal(self.rows()), self.filter_line()

    def filtered(self) -> Widget:
        return self.records

    @property
    def records(self) -> RecordList:
        return self.query_one(RecordList)

    async def load_page(self, offset: int, limit: int) -> Page[Row] | None:
        if self.beginning is None:
            self.beginning = asyncio.ensure_future(self.take_last_view())
        await asyncio.shield(self.beginning)
        view, before, reloads = self.view, self.before, self.reloads
        shown, stopped = await self.load_shown(view, offset, limit, before)
        if shown is None and not stopped:
            self.load_failed()
        if shown is None or view != self.view:
            return None
        if view.where and self.everything is None:
            self.everything = await self.call(views.count_all, view.kind)
        if not self.is_there:
            return None
        if not view.where:
            self.everything = shown.page.total
            self.is_new = view.kind is KINDS["clients"] and not self.everything
        if before is None:
            self.records.show_columns(shown.columns)
            self.records.show_groups(shown.sections)
            self.records.show_empty(self.empty(view))
        self.shown, self.before = shown, shown if reloads == self.reloads else None
        self.seen_view = view
        self.tell_problems(shown.problems)
        self.count(shown.page.total)
        return shown.page

    async def load_shown(
        self, view: View, offset: int, limit: int, before: Shown | None
    ) -> tuple[Shown | None, bool]:
        """A page, and whether it is missing because it was stopped; an older load ends."""
        self.grouping.end()
        self.grouping = grouping = Grouping()
        waiting = self.set_interval(PATIENCE, partial(self.show_share, grouping))
        try:
            shown = await self.call(views.load, view, offset, limit, before, grouping.progress)
            return shown, grouping.is_over.is_set()
        finally:
            waiting.stop()
            grouping.end()

    def show_share(self, grouping: Grouping) -> None:
        """Where the count will stand."""
        if self.view.arrangement.group and not grouping.is_over.is_set():
            grouping.is_long = True
            share = f"{grouping.share:.0%}" if grouping.share else ""
            text = _("{share} grouped  Esc stops") if share else _("grouping  Esc stops")
            self.header.count = self.language.text(text, share=share)

    def stop_grouping(self) -> None:
        """Back to what is on screen; where that is nothing yet, to the list without headings."""
        self.grouping.end()
        if self.seen_view == self.view:
            self.count(self.records.total or 0)
        else:
            self.show_view(self.seen_view or self.view.changed(group=""))
        self.tell(_("stopped: nothing was done"))

    def count(self, total: int) -> None:
        """How many there are in the header: of the filter, and of the whole list."""
        header, number = self.header, self.language.number
        marked = self.records.marks.count(total)
        header.path = self.title_of_view
        header.count_inks = "accent" if marked else "quiet"
        if marked:
            header.count = self.language.count(MARKED, marked)
        elif self.view.where and self.everything is not None:
            header.count = f"{number(total)} / {number(self.everything)}"
        else:
            header.count = number(total)

    @on(RowList.Marked)
    def count_marked(self) -> None:
        self.count(self.records.total or 0)

    def empty(self, view: View) -> Notice:
        """What an empty list says, and which keys lead on."""
        text, kind = self.language.text, view.kind
        if view.where and (view.is_filtered or self.everything):
            back = _("show the usual list") if kind.usual else _("show everything")
            keys = [("Esc", text(back))] if view.is_filtered else []
            return Notice(
                text(_("Nothing matches the filter")),
                [view.where],
                [*keys, ("/", text(_("change the filter")))],
            )
        if self.is_new:
            return self.first_steps()
        return Notice(
            text(kind.nothing),
            keys=[("n", text(kind.new)), ("I", text(_("import a file"))),
                  ("g", text(_("go to another place")))],
        )  # fmt: skip

    def reload(self) -> None:
        self.before = None
        self.reloads += 1
        self.records.reload()
        self.follow()

    def show_view(self, view: View) -> None:
        """Another filter, order, grouping, or other columns; the marks go with another filter."""
        if view != self.view:
            same = view.where == self.view.where
            self.view, self.before = view, None
            self.keep_view()
            if self.is_mounted:
                self.records.start_over(keep_marks=same)

    def action_step_back(self) -> None:
        """What takes its time, the filter and the marks go first, then the screen."""
        if self.grouping.is_long:
            self.stop_grouping()
        elif self.records.marks.count(self.records.row_count):
            self.records.clear_marks()
        elif self.view.is_filtered:
            self.query_one(FilterLine).close()
            self.show_view(self.view.changed(where=self.view.kind.usual))
        else:
            self.crm.step_back()

    # The records.

    def marked(self) -> Choose | None:
        """For keys that change what is marked, see `MarkedScreen`."""
        marks = self.records.marks
        if not marks.count(self.records.row_count):
            return None
        return partial(views.marked, view=self.view, marks=deepcopy(marks), number=0)

    @property
    def record(self) -> Listed | None:
        """The record at the cursor."""
        row = self.records.row
        return row.record if row is not None else None

    def beside(self, row: Row) -> tuple[str, int] | None:
        return self.view.kind.entity.name, row.record.id

    def party(self) -> Party | None:
        entity, record = self.view.kind.entity, self.record
        if record is None or entity not in (CLIENTS, CONTACTS, DEALS):
            return None
        return entity.name, Link(record.id, getattr(record, entity.title))

    @on(CursorList.Chosen)
    def open_chosen(self, event: CursorList.Chosen) -> None:
        self.open_card(self.view.kind.entity.name, event.row.record.id)

    def action_new(self) -> None:
        kind = self.view.kind
        self.crm.open_form(kind.entity.name, None, kind.defaults)

    def action_import_file(self) -> None:
        """New ones of the kind that is listed; on Clients, whatever the file holds."""
        listed = self.view.kind.listed
        self.crm.open_import(None if listed == CLIENTS.name else listed)

    def action_edit(self) -> None:
        if self.record is not None:
            self.crm.open_form(self.view.kind.entity.name, self.record.id)

    @work
    async def action_archive(self) -> None:
        """Put away what is marked, or what is at the cursor; out again where it is archived."""
        record = self.record
        if record is None:
            return
        target = self.target(record)
        if self.records.marks.count(self.records.total or 0) > MANY:
            self.put_away_many(target)
            return
        service = views.restore if target.archived else views.archive
        self.tell_put_away(target, await self.write(service, self.view, target.marks, record.id))

    def put_away_many(self, target: Target) -> None:
        """What takes its time says how far it is, and can be stopped."""
        word = reading.RESTORE if target.archived else reading.ARCHIVE

        def long_work(session: Session, progress: Progress) -> Extent:
            return reading.change(session, target, word, "", progress)

        def done(extent: Extent | None) -> None:
            if extent is not None:
                self.crm.changed()
                self.tell_put_away(target, extent.changing)

        heading = self.language.text(word).capitalize()
        self.app.push_screen(ProgressSheet(heading, long_work), done)

    def tell_put_away(self, target: Target, count: int | None) -> None:
        if count is not None:
            self.records.clear_marks()
            self.toast(self.language.count(RESTORED if target.archived else ARCHIVED, count))
