"""Chooses what a column of a file is."""

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from crm_tui.domain.mapping import Target
from crm_tui.domain.texts import _
from crm_tui.screens.forms.sentence import Sentence
from crm_tui.screens.imports.intake import FOUND, KEPT, LEFT_OUT
from crm_tui.screens.imports.reading import target_label
from crm_tui.screens.lists.searched_sheet import SearchedSheet
from crm_tui.widgets.columns import Column
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.rows import Row

BESIDE = (
    (FOUND, _("what its title says")),
    (LEFT_OUT, _("leave it out")),
    (KEPT, _("keep it as a field of your own")),
)
BELOW_VALUES = 15
"""Lines of the list, so that the sheet fits a low window with the values above it."""


class TargetSheet(SearchedSheet[str]):
    """Dismisses with the name of the field, as `Target.shown`, or with one of `BESIDE`."""

    COLUMNS = [Column("", 40, flex=1), Column("", 22, right=True, inks="faint")]

    def __init__(
        self, title: str, targets: Sequence[Target], *, values: str, chosen: str, keeps: bool
    ) -> None:
        """`values` are some of the column, `chosen` is what it is now; `keeps` says whether the
        import can make a field of the user's own of it."""
        super().__init__()
        self.column_title, self.targets = title, targets
        self.values, self.chosen = values, chosen
        self.beside = [pair for pair in BESIDE if keeps or pair[0] != KEPT]

    def heading(self) -> str:
        return self.language.text(_("What is {column}?"), column=self.column_title)

    def body(self) -> Iterable[Widget]:
        if self.values:
            yield Sentence([(self.values, "quiet")])
        yield from super().body()

    def on_mount(self) -> None:
        if self.values:
            self.rows.styles.max_height = BELOW_VALUES
        super().on_mount()
        self.rows.go_to(self.chosen)

    def found(self) -> Sequence[Row]:
        text = self.language.text
        named = [(key, text(label), "") for key, label in self.beside]
        named += [(target.shown, target_label(self.language, target), target.shown)
                  for target in self.targets]  # fmt: skip
        return [Row([label, name], key) for key, label, name in named if self.is_found(label)]

    @on(CursorList.Chosen)
    def take(self, event: CursorList.Chosen) -> None:
        self.dismiss(str(event.row.key))
