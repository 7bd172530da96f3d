"""Who looks like the record that is being typed: a question, not a refusal."""

from collections.abc import Sequence

from textual.binding import Binding
from textual.message import Message
from textual.reactive import reactive

from crm_tui.domain.entities import Entity
from crm_tui.domain.texts import _
from crm_tui.services.lookalikes import LookAlike
from crm_tui.widgets.key_names import key_name
from crm_tui.widgets.paint import Line, fit, heading, over
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.signs import SIGN
from crm_tui.widgets.speaking import language_of

MOST = 3
TITLE = _("LOOKS LIKE")
OPEN, ANOTHER = _("open the other"), _("it is another: save")
ASKS = _("Enter asks which one it is")


class Twins(Painted, can_focus=True):
    """Hidden while nobody looks alike. It gets the focus when somebody saves a new record that
    may be a duplicate; its keys are painted in it."""

    BINDINGS = [
        Binding("down,j", "move(1)", _("down"), show=False, id="twins.down"),
        Binding("up,k", "move(-1)", _("up"), show=False, id="twins.up"),
        Binding("o,enter", "open", OPEN, show=False, id="twins.open"),
        Binding("i", "another", ANOTHER, show=False, id="twins.another"),
    ]
    DEFAULT_CSS = "Twins { height: auto; padding: 0 1; dock: bottom; margin-bottom: 1; }"
    cursor: reactive[int] = reactive(0, repaint=False)

    class Opened(Message):
        """The other record is the one that was meant."""

        def __init__(self, twin: LookAlike) -> None:
            super().__init__()
            self.twin = twin

    class Denied(Message):
        """It is another one, indeed."""

    def __init__(self, entity: Entity) -> None:
        super().__init__()
        self.entity = entity
        self.twins: Sequence[LookAlike] = ()
        self.display = False

    def show(self, twins: Sequence[LookAlike]) -> None:
        self.twins = twins[:MOST]
        self.display = bool(twins)
        self.set_reactive(Twins.cursor, 0)
        self.repaint()

    def paint(self, width: int, height: int) -> list[Line]:
        if not self.twins:
            return []
        title = f"? {language_of(self).text(TITLE)}"
        lines = [self._line(index, width) for index in range(len(self.twins))]
        return [heading(title, width, inks="warn"), *lines, self._keys()]

    def _line(self, index: int, width: int) -> Line:
        twin = self.twins[index]
        here = self.has_focus and index == self.cursor
        line: Line = [
            (f"{SIGN['edge'] if here else ' '}", "accent"),
            (f"{self.entity.shown_id(twin.record.id)}  ", "quiet"),
            (twin.record.name, "strong"),
            (f"  {twin.reasons}", "quiet"),
        ]
        return over(fit(line, width), "cursor") if here else line

    def _keys(self) -> Line:
        language = language_of(self)
        if not self.has_focus:
            return [(f" {language.text(ASKS)}", "faint")]
        return [
            (" o ", "key"),
            (f"{language.text(OPEN)}   ", "quiet"),
            ("i ", "key"),
            (f"{language.text(ANOTHER)}   ", "quiet"),
            (f"{key_name('tab')} ", "key"),
            (language.text(_("back to the form")), "quiet"),
        ]

    def action_move(self, rows: int) -> None:
        self.cursor = min(max(0, self.cursor + rows), len(self.twins) - 1)

    def action_open(self) -> None:
        self.post_message(self.Opened(self.twins[self.cursor]))

    def action_another(self) -> None:
        self.post_message(self.Denied())

    def _changed(self) -> None:
        self.repaint()

    watch_cursor = on_focus = on_blur = _changed
