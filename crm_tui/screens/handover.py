"""The dialog that hands records over: to whom, with which note, with what is planned or without."""

import asyncio
from collections.abc import Iterable, Mapping

from textual import on, work
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widget import Widget

from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _, counted
from crm_tui.errors import CrmError
from crm_tui.screens.bulk import reading
from crm_tui.screens.bulk.reading import Target
from crm_tui.screens.bulk.sheet import PAUSE, ValueSuggester
from crm_tui.screens.forms.sentence import Sentence
from crm_tui.screens.progress import ProgressSheet
from crm_tui.screens.typed_sheet import TypedSheet
from crm_tui.services import handover
from crm_tui.services.handover import HandedOver, Wish
from crm_tui.session import Session
from crm_tui.widgets.either import Either
from crm_tui.widgets.inputs import Field, Label
from crm_tui.widgets.paint import BLANK, Line
from crm_tui.widgets.signs import SIGN

WITH, WITHOUT = _("with plans and open deals"), _("without them")
WORK = "work"
"""Under which name a draft has one of the two."""

CHANGES = counted(
    "{changing} of {count} goes to her, planned with it: {work}, open deals: {deals}",
    "{changing} of {count} go to her, planned with them: {work}, open deals: {deals}",
)
DONE = counted(
    "handed over: {count} record, u takes it back", "handed over: {count} records, u takes it back"
)


class HandOverSheet(TypedSheet[HandedOver]):
    """Answers with what was handed over."""

    HEADING = _("Hand over")
    AUTO_FOCUS = "Input"
    BINDINGS = [Binding("tab", "app.focus_next", _("next field"), id="handover.next")]

    def __init__(self, target: Target) -> None:
        super().__init__()
        self.target = target

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        who = Field("who", text(_("to")), hint=text(_("a name or a login")))
        who.entry.suggester = ValueSuggester(self.suggest)
        yield who
        yield Field("note", text(_("why")), hint=text(_("stays in the history")))
        if self.target.entity != ACTIVITIES:
            yield Horizontal(Label(""), Either(WITH, WITHOUT, is_other=False), classes="field")
        yield Sentence(BLANK, BLANK)

    def inputs(self) -> dict[str, str]:
        either = self.query(Either)
        return super().inputs() | ({WORK: either.first().chosen} if either else {})

    def fill(self, texts: Mapping[str, str]) -> None:
        super().fill(texts)
        for one in self.query(Either):
            one.turn(is_other=texts.get(WORK) == WITHOUT)

    async def suggest(self, text: str) -> str | None:
        return await self.call(reading.suggestion, self.target, "owner", text)

    def wish(self) -> Wish:
        typed = {field.field_name: field.value for field in self.query(Field)}
        with_work = not any(one.is_other for one in self.query(Either))
        return Wish(typed["who"], typed["note"], with_work)

    @on(Field.Changed)
    @work(exclusive=True, group="judge")
    async def judge(self) -> None:
        await asyncio.sleep(PAUSE)
        wish = self.wish()
        if wish.who.strip():
            told = await self.call(judge, self.target, wish)
            if told is not None and self.is_there:
                self.show(told)

    def show(self, told: HandedOver | CrmError) -> None:
        sentence = self.query_one(Sentence)
        sentence.lines = [BLANK, self.outcome(told)]
        sentence.repaint()

    def outcome(self, told: HandedOver | CrmError) -> Line:
        """What is wrong, or how much goes to her."""
        if isinstance(told, CrmError):
            return [(f"{SIGN['late']} {self.language.error(told)}", "late")]
        number = self.language.number
        counts = {
            "changing": number(told.changing),
            "work": number(told.work),
            "deals": number(told.deals),
        }
        return [(self.language.count(CHANGES, told.total, **counts), "strong")]

    @on(Field.Submitted)
    def action_save(self) -> None:
        self.hand_over()

    @work(exclusive=True, group="apply")
    async def hand_over(self) -> None:
        target, wish = self.target, self.wish()
        told = await self.call(judge, target, wish)
        if told is None or not self.is_there:
            return
        self.show(told)
        if isinstance(told, CrmError):
            return

        def long_work(session: Session, progress: Progress) -> HandedOver:
            return handover.hand_over(
                session, target.entity, reading.listing(session, target), wish, progress
            )

        self.app.push_screen(ProgressSheet(self.heading(), long_work), self.done)

    def done(self, found: HandedOver | None) -> None:
        if found is not None:
            self.crm.changed()
            self.toast(self.language.count(DONE, found.all))
            self.dismiss(found)


def judge(session: Session, target: Target, wish: Wish) -> HandedOver | CrmError:
    """What would be handed over, or why nothing can be."""
    try:
        return handover.extent(session, target.entity, reading.listing(session, target), wish)
    except CrmError as error:
        return error
