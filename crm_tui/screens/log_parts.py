"""The parts of the dialog that logs a contact: with whom, of which kind, what will be written."""

from dataclasses import dataclass

from textual.binding import Binding
from textual.message import Message
from textual.reactive import reactive

from crm_tui.domain.activities import ActivityKind, Direction
from crm_tui.domain.texts import _
from crm_tui.widgets.paint import BLANK, Line, fit, spread
from crm_tui.widgets.painted import Painted
from crm_tui.widgets.signs import SIGN
from crm_tui.widgets.speaking import language_of

LABEL, NAMED = 8, 60
KINDS = {
    "c": ActivityKind.CALL,
    "m": ActivityKind.MEETING,
    "v": ActivityKind.VISIT,
    "e": ActivityKind.EMAIL,
    "w": ActivityKind.MESSAGE,
    "x": ActivityKind.LETTER,
}
WAYS = {Direction.OUT: "out", Direction.IN: "into"}


class Who(Painted):
    """Whom it was with, and which way it went."""

    who: reactive[str] = reactive("", repaint=False)
    direction: reactive[Direction] = reactive(Direction.OUT, repaint=False)

    def paint(self, width: int, height: int) -> list[Line]:
        text = language_of(self).text
        way = f"{SIGN[WAYS[self.direction]]} {text(self.direction.label)}"
        line: Line = [*fit(text(_("who")), LABEL, inks="quiet"), (self.who, "strong")]
        return [spread(line, [(way, "accent")], width), BLANK]

    def _changed(self) -> None:
        self.repaint()

    watch_who = watch_direction = _changed


class KindLine(Painted, can_focus=True):
    """Its letters choose the kind; the arrows turn the direction."""

    BINDINGS = [
        # At once: what is typed right after the letter belongs to the text, however slow all is.
        *[
            Binding(
                letter,
                f"choose('{letter}')",
                kind.label,
                show=False,
                priority=True,
                id=f"log.{kind.value}",
            )
            for letter, kind in KINDS.items()
        ],
        Binding("left", "turn('in')", _("it came in"), show=False, id="log.in"),
        Binding("right", "turn('out')", _("it went out"), show=False, id="log.out"),
    ]
    kind: reactive[ActivityKind] = reactive(ActivityKind.CALL, repaint=False)

    class Picked(Message):
        """The kind was chosen."""

    @dataclass
    class Turned(Message):
        """An arrow was pressed."""

        direction: Direction

    def paint(self, width: int, height: int) -> list[Line]:
        text = language_of(self).text
        line: Line = fit(text(_("kind")), LABEL - 1, inks="quiet")
        line.append((SIGN["edge"] if self.has_focus else " ", "accent"))
        for letter, kind in KINDS.items():
            label = text(kind.label)
            if kind is self.kind:
                line.append((f"{SIGN['path']}{letter} {label} ", "chosen"))
            else:
                line += [(f" {letter} ", "key"), (f"{label} " if width > NAMED else "", "quiet")]
        return [fit(line, width), BLANK]

    def action_choose(self, letter: str) -> None:
        """The text, which is next, has the cursor at once."""
        self.kind = KINDS[letter]
        self.screen.set_focus(self.screen.query_one("#text"))
        self.post_message(self.Picked())

    def action_turn(self, direction: str) -> None:
        self.post_message(self.Turned(Direction.IN if direction == "in" else Direction.OUT))

    def _changed(self) -> None:
        self.repaint()

    watch_kind = on_focus = on_blur = _changed


class Preview(Painted):
    """What will be written down; one line whatever is typed, so that nothing jumps."""

    line: Line = BLANK

    def show(self, line: Line) -> None:
        self.line = line
        self.repaint()

    def paint(self, width: int, height: int) -> list[Line]:
        if not self.line:
            return [BLANK]
        under: Line = [(" " * LABEL, "plain"), (f"{SIGN['under']} ", "faint")]
        return [fit([*under, *self.line], width)]
