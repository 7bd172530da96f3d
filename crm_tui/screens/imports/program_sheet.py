"""Chooses the program that wrote a file: too many for a list without a search."""

from collections.abc import Sequence

from textual import on

from crm_tui.domain.presets import PRESETS
from crm_tui.screens.imports.intake import FOUND
from crm_tui.screens.lists.searched_sheet import SearchedSheet
from crm_tui.widgets.columns import Column
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.rows import Row


class ProgramSheet(SearchedSheet[str]):
    """Dismisses with the name of a preset, or with `FOUND`."""

    COLUMNS = [Column("", 30, flex=1), Column("", 24, right=True, inks="faint")]

    def __init__(self, title: str, automatic: str, chosen: str) -> None:
        """`automatic` says that it is found out."""
        super().__init__()
        self.title_text, self.automatic, self.chosen = title, automatic, chosen

    def heading(self) -> str:
        return self.title_text

    def on_mount(self) -> None:
        super().on_mount()
        self.rows.go_to(self.chosen)

    def found(self) -> Sequence[Row]:
        named = [(FOUND, self.automatic, "")]
        text = self.language.text
        named += [(preset.name, preset.title(text), preset.name) for preset in PRESETS]
        return [
            Row([label, name], key)
            for key, label, name in named
            if self.is_found(f"{label} {name.replace('-', ' ')}")
        ]

    @on(CursorList.Chosen)
    def take(self, event: CursorList.Chosen) -> None:
        self.dismiss(str(event.row.key))
