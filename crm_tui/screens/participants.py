"""Who takes part in an activity: `n` invites, Enter writes down the answer, `x` takes out."""

from collections.abc import Iterable, Sequence
from functools import partial

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.entities import USERS
from crm_tui.domain.participants import Participant, Response
from crm_tui.domain.texts import _
from crm_tui.screens.base import CrmSheet, Reloading
from crm_tui.screens.settings.asking import ChoiceSheet, Options, TextSheet
from crm_tui.services import participants
from crm_tui.session import Session
from crm_tui.widgets.columns import Column
from crm_tui.widgets.cursor_list import CursorList
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.rows import Row
from crm_tui.widgets.signs import SIGN

WHO = _("A colleague or a contact, by name or id")
SIGNS = {
    Response.INVITED: ("none", "quiet"),
    Response.ACCEPTED: ("done", "good"),
    Response.DECLINED: ("gone", "quiet"),
    Response.TENTATIVE: ("next", "warn"),
}


class ParticipantList(Options):
    BINDINGS = [Binding("enter", "choose", _("answer"), id="participants.answer")]


class ParticipantsSheet(CrmSheet[None], Reloading):
    CSS = "ParticipantsSheet #frame ParticipantList { height: 8; }"
    BINDINGS = [
        Binding("n", "new", _("invite"), id="participants.new"),
        Binding("x", "remove", _("take out"), id="participants.remove"),
    ]

    def __init__(self, number: int, subject: str) -> None:
        super().__init__()
        self.number, self.subject = number, subject

    def heading(self) -> str:
        return self.subject

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        nothing = Notice(text(_("Nobody is invited yet")), keys=[("n", text(_("invite")))])
        columns = [
            Column("", 24, flex=1, inks="strong"),
            Column("", 12, inks="quiet"),
            Column("", 14),
        ]
        yield ParticipantList(columns, empty=nothing)

    def on_mount(self) -> None:
        self.query_one(ParticipantList).focus()
        self.reload()

    async def load(self) -> None:
        found = await self.call(participants.get, self.number)
        if found is None:
            self.load_failed()
        elif self.is_there:
            self.query_one(ParticipantList).show(list(map(self._row, found)))

    def _row(self, participant: Participant) -> Row:
        text = self.language.text
        sign, inks = SIGNS[participant.response]
        kind = text(_("colleague") if participant.entity == USERS else _("contact"))
        cells = [participant.who.name, kind, text(participant.response.label)]
        return Row(cells, participant.id, [(SIGN[sign], inks)], record=participant)

    @property
    def participant(self) -> Participant | None:
        row = self.query_one(ParticipantList).row
        return row.record if row is not None else None

    @work(exclusive=True, group="offered")
    async def action_new(self) -> None:
        text = self.language.text
        names = await self.call(participants.offered, self.number) or []
        sheet = TextSheet(text(_("Invite")), partial(invite, self.number), meaning=text(WHO),
                          suggestions=names)  # fmt: skip
        if self.is_there:
            self.app.push_screen(sheet)

    @on(CursorList.Chosen)
    def choose_answer(self) -> None:
        participant, text = self.participant, self.language.text
        if participant is None:
            return
        options = [(response.value, text(response.label)) for response in Response]
        sheet = ChoiceSheet(participant.who.name, options, participant.response.value)
        self.app.push_screen(sheet, partial(self.answered, participant))

    def answered(self, participant: Participant, key: str | None) -> None:
        for response in Response:
            if response.value == key:
                self.put(participant, response)

    @work(group="write")
    async def put(self, participant: Participant, response: Response) -> None:
        await self.write(participants.answer, participant, response)

    @work(group="write")
    async def action_remove(self) -> None:
        if self.participant is not None:
            await self.write(participants.put_away, self.participant)


def invite(activity: int, session: Session, text: str) -> Participant:
    return participants.invite(session, activity, text)


def names(found: Sequence[Participant]) -> str:
    """`✓ Olga, ○ Anna`: each after the sign of the answer."""
    return ", ".join(f"{SIGN[SIGNS[one.response][0]]} {one.who.name.split()[0]}" for one in found)
