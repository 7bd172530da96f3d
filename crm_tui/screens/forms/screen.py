"""The form: a line a field, its hint or mistake beside it, and who looks alike below."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from textual import events, on, work
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.worker import Worker

from crm_tui.domain.conflicts import EditConflictError
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS, entity
from crm_tui.domain.fields import Field, Kind, by_name
from crm_tui.domain.texts import _, counted
from crm_tui.errors import CrmError
from crm_tui.screens.base import CrmScreen
from crm_tui.screens.drafts import Drafting
from crm_tui.screens.forms import drafted, judging, saving
from crm_tui.screens.forms.conflict import ConflictSheet
from crm_tui.screens.forms.discard import leave
from crm_tui.screens.forms.fields import FullText, make
from crm_tui.screens.forms.questions import Questions
from crm_tui.screens.forms.twins import Twins
from crm_tui.services import lookalikes, tags
from crm_tui.widgets import inputs
from crm_tui.widgets.signs import SIGN

TITLES = {
    CLIENTS.name: (_("New client"), _("Edit client")),
    CONTACTS.name: (_("New contact"), _("Edit contact")),
    DEALS.name: (_("New deal"), _("Edit deal")),
    ACTIVITIES.name: (_("New activity"), _("Edit activity")),
}
WRONG = counted("{sign} {count} to correct", "{sign} {count} to correct")
CHANGED = counted("{count} changed", "{count} changed")
ME = _("me")
PAUSE, LONGER_PAUSE = 0.12, 0.3
"""Seconds without a key after which a field is judged, and look-alikes are looked for."""

AT_ONCE = 12
"""Fields that are there with the first paint."""


class FormBody(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Without keys of its own: up and down go from field to field."""


