"""The look that a user has set: colours, signs, the mouse."""

from collections.abc import Mapping
from typing import Any

from crm_tui.domain.texts import _
from crm_tui.i18n import Language
from crm_tui.screens.base import Calling
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.shell import Shell

MOUSE_MODES = (1000, 1003, 1015, 1006)
"""What Textual asks a terminal for: presses, moves, and where they are in a wide window."""

NO_THEME = _("there is no theme {name}, so the usual one is shown: crm set theme lists them")


class Wearing(Shell[int], Calling):
    language = Language()
    _worn: tuple[Any, ...] = (None, None, True)

    def wear_settings(self, settings: Mapping[str, Any]) -> None:
        """As the settings say; called again when they change."""
        wanted = tuple(settings[key] for key in ("theme", "ascii", "mouse"))
        before, self._worn = self._worn, wanted
        if wanted == before:
            return
        theme, ascii_only, mouse = wanted
        if not self.wear(theme, ascii_only):
            self.tell(NO_THEME, severity="warning", name=theme)
        if mouse != before[2] and self._driver is not None:
            ending = "h" if mouse else "l"
            self._driver.write("".join(f"\x1b[?{mode}{ending}" for mode in MOUSE_MODES))
        for screen in self.screen_stack:
            for widget in screen.query(Painted):
                widget.repaint()
            screen.refresh(repaint=True, layout=True)
