"""The dialogs of saved views: the menu that opens them, and the question for a name."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from textual import on, work
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from crm_tui.domain.texts import _
from crm_tui.domain.views import SavedView
from crm_tui.screens.lists.searched_sheet import SearchedSheet
from crm_tui.screens.typed_sheet import TypedSheet
from crm_tui.services import views
from crm_tui.widgets.columns import Column
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.either import Either
from crm_tui.widgets.inputs import Entry, Label
from crm_tui.widgets.rows import Item, Row
from crm_tui.widgets.signs import SIGN
from crm_tui.widgets.speaking import language_of

USUAL = _("The usual list")
NONE_YET = _("V in the list keeps it as it is shown, under a name")
PRIVATE, SHARED = _("only for me"), _("for everybody")
WHOSE = "whose"
"""Under which name a draft has one of the two."""
Chosen = Callable[[SavedView | None], None]


class NameSheet(TypedSheet[tuple[str, bool]]):
    """Dismisses with the name and whether the view is shared."""

    HEADING = _("Save this view")
    AUTO_FOCUS = "Input"
    BINDINGS = [Binding("tab", "app.focus_next", _("who sees it"), id="view.next")]

    def __init__(self, name: str = "", *, shared: bool = False) -> None:
        super().__init__()
        self.first_name, self.shared = name, shared

    def body(self) -> Iterable[Widget]:
        text = language_of(self).text
        hint = text(_("a name, such as: hot leads of Kazan"))
        yield Horizontal(Label(text(_("name"))), Entry(self.first_name, placeholder=hint))
        yield Horizontal(Label(""), Either(PRIVATE, SHARED, is_other=self.shared))

    def inputs(self) -> dict[str, str]:
        return super().inputs() | {WHOSE: self.query_one(Either).chosen}

    def fill(self, texts: Mapping[str, str]) -> None:
        super().fill(texts)
        if WHOSE in texts:
            self.query_one(Either).turn(is_other=texts[WHOSE] == SHARED)

    @on(Input.Submitted)
    def action_save(self) -> None:
        name = self.query_one(Entry).value.strip()
        if name:
            self.dismiss((name, self.query_one(Either).is_other))


class ViewSheet(SearchedSheet[Chosen]):
    """Opens what is chosen by `open_view`: a saved view, or None for the usual list."""

    HEADING = _("Views")
    COLUMNS = [Column("", 24, flex=1), Column("", 22, right=True, inks="quiet", drop=1)]
    BINDINGS = [
        Binding("e", "rename", _("rename"), id="views.rename"),
        Binding("x", "archive", _("archive"), id="views.archive"),
    ]

    def __init__(self, known: Sequence[SavedView], listed: str, open_view: Chosen) -> None:
        super().__init__()
        self.known, self.listed, self.open_view = known, listed, open_view

    def found(self) -> Sequence[Item]:
        text = self.language.text
        rows = [Row([text(USUAL), ""], 0), *(self.row(view) for view in self.known)]
        found: list[Item] = [row for row in rows if self.is_found(str(row.cells[0]))]
        return found if self.known else [*found, [(f"   {text(NONE_YET)}", "quiet")]]

    def row(self, view: SavedView) -> Row:
        mine = view.owner.id == self.crm.session.user.id
        text = self.language.text
        whose = text(SHARED if view.shared else PRIVATE) if mine else view.owner.name
        return Row([view.name, whose], view.id, record=view)

    @property
    def view(self) -> SavedView | None:
        """The saved view at the cursor."""
        row = self.rows.row
        return row.record if row is not None else None

    @on(CursorList.Chosen)
    def choose(self) -> None:
        self.dismiss(None)
        self.open_view(self.view)

    def reload(self) -> None:
        self.read()

    @work(exclusive=True, group="views")
    async def read(self) -> None:
        known = await self.call(views.visible, self.listed)
        if known is not None and self.is_there:
            self.known = known
            self.paint()

    def action_rename(self) -> None:
        view = self.view
        if view is None:
            return

        def named(answer: tuple[str, bool] | None) -> None:
            if answer is not None:
                self.rename(view, *answer)

        self.app.push_screen(NameSheet(view.name, shared=view.shared), named)

    @work
    async def rename(self, view: SavedView, name: str, shared: bool) -> None:
        await self.write(views.change, view, name, shared=shared)

    @work
    async def action_archive(self) -> None:
        view = self.view
        if view is None:
            return
        gone = await self.write(views.archive, view)
        if gone is not None:
            self.tell(_("{sign} Archived: {name}    u undo"), sign=SIGN["done"], name=view.name)
