"""The dialog that changes many records: a field, a value, and how many that concerns."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from textual import on, work
from textual.binding import Binding
from textual.suggester import Suggester, SuggestFromList
from textual.widget import Widget

from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _, counted
from crm_tui.screens.bulk import reading
from crm_tui.screens.bulk.reading import Judged, Target
from crm_tui.screens.forms.sentence import Sentence
from crm_tui.screens.progress import ProgressSheet
from crm_tui.screens.typed_sheet import TypedSheet
from crm_tui.services.bulk import Extent
from crm_tui.session import Session
from crm_tui.widgets.inputs import Field
from crm_tui.widgets.paint import BLANK, Line
from crm_tui.widgets.signs import SIGN

PAUSE = 0.15
"""Seconds without a key before the records are counted."""

SLOW = 0.4
"""Seconds after which one is told that it counts."""

CHANGE = counted("{changing} of {count} changes", "{changing} of {count} change")
CHANGED = counted(
    "changed: {count} record, u takes it back", "changed: {count} records, u takes it back"
)
COUNTING = _("it counts how many change")
RENAMING = _("old=new gives a tag another name, everywhere")
EMPTIED = counted(
    "{changing} of {count} loses what stands there",
    "{changing} of {count} lose what stands there",
)
LABELS = {"owner": _("who"), "tags": _("tags")}
"""Short ones: the heading of the dialog says the rest."""
NOTHING = _("nothing changes: all have this already")


class ValueSuggester(Suggester):
    def __init__(self, suggest: Callable[[str], Awaitable[str | None]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.suggest = suggest

    async def get_suggestion(self, value: str) -> str | None:
        return await self.suggest(value)


class BulkSheet(TypedSheet[Extent]):
    """Answers with what was changed. With `word` the field is given, and `value` to begin with."""

    AUTO_FOCUS = None
    BINDINGS = [
        # At once: what is typed right after it belongs to the value, however slow all is.
        Binding("enter", "go_on", _("apply"), priority=True, id="bulk.go_on"),
    ]

    def __init__(self, target: Target, heading: str, word: str = "", value: str = "") -> None:
        super().__init__()
        self.target, self.given_heading = target, heading
        self.word, self.value = word, value
        self.judged = Judged()

    def heading(self) -> str:
        return self.language.text(self.given_heading)

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        if not self.word:
            yield Field("what", text(_("field")), hint=text(_("or archive, restore")))
        label = LABELS.get(self.word, _("value"))
        value = Field("value", text(label), self.value)
        value.entry.suggester = ValueSuggester(self.suggest)
        yield value
        yield Sentence(BLANK, BLANK, *self.asides)

    def on_mount(self) -> None:
        self.first.focus_entry()
        self.name_fields()
        self.judge()

    @work
    async def name_fields(self) -> None:
        """The names complete themselves while one is typed."""
        found = None if self.word else await self.call(reading.names, self.target.entity)
        if found and self.is_there:
            self.first.entry.suggester = SuggestFromList(found, case_sensitive=False)

    @property
    def first(self) -> Field:
        return self.query(Field).first(Field)

    def texts(self) -> tuple[str, str]:
        """What is typed for the field and for the value."""
        typed = {field.field_name: field.value for field in self.query(Field)}
        return self.word or typed["what"], typed["value"]

    async def suggest(self, text: str) -> str | None:
        return await self.call(reading.suggestion, self.target, self.texts()[0], text)

    @on(Field.Changed)
    @work(exclusive=True, group="judge")
    async def judge(self) -> None:
        await asyncio.sleep(PAUSE)
        texts = self.texts()
        judged = await self.judged_of(texts)
        if judged is not None and self.is_there and texts == self.texts():
            self.show(judged)

    async def judged_of(self, texts: tuple[str, str]) -> Judged | None:
        """Of very many it takes its time, which is said."""
        slow = self.set_timer(SLOW, lambda: self.say([(self.language.text(COUNTING), "quiet")]))
        try:
            return await self.call(reading.judge, self.target, *texts)
        finally:
            slow.stop()

    def show(self, judged: Judged) -> None:
        self.judged = judged
        self.query(Field).last(Field).hint = judged.hint
        self.say(self.outcome(judged))

    def say(self, line: Line) -> None:
        sentence = self.query_one(Sentence)
        sentence.lines = [BLANK, line, *self.asides]
        sentence.repaint()

    @property
    def asides(self) -> list[Line]:
        return [[(self.language.text(RENAMING), "faint")]] if self.word == "tags" else []

    def outcome(self, judged: Judged) -> Line:
        """What is wrong, with the width of the dialog to say it, or how many would change."""
        extent = judged.extent
        if judged.mistake:
            return [(f"{SIGN['late']} {judged.mistake}", "late")]
        if extent is None:
            return BLANK
        if not extent.changing:
            return [(self.language.text(NOTHING), "quiet")] if self.typed() else BLANK
        told = CHANGE if self.is_complete() or self.texts()[1].strip() else EMPTIED
        changing = self.language.number(extent.changing)
        ink = "strong" if self.typed() else "quiet"
        return [(self.language.count(told, extent.total, changing=changing), ink)]

    def action_go_on(self) -> None:
        """From the field to its value; from there to the change."""
        if not self.word and self.first.has_focus_within and not self.is_complete():
            self.query(Field).last(Field).focus_entry()
        else:
            self.apply()

    def is_complete(self) -> bool:
        """Whether the field alone says it all: archive, restore."""
        text, word = self.language.text, self.texts()[0].strip().lower()
        return word in {
            *(reading.ARCHIVE, text(reading.ARCHIVE)),
            *(reading.RESTORE, text(reading.RESTORE)),
        }

    @work(exclusive=True, group="apply")
    async def apply(self) -> None:
        texts = self.texts()
        judged = await self.judged_of(texts)
        if judged is None or not self.is_there:
            return
        self.show(judged)
        if judged.mistake or not texts[0].strip():
            return
        target = self.target

        def long_work(session: Session, progress: Progress) -> Extent:
            return reading.change(session, target, *texts, progress)

        self.app.push_screen(ProgressSheet(self.heading(), long_work), self.done)

    def done(self, extent: Extent | None) -> None:
        if extent is not None:
            self.crm.changed()
            self.toast(self.language.count(CHANGED, extent.changing))
            self.dismiss(extent)
