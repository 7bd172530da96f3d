"""The keys that matter here, read from the bindings in force; what does not fit is in `?`."""

from collections.abc import Callable

from textual.binding import Binding
from textual.keys import key_to_character

from crm_tui.domain.texts import _
from crm_tui.widgets.key_names import key_name
from crm_tui.widgets.paint import Line, fit, width_of
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.speaking import language_of

HELP = _("keys")
MOST_LINES, HIGH = 2, 24
"""Of the keys of a dialog, in a window that is so high."""


class KeyLine(Painted):
    """Labels are the bindings' descriptions, translated. `?` stands last, in a dialog Esc does.

    A screen with `offers(action)` says which of the keys are worth naming now.
    """

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.repaint())

    def paint(self, width: int, height: int) -> list[Line]:
        if self.screen.is_modal:
            return self._paint_dialog(width)
        help_key, label = self._help_key(), language_of(self).text(HELP)
        tail: Line = [(f"{help_key} ", "key"), (f"{label} ", "quiet")] if help_key else []
        line: Line = [(" ", "plain")]
        for binding in self._shown():
            piece = self._piece(binding)
            if width_of([*line, *piece, *tail]) > width:
                break
            line += piece
        return [[*fit(line, max(0, width - width_of(tail))), *tail]]

    def _help_key(self) -> str:
        """The key that shows all keys here: where one types, `?` is a letter like any."""
        typing = self.screen.focused
        for key, (_node, binding, _enabled, _tip) in self.screen.active_bindings.items():
            if binding.action != "keys":
                continue
            if typing is None or not typing.check_consume_key(key, key_to_character(key)):
                return key_name(key)
        return ""

    def _paint_dialog(self, width: int) -> list[Line]:
        """Two lines where one has no room for all: a dialog has no `?` that lists the others."""
        most = MOST_LINES if self.app.size.height >= HIGH else 1
        shown = sorted(self._shown(), key=lambda binding: binding.key == "escape")
        lines: list[Line] = [[]]
        *pieces, last = [self._piece(binding) for binding in shown] or [[]]
        for piece in pieces:
            rest = last if len(lines) == most else []
            if width_of([*lines[-1], *piece, *rest]) > width:
                if len(lines) == most:
                    break
                lines.append([])
            lines[-1] += piece
        if len(lines) < most and width_of([*lines[-1], *last]) > width:
            lines.append([])
        lines[-1] += last
        return [fit(line, width) for line in lines]

    def _shown(self) -> list[Binding]:
        """One binding a description: `down` and `j` are one thing."""
        found: dict[str, Binding] = {}
        offers: Callable[[str], bool] = getattr(self.screen, "offers", lambda action: True)
        for _node, binding, enabled, _tip in self.screen.active_bindings.values():
            if binding.show and enabled and binding.description and offers(binding.action):
                found.setdefault(binding.description, binding)
        return list(found.values())

    def _piece(self, binding: Binding) -> Line:
        name = binding.key_display or key_name(binding.key)
        return [(f"{name} ", "key"), (f"{language_of(self).text(binding.description)}  ", "quiet")]
