"""The keys that matter here, read from the bindings in force; what does not fit is in `?`."""

from textual.binding import Binding

from crm_tui.domain.texts import _
from crm_tui.widgets.key_names import key_name
from crm_tui.widgets.paint import Line, fit, width_of
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.speaking import language_of

HELP = _("keys")


class KeyLine(Painted):
    """Labels are the bindings' descriptions, translated. `?` stands last, in a dialog Esc does."""

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.repaint())

    def paint(self, width: int, height: int) -> list[Line]:
        modal = self.screen.is_modal
        shown = self._shown()
        last = [binding for binding in shown if modal and binding.key == "escape"]
        tail = self._piece(last[0]) if last else []
        if not modal:
            tail = [(f"{self._help_key()} ", "key"), (f"{language_of(self).text(HELP)} ", "quiet")]
        line: Line = [] if modal else [(" ", "plain")]
        for binding in shown:
            piece = self._piece(binding)
            if binding not in last and width_of([*line, *piece, *tail]) > width:
                break
            line += [] if binding in last else piece
        if modal:
            return [fit([*line, *tail], width)]
        return [[*fit(line, max(0, width - width_of(tail))), *tail]]

    def _help_key(self) -> str:
        """The key that shows all keys, which can be given another one like any."""
        for _node, binding, _enabled, _tip in self.screen.active_bindings.values():
            if binding.action == "keys":
                return key_name(binding.key)
        return "?"

    def _shown(self) -> list[Binding]:
        """One binding a description: `down` and `j` are one thing."""
        found: dict[str, Binding] = {}
        for _node, binding, enabled, _tip in self.screen.active_bindings.values():
            if binding.show and enabled and binding.description:
                found.setdefault(binding.description, binding)
        return list(found.values())

    def _piece(self, binding: Binding) -> Line:
        name = binding.key_display or key_name(binding.key)
        return [(f"{name} ", "key"), (f"{language_of(self).text(binding.description)}  ", "quiet")]
