"""Asks for a day in words, and says how it is understood while it is typed."""

from collections.abc import Iterable

from textual import on
from textual.widget import Widget

from crm_tui.domain.dates import read_moment
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError
from crm_tui.screens.shown import showing
from crm_tui.screens.typed_sheet import TypedSheet
from crm_tui.services import planning
from crm_tui.widgets.inputs import Field


class WhenSheet(TypedSheet[str]):
    """Dismisses with the text, which names a day."""

    HEADING = _("To which day?")

    def __init__(self, heading: str = "") -> None:
        """`heading` is another question for the day, marked."""
        super().__init__()
        self.HEADING = heading or self.HEADING

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        yield Field("when", text(_("when")), hint=text(_("fri, tomorrow 10:00, 1 dec")))

    def on_mount(self) -> None:
        self.query_one(Field).focus_entry()

    @on(Field.Changed)
    def judge(self, event: Field.Changed) -> None:
        event.field.mistake = ""
        event.field.hint = self.understood(event.field.value) or ""

    @on(Field.Submitted)
    def answer(self, event: Field.Submitted) -> None:
        if self.understood(event.field.value):
            self.dismiss(event.field.value)
        else:
            event.field.mistake = self.language.text(_("this is no day"))

    def understood(self, text: str) -> str | None:
        """The day that the text names, in full."""
        session = self.crm.session
        try:
            return showing(session).moment(read_moment(text, planning.ahead(session)))
        except CrmError:
            return None
