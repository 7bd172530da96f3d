"""The dialog for a record that somebody else changed meanwhile: a value for each field."""

from collections.abc import Iterable
from typing import Any

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widget import Widget

from crm_tui.domain.conflicts import Collision, EditConflictError
from crm_tui.domain.texts import _, counted
from crm_tui.screens.forms.choices import Choices, Option
from crm_tui.screens.forms.sentence import Sentence
from crm_tui.screens.shown import Showing
from crm_tui.widgets.paint import BLANK
from crm_tui.widgets.sheet import Sheet
from crm_tui.widgets.signs import SIGN

DIFFER = counted(
    "{count} field differs. Choose a value.", "{count} fields differ. Choose a value for each."
)
KEPT = counted(
    "{count} other change does not collide and is kept.",
    "{count} other changes do not collide and are kept.",
)


class ConflictSheet(Sheet[dict[str, bool]]):
    """Answers with the fields by name: True for one's own value, False for theirs."""

    AUTO_FOCUS = "Choices"
    BINDINGS = [Binding("enter", "save", _("save"), id="conflict.save")]

    def __init__(self, conflict: EditConflictError, kept: int, showing: Showing) -> None:
        super().__init__()
        self.conflict, self.kept, self.showing = conflict, kept, showing

    def heading(self) -> str:
        who, when = self.conflict.current.changed_by, self.conflict.current.changed_at
        return self.showing.language.text(
            _("Changed meanwhile: {who}, {when}"),
            who=who.name if who else "?",
            when=self.showing.near(when) if when else "?",
        )

    def body(self) -> Iterable[Widget]:
        language = self.showing.language
        count = len(self.conflict.collisions)
        yield Sentence([(language.count(DIFFER, count), "quiet")], BLANK)
        choices = Choices([self._option(collision) for collision in self.conflict.collisions])
        yield VerticalScroll(choices, classes="scrolled", can_focus=False)
        if self.kept:
            kept = language.count(KEPT, self.kept)
            yield Sentence(BLANK, [(f"{SIGN['done']} ", "good"), (kept, "quiet")])

    def _option(self, collision: Collision) -> Option:
        def shown(value: Any) -> str:
            currency = getattr(self.conflict.current, "currency", None)
            return self.showing.text(collision.field, value, currency)

        label = self.showing.language.text(collision.field.label)
        values = (collision.original, collision.theirs, collision.mine)
        return Option(collision.field.name, label, *map(shown, values))

    def action_save(self) -> None:
        self.dismiss(self.query_one(Choices).mine)
