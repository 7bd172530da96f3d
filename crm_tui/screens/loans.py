"""The dialogs that lend all my open work to a colleague, and take it back."""

import asyncio
from collections.abc import Iterable
from datetime import date

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.dates import read_day
from crm_tui.domain.loans import Lent, Loan
from crm_tui.domain.notifications import SEVERAL
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _, counted
from crm_tui.errors import CrmError
from crm_tui.screens.base import CrmSheet
from crm_tui.screens.forms.sentence import Sentence
from crm_tui.screens.progress import ProgressSheet
from crm_tui.screens.typed_sheet import TypedSheet
from crm_tui.services import loans, planning
from crm_tui.session import Session
from crm_tui.widgets.inputs import Field
from crm_tui.widgets.signs import SIGN
from crm_tui.widgets.told import Told

PAUSE = 0.15
"""Seconds without a key before the work is counted."""

HEADING = _("Lend my work")
GOES = _("to {name} until {day}: {what}")
LENT = counted("lent: {count} record, u takes it back", "lent: {count} records, u takes it back")
BACK = counted("back again: {count} record", "back again: {count} records")
IS_LENT = _("Your work is lent to {name} until {day}.")


class LendSheet(TypedSheet[Lent]):
    """Answers with what was lent."""

    HEADING = HEADING
    AUTO_FOCUS = "Input"
    DEFAULT_CSS = "LendSheet Told { height: 2; }"
    BINDINGS = [Binding("tab", "app.focus_next", _("next field"), id="lend.next")]

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        yield Field("who", text(_("to")), hint=text(_("a name or a login")))
        yield Field("until", text(_("until")), hint=text(_("fri, in 2 weeks, 7 dec")))
        yield Told()

    def texts(self) -> tuple[str, str]:
        typed = {field.field_name: field.value for field in self.query(Field)}
        return typed["who"], typed["until"]

    @on(Field.Changed)
    @work(exclusive=True, group="judge")
    async def judge(self) -> None:
        await asyncio.sleep(PAUSE)
        if all(text.strip() for text in self.texts()):
            self.show(await self.call(judge, *self.texts()))

    def show(self, told: str | CrmError | None) -> None:
        if told is None or not self.is_there:
            return
        shown = self.query_one(Told)
        if isinstance(told, CrmError):
            shown.tell(f"{SIGN['late']} {self.language.error(told)}", "late")
        else:
            shown.tell(told, "strong")

    @on(Field.Submitted)
    @work(exclusive=True, group="apply")
    async def lend(self) -> None:
        texts = self.texts()
        told = await self.call(judge, *texts)
        self.show(told)
        if not isinstance(told, str):
            return

        def long_work(session: Session, progress: Progress) -> Lent:
            return loans.lend(session, texts[0], day(session, texts[1]), progress)

        self.app.push_screen(ProgressSheet(self.heading(), long_work), self.done)

    def done(self, lent: Lent | None) -> None:
        if lent is not None:
            self.crm.changed()
            self.toast(self.language.count(LENT, lent.total))
            self.dismiss(lent)


class TakeBackSheet(CrmSheet[Lent]):
    """Says to whom the work is lent; Enter takes it back."""

    HEADING = HEADING
    BINDINGS = [Binding("enter", "take_back", _("take it back"), id="lend.take_back")]

    def __init__(self, loan: Loan) -> None:
        super().__init__()
        self.loan = loan

    def body(self) -> Iterable[Widget]:
        language, loan = self.language, self.loan
        until = language.date(loan.until, "d MMM y")
        yield Sentence([(language.text(IS_LENT, name=loan.borrower.name, day=until), "plain")])

    def action_take_back(self) -> None:
        self.app.push_screen(ProgressSheet(self.heading(), loans.take_back), self.done)

    def done(self, back: Lent | None) -> None:
        if back is not None:
            self.crm.changed()
            self.toast(self.language.count(BACK, back.total))
            self.dismiss(back)


def judge(session: Session, who: str, until: str) -> str | CrmError:
    """What would go to whom, translated; or why nothing can."""
    try:
        last = day(session, until)
        to, lent = loans.extent(session, who, last)
    except CrmError as error:
        return error
    language = session.language
    counts = [(name, getattr(lent, name)) for name in SEVERAL]
    what = ", ".join(language.count(SEVERAL[name], count) for name, count in counts if count)
    return language.text(GOES, name=to.name, day=language.date(last, "EEE d MMM"), what=what)


def day(session: Session, text: str) -> date:
    return read_day(text, planning.ahead(session))
