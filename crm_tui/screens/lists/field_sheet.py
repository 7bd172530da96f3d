"""What the dialogs for columns and for the order share: the fields, a search, a list behind."""

from collections.abc import Callable, Sequence

from textual import on
from textual.binding import Binding

from crm_tui.domain.fields import Field
from crm_tui.domain.listing import Listing
from crm_tui.domain.texts import _
from crm_tui.domain.views import Arrangement
from crm_tui.screens.lists.searched_sheet import SearchedSheet
from crm_tui.widgets.columns import Column
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.rows import Row


class FieldSheet(SearchedSheet[bool]):
    """Dismisses with True to keep the arrangement; the list behind has followed already.

    Override `row` and the actions.
    """

    COLUMNS = [Column("", 20, flex=1), Column("", 9, right=True, inks="accent")]
    CSS = f"""
    {SearchedSheet.CSS}
    FieldSheet {{ align: right middle; background: transparent; }}
    FieldSheet #frame {{ width: 46; }}
    """
    BINDINGS = [
        Binding("space", "turn", _("on, off"), id="fields.turn"),
        Binding("greater_than_sign,J", "shift(1)", _("further back"), id="fields.later"),
        Binding(
            "less_than_sign,K", "shift(-1)", _("further forward"), show=False, id="fields.before"
        ),
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

    @property
    def here(self) -> Field | None:
        """The field at the cursor."""
        row = self.rows.row
        return row.record if row is not None else None

    def left(self) -> list[Field]:
        """The fields that the search leaves: by their labels, or by their names in filters."""
        text = self.language.text
        return [
            field for field in self.fields if self.is_found(f"{text(field.label)} {field.name}")
        ]

    def found(self) -> Sequence[Row]:
        return [self.row(place, field) for place, field in enumerate(self.left())]

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
