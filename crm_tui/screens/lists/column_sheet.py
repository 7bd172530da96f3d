"""`C`: which columns a list has, in which order."""

from dataclasses import replace

from crm_tui.domain.fields import Field
from crm_tui.domain.texts import _
from crm_tui.screens.lists.field_sheet import FieldSheet, shifted
from crm_tui.widgets.rows import Row
from crm_tui.widgets.signs import SIGN


class ColumnSheet(FieldSheet):
    """A row keeps its place when it is switched on or off, and goes with its column when moved."""

    HEADING = _("Columns")

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that are on."""
        usual = tuple(field.name for field in self.listing.fields)
        return self.arrangement.columns or usual

    def row(self, place: int, field: Field) -> Row:
        names = self.names
        label = self.language.text(field.label)
        if field.name not in names:
            return Row([[(label, "quiet")], ""], field.name, record=field)
        number = str(names.index(field.name) + 1)
        return Row([label, number], field.name, [(SIGN["done"], "good")], record=field)

    def action_turn(self) -> None:
        """What is switched on stands second: there every window has room for it.

        The last column stays: a list without any shows nothing.
        """
        field, names = self.here, self.names
        if field is None or names == (field.name,):
            return
        on = tuple(name for name in names if name != field.name)
        if on == names:
            on = (*names[:1], field.name, *names[1:])
        self.show_now(replace(self.arrangement, columns=on))

    def action_shift(self, places: int) -> None:
        field, names = self.here, self.names
        if field is None or field.name not in names:
            return
        names = shifted(names, field.name, places)
        order = {name: place for place, name in enumerate(names)}
        self.fields.sort(key=lambda field: order.get(field.name, len(order)))
        self.show_now(replace(self.arrangement, columns=names))

    def action_reset(self) -> None:
        self.show_now(replace(self.arrangement, columns=()))
