"""What an app needs so that the widgets look right: themes, styles, signs, the last filter.

`class CrmApp(Shell[None])` sets `language`; tests do the same.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Generic, TypeVar

from textual.app import App
from textual.filter import LineFilter

from crm_tui.i18n import Language
from crm_tui.widgets import themes
from crm_tui.widgets.no_controls import NoControls
from crm_tui.widgets.scroll_bars import choose_bars
from crm_tui.widgets.signs import choose_signs, is_ascii
from crm_tui.widgets.styles import Styles

Result = TypeVar("Result")

LOOK = Path(__file__).with_name("look.tcss")
HORIZONTAL = [(0, "-tiny"), (40, "-narrow"), (72, "-middle"), (120, "-wide")]
VERTICAL = [(0, "-flat"), (10, "-low"), (24, "-high")]
NO_CONTROLS = NoControls()


class Shell(App[Result], Generic[Result]):
    """Screens in it set HORIZONTAL_BREAKPOINTS and VERTICAL_BREAKPOINTS to those above."""

    CSS_PATH = LOOK
    language = Language()

    def __init__(self) -> None:
        super().__init__()
        self.stylesheet = Styles(variables=self.get_css_variables())
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.wear()

    def wear(self, theme: str | None = None, ascii_only: bool | None = None) -> bool:
        """Take these colours and signs, or, where it is None, those that suit the terminal.

        False where there is no such theme; then it is as if none had been asked for.
        """
        wish = {} if ascii_only is None else {"CRM_ASCII": str(int(ascii_only))}
        choose_signs(wish | os.environ)
        choose_bars(ascii_only=is_ascii())
        self.set_class(is_ascii(), "-ascii")
        known = not theme or theme in self.available_themes
        name = theme if theme and known else "ink"
        few = self.console.color_system == "standard"
        self.theme = themes.OF_SIXTEEN.get(name, name) if few else name
        return known

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.defaults(self.current_theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), NO_CONTROLS]
