"""`S`: by which fields a list is sorted, and under which headings it stands."""

from dataclasses import replace

from textual.binding import Binding

from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.texts import _
from crm_tui.domain.views import can_group
from crm_tui.screens.lists.field_sheet import FieldSheet, shifted
from crm_tui.widgets.rows import Row
from crm_tui.widgets.signs import SIGN

HEADING, BY_MONTH = _("heading"), _("by month")


class SortSheet(FieldSheet):
    """Space turns a field from up to down to off; a digit sorts by that field alone and leaves."""

    HEADING = _("Sort and group")
    BINDINGS = [
        Binding("h", "group", _("group"), id="sort.group"),
        *[
            Binding(
                str(digit), f"only({digit})", _("by this alone"), show=False, id=f"sort.{digit}"
            )
            for digit in range(1, 10)
        ],
    ]

    @property
    def sorts(self) -> tuple[str, ...]:
        """The order in words, also the usual one."""
        return self.arrangement.sorts or tuple(
            f"{'-' if sort.descending else ''}{sort.field.name}" for sort in self.listing.sorts
        )

    def row(self, place: int, field: Field) -> Row:
        label, state = self.language.text(field.label), []
        if field.name == self.arrangement.group:
            by_month = field.kind in (Kind.DATE, Kind.MOMENT)
            state.append(self.language.text(BY_MONTH if by_month else HEADING))
        sorts = self.sorts
        for word, sign in ((field.name, "up"), (f"-{field.name}", "down")):
            if word in sorts:
                rank = str(sorts.index(word) + 1) if len(sorts) > 1 else ""
                state.append(f"{SIGN[sign]}{rank}")
        digit = [(str(place + 1), "key")] if place < 9 else []
        ink = "plain" if state else "quiet"
        return Row([[(label, ink)], " ".join(state)], field.name, digit, record=field)

    def action_turn(self) -> None:
        field, sorts = self.here, self.sorts
        if field is None:
            return
        down = f"-{field.name}"
        if field.name in sorts:
            sorts = tuple(down if word == field.name else word for word in sorts)
        elif down in sorts:
            sorts = tuple(word for word in sorts if word != down)
        else:
            sorts = (*sorts, field.name) if self.arrangement.sorts else (field.name,)
        self.show_now(replace(self.arrangement, sorts=sorts))

    def action_shift(self, places: int) -> None:
        """Its place among the fields that sort."""
        field, sorts = self.here, self.sorts
        if field is None:
            return
        word = field.name if field.name in sorts else f"-{field.name}"
        if word in sorts:
            self.show_now(replace(self.arrangement, sorts=shifted(sorts, word, places)))

    def action_group(self) -> None:
        """Headings by the field at the cursor; once more: none."""
        field = self.here
        if field is None:
            return
        if not can_group(field, self.title_field):
            self.tell(_("this differs in each record: there is nothing to group"))
            return
        group = "" if self.arrangement.group == field.name else field.name
        self.show_now(replace(self.arrangement, group=group))

    def action_only(self, digit: int) -> None:
        found = self.left()
        if digit > len(found):
            return
        name = found[digit - 1].name
        only = f"-{name}" if self.sorts == (name,) else name
        self.show_now(replace(self.arrangement, sorts=(only,)))
        self.keep()

    def action_reset(self) -> None:
        self.show_now(replace(self.arrangement, sorts=(), group=""))