class FormScreen(CrmScreen[int | None], Drafting):
    """Adds a record, or changes the one of that number. Answers with its number once saved.

    `defaults` are texts as one would type them. A failed save keeps everything that was typed.
    """

    AUTO_FOCUS = ""
    ABOUT = _(
        "One line a field; how it was understood, or what is wrong, is said beside it. What is"
        " typed is not lost when saving fails or the connection breaks."
    )
    BINDINGS = [
        # At once: what is typed right after it belongs to the next field, however slow all is.
        Binding("tab", "app.focus_next", _("next field"), priority=True, id="form.next"),
        Binding(
            "shift+tab",
            "app.focus_previous",
            _("field before"),
            show=False,
            priority=True,
            id="form.previous",
        ),
        Binding("down", "app.focus_next", _("next field"), show=False, id="form.down"),
        Binding("up", "app.focus_previous", _("field before"), show=False, id="form.up"),
        Binding("escape", "leave", _("back"), id="form.back"),
    ]

    def __init__(
        self, entity_name: str, number: int | None = None, defaults: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self.entity, self.number = entity(entity_name), number
        self.PLACE = TITLES[entity_name][number is not None]
        self.given, self.belongs = dict(defaults or {}), bool(defaults)
        self.defaults = dict(self.given)
        self.questions: Questions | None = None
        self.shown: dict[str, inputs.Field] = {}
        self.accepted: set[int] = set()
        """Look-alikes that are other records indeed."""
        self._saving = False

    def body(self) -> Iterable[Widget]:
        with FormBody():
            yield Vertical(classes="form")
        yield Twins(self.entity)
        yield FullText()

    def on_mount(self) -> None:
        self.open()

    @work(group="open")
    async def open(self) -> None:
        with self.crm.keys_held():
            await self._open()

    async def _open(self) -> None:
        draft = await self.take_draft()
        found = await self.call(drafted.ask, self.entity, self.number, draft)
        if not self.is_there:
            return
        if found is None:
            self.dismiss(None)
            return
        self.questions, self.number = found.questions, found.number
        self.header.path = self.title_of(self.questions.record)
        await self._show(self.questions, found.typed)
        if draft is not None:
            self.tell_again(draft)
        if found.changed:
            self.tell(found.changed, severity="warning")
        self.judge_all()
        self.look_for_twins()

    async def _show(self, found: Questions, typed: Mapping[str, str]) -> None:
        """The first fields at once, the others after the first paint."""
        form = self.query_one(".form", Vertical)
        made = [make(found, field, self._suggest) for field in found.fields]
        if self.number is None:
            self.defaults.setdefault("owner", self.language.text(ME))
        for widget in made:
            widget.value = self.defaults.get(widget.field_name, widget.value)
            widget.value = typed.get(widget.field_name, widget.value)
        self.shown = {widget.field_name: widget for widget in made}
        await form.mount_all(made[:AT_ONCE])
        made[0].focus_entry()
        await form.mount_all(made[AT_ONCE:])

    def title_of(self, record: Any) -> str:
        return str(getattr(record, self.entity.title)) if record is not None else ""

    async def _suggest(self, field: Field, text: str) -> str | None:
        if field.kind is Kind.TAGS:
            return await self.call(tags.suggestion, self.entity.name, text)
        client = self.shown["client"].value if "client" in self.shown else ""
        return await self.call(judging.suggestion, field, text, client)

    # What is typed.

    def typed(self) -> dict[str, str]:
        """The texts that differ from what the record has."""
        before = self.questions.texts if self.questions else {}
        return {
            name: widget.value
            for name, widget in self.shown.items()
            if widget.value != before[name]
        }

    def own(self) -> list[str]:
        """The fields that the user herself has changed."""
        return [name for name, text in self.typed().items() if self.defaults.get(name) != text]

    def unsaved(self) -> bool:
        return bool(self.own())

    # The draft.

    def opened_with(self) -> Sequence[Any]:
        return [self.entity.name, self.number, self.given]

    def subject(self) -> str:
        who = self.title_of(self.questions and self.questions.record)
        who = who or next(iter(self.typed().values()))
        return f"{self.language.text(self.PLACE)}: {who}"

    def based_on(self) -> tuple[Mapping[str, str], int | None]:
        if self.questions is None or self.questions.record is None:
            return {}, None
        return self.questions.texts, self.questions.record.version

    @on(inputs.Field.Changed)
    def _changed(self, event: inputs.Field.Changed) -> None:
        name = event.field.field_name
        if self.questions is not None and name in self.shown:
            self.judge(name)
            self.look_for_twins()

    def judge(self, name: str) -> None:
        """Judge a field when the typing pauses; an older judgement of it is dropped."""
        self._judging([name], PAUSE, f"judge-{name}")

    def judge_all(self) -> None:
        """The hints of all fields, once they are there."""
        self._judging(list(self.shown), 0, "judge")

    def _judging(self, names: list[str], pause: float, group: str) -> Worker[None]:
        """No coroutine is given: one that is dropped before it began would never be awaited."""
        return self.run_worker(partial(self._judge, names, pause), group=group, exclusive=True)

    async def _judge(self, names: list[str], pause: float) -> None:
        await asyncio.sleep(pause)
        fields = [self._fields()[name] for name in names]
        texts = {name: self.shown[name].value for name in names}
        judged = await self.call(judging.judge_all, fields, texts)
        if not self.is_there:
            return
        for name, judgement in (judged or {}).items():
            widget = self.shown[name]
            widget.hint = judgement.hint
            widget.mistake = judgement.mistake if name in self.typed() else ""
        self._tell_state()

    def _fields(self) -> dict[str, Field]:
        return by_name(self.questions.fields) if self.questions else {}

    def _tell_state(self) -> None:
        """How many mistakes, or how many changes there are, in the header."""
        wrong = sum(bool(widget.mistake) for widget in self.shown.values())
        count, forms = (wrong, WRONG) if wrong else (len(self.own()), CHANGED)
        self.header.count = self.language.count(forms, count, sign=SIGN["late"]) if count else ""
        self.header.count_inks = "late" if wrong else "quiet"
        self._tell_full_text()

    @on(events.DescendantFocus)
    def _tell_full_text(self) -> None:
        """What stands beside the field with the cursor, in full where it is cut there."""
        here = next((field for field in self.shown.values() if field.has_focus_within), None)
        self.query_one(FullText).show(here)

    # Look-alikes.

    @work(group="twins", exclusive=True)
    async def look_for_twins(self) -> None:
        await asyncio.sleep(LONGER_PAUSE)
        await self._find_twins()

    async def _find_twins(self) -> list[lookalikes.LookAlike]:
        """Those that look like what was typed and were not said to be others."""
        if self.entity == ACTIVITIES:
            return []
        found = await self.call(lookalikes.find, self.entity, self.typed(), self.number)
        twins = [twin for twin in found or () if twin.record.id not in self.accepted]
        if self.is_there:
            self.query_one(Twins).show(twins)
        return twins

    @on(Twins.Opened)
    def _open_twin(self, event: Twins.Opened) -> None:
        self.open_card(self.entity.name, event.twin.record.id)

    @on(Twins.Denied)
    def _deny_twins(self) -> None:
        twins = self.query_one(Twins)
        self.accepted |= {twin.record.id for twin in twins.twins}
        twins.show(())
        next(iter(self.shown.values())).focus_entry()
        self.action_save()

    # Saving.

    @on(inputs.Field.Submitted)
    def action_save(self) -> None:
        if self.questions is not None and not self._saving:
            self._saving = True
            self.save()

    @work(group="save")
    async def save(self) -> None:
        """Write what was changed; who may be a duplicate is asked about first."""
        with self.crm.keys_held():
            await self._save()

    async def _save(self) -> None:
        typed = self.typed()
        if not self.own() and self.number is not None:
            self.dismiss(self.number)
        elif self.number is None and await self._find_twins():
            self._saving = False
            self.query_one(Twins).focus().scroll_visible(animate=False)
        else:
            await self._write(typed, self.questions and self.questions.record)

    async def _write(self, typed: dict[str, str], original: Any) -> None:
        found = await self.put(typed, original)
        self._saving = False
        if isinstance(found, EditConflictError):
            self._ask_which(found, typed, original)
        elif isinstance(found, CrmError):
            self._show_failure(found)
        elif found is not None:
            self._saved(found)

    async def put(self, typed: dict[str, str], original: Any) -> Any | CrmError:
        """The record as saved, or why it was not."""
        return await self.write(saving.save, self.entity, self.number, typed, original)

    def _ask_which(self, conflict: EditConflictError, typed: dict[str, str], original: Any) -> None:
        """Others were quicker: let the user choose, and save that."""
        assert self.questions is not None
        kept = saving.merged_quietly(self._fields(), original, conflict)

        def chosen(mine: dict[str, bool] | None) -> None:
            if mine is not None:
                rest = saving.settled(typed, conflict, mine)
                self.run_worker(self._write(rest, conflict.current), group="save")

        self.app.push_screen(ConflictSheet(conflict, kept, self.questions.showing), chosen)

    def _saved(self, record: Any) -> None:
        """Back to where one came from; a new record that belongs to none there shows its card."""
        name = self.title_of(record)
        self.tell(_("{sign} Saved: {name}    u undo"), sign=SIGN["done"], name=name)
        self.dismiss(record.id)
        if self.number is None and not self.belongs and self.entity != ACTIVITIES:
            self.open_card(self.entity.name, record.id)

    def _show_failure(self, error: CrmError) -> None:
        """Beside its field, which gets the cursor; else as a toast."""
        widget = self.shown.get(error.field or "")
        if widget is None:
            self.tell_error(error)
            return
        field = self._fields()[widget.field_name]
        missing = field.required and not widget.value.strip()
        text = self.language.text(judging.MISSING) if missing else self.language.error(error)
        widget.mistake = text
        widget.focus_entry()
        self._tell_state()

    def action_leave(self) -> None:
        leave(self, unsaved=len(self.own()))
