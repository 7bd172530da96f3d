"""What the dialogs for columns and for the order share: the fields, a search, a list behind."""

from collections.abc import Callable, Iterable, Sequence

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input

from crm_tui.domain.fields import Field
from crm_tui.domain.folding import fold
from crm_tui.domain.listing import Listing
from crm_tui.domain.texts import _
from crm_tui.domain.views import Arrangement
from crm_tui.screens.base import CrmSheet
from crm_tui.screens.palette import matches
from crm_tui.widgets.columns import Column
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.inputs import Entry
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.rows import Row
from crm_tui.widgets.sectioned_list import SectionedList

COLUMNS = [Column("", 20, flex=1), Column("", 9, right=True, inks="accent")]


class FieldList(SectionedList):
    BINDINGS = [Binding("enter", "choose", _("done"), id="fields.done")]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Space and `*` belong to the dialog: nothing is marked here."""
        return action not in ("mark", "mark_all")


class FieldSearch(Entry):
    BINDINGS = [Binding("enter", "submit", _("to the list"), id="fields.searched")]


class FieldSheet(CrmSheet[bool]):
    """Dismisses with True to keep the arrangement; the list behind has followed already.

    Override `row` and the actions.
    """

    AUTO_FOCUS = "FieldList"
    SCOPED_CSS = False  # what is derived from this has the same look
    CSS = """
    FieldSheet { align: right middle; background: transparent; }
    FieldSheet #frame { width: 44; }
    FieldSheet FieldList { height: 60vh; max-height: 16; }
    FieldSheet FieldSearch { margin-bottom: 1; }
    """
    BINDINGS = [
        Binding("space", "turn", _("on, off"), id="fields.turn"),
        Binding("greater_than_sign,J", "shift(1)", _("later"), id="fields.later"),
        Binding("less_than_sign,K", "shift(-1)", _("before"), show=False, id="fields.before"),
        Binding("slash", "search", _("search"), show=False, id="fields.search"),
        Binding("backspace", "reset", _("the usual"), show=False, id="fields.reset"),
    ]

    def __init__(
        self,
        fields: Sequence[Field],
        title: str,
        arrangement: Arrangement,
        listing: Listing,
        try_out: Callable[[Arrangement], None],
    ) -> None:
        """`title` is the field that names a record, `listing` what the list shows now."""
        super().__init__()
        self.title_field, self.arrangement, self.listing = title, arrangement, listing
        self.try_out = try_out
        shown = [field.name for field in listing.fields]
        places = {name: place for place, name in enumerate(shown)}
        self.fields = sorted(fields, key=lambda field: places.get(field.name, len(places)))

    def body(self) -> Iterable[Widget]:
        search = FieldSearch(placeholder=self.language.text(_("/ a part of the name")))
        search.can_focus = False
        yield search
        yield FieldList(COLUMNS, empty=Notice(self.language.text(_("Nothing is found"))))

    def on_mount(self) -> None:
        self.paint()

    @property
    def rows(self) -> FieldList:
        return self.query_one(FieldList)

    @property
    def here(self) -> Field | None:
        """The field at the cursor."""
        row = self.rows.row
        return row.record if row is not None else None

    def found(self) -> list[Field]:
        """The fields that the search leaves."""
        words = fold(self.query_one(FieldSearch).value).split()
        text = self.language.text
        return [field for field in self.fields if matches(fold(text(field.label)), words)]

    def paint(self) -> None:
        self.rows.show([self.row(place, field) for place, field in enumerate(self.found())])

    def row(self, place: int, field: Field) -> Row:
        raise NotImplementedError

    def show_now(self, arrangement: Arrangement) -> None:
        """Let the list behind follow."""
        self.arrangement = arrangement
        self.try_out(arrangement)
        self.paint()

    @on(CursorList.Chosen)
    def keep(self) -> None:
        self.dismiss(True)

    def action_search(self) -> None:
        search = self.query_one(FieldSearch)
        search.can_focus = True
        search.focus()

    @on(Input.Changed)
    def follow_search(self) -> None:
        self.paint()

    @on(Input.Submitted)
    def leave_search(self) -> None:
        self.query_one(FieldSearch).can_focus = False
        self.rows.focus()

    def action_turn(self) -> None:
        raise NotImplementedError

    def action_shift(self, places: int) -> None:
        raise NotImplementedError

    def action_reset(self) -> None:
        raise NotImplementedError


def shifted(names: Sequence[str], name: str, places: int) -> tuple[str, ...]:
    """The name so many places further on, at most at the end."""
    rest = [other for other in names if other != name]
    place = min(max(0, names.index(name) + places), len(rest))
    return (*rest[:place], name, *rest[place:])
