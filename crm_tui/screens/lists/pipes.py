"""`|`: sends the marked records to a command, and `|=` takes back what it made of them."""

import asyncio
import threading
from collections.abc import Iterable
from dataclasses import replace
from tempfile import TemporaryFile
from typing import IO

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain import values
from crm_tui.domain.listing import Listing
from crm_tui.domain.texts import _, counted
from crm_tui.screens.base import CrmSheet
from crm_tui.screens.bulk import reading
from crm_tui.screens.bulk.as_text import Applying, DifferenceSheet
from crm_tui.screens.bulk.keys import ManyScreen
from crm_tui.screens.bulk.reading import Target
from crm_tui.screens.card.reader import LongText
from crm_tui.screens.forms.sentence import Sentence
from crm_tui.screens.progress import StoppedError
from crm_tui.screens.typed_sheet import TypedSheet
from crm_tui.services import aside, commands, listings, pipes
from crm_tui.services.commands import End, Ended
from crm_tui.services.edits import Edit, Edits
from crm_tui.services.pipes import Sent
from crm_tui.session import Session
from crm_tui.widgets.inputs import Entry
from crm_tui.widgets.paint import BLANK
from crm_tui.widgets.signs import SIGN
from crm_tui.widgets.told import Told

BACK = "="
"""What a command begins with whose answer is read."""

INTERVAL = 0.2
MIB = 1024 * 1024

SENDS = counted("{count} record goes to it as JSON, one a line",
                "{count} records go to it as JSON, one a line")  # fmt: skip
READ_BACK = _("with = before it, what it answers is applied once you agree")
EXAMPLE = _("such as  wc -l  or  = jq '.city = \"Kazan\"'")
RUNNING = _("it runs: Esc stops it")
STOPPED = _("stopped")
ENDED = _("it has ended")
SILENT = _("it has ended and said nothing")
BAD_END = _("it has ended with code {code}")
SIGNALLED = _("it was ended by signal {number}")
NOT_READ = _("it has ended with code {code}: nothing was changed")
READS = counted("its answer is read: {count} record", "its answer is read: {count} records")
UNCHANGED = _("it has ended: nothing was changed")
TOO_MUCH = _("it said more than {limit} MiB and was ended")
CUT = _("it has ended; only the beginning is shown")


class CommandEntry(Entry):
    """Up and down lead through the commands that were used before."""

    BINDINGS = [
        Binding("enter", "submit", _("send"), id="pipe.send"),
        Binding("up", "recall(1)", _("used before"), id="pipe.before"),
        Binding("down", "recall(-1)", _("used after"), show=False, id="pipe.after"),
    ]
    used: tuple[str, ...] = ()
    place = -1
    begun = ""

    def action_recall(self, steps: int) -> None:
        if self.place < 0:
            self.begun = self.value
        self.place = min(max(self.place + steps, -1), len(self.used) - 1)
        self.value = self.used[self.place] if self.place >= 0 else self.begun
        self.cursor_position = len(self.value)


class CommandSheet(TypedSheet[str]):
    """Dismisses with the command as it was typed."""

    HEADING = _("Send to a command")
    AUTO_FOCUS = "CommandEntry"
    DEFAULT_CSS = "CommandSheet Sentence { height: auto; }"

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        yield CommandEntry()
        yield Sentence(
            BLANK,
            [(self.language.count(SENDS, self.count), "quiet")],
            [(text(READ_BACK), "quiet")],
            [(text(EXAMPLE), "faint")],
        )

    def on_mount(self) -> None:
        self.recall()

    @work
    async def recall(self) -> None:
        used = await self.call(pipes.used)
        if used and self.is_there:
            self.query_one(CommandEntry).used = tuple(used)

    @on(Entry.Submitted)
    def answer(self, event: Entry.Submitted) -> None:
        words = values.clean(event.value)
        if words.removeprefix(BACK).strip():
            self.dismiss(words)


class Output(LongText):
    """What a command says, while it says it."""

    def show(self, text: str) -> None:
        if text != self.text:
            self.text, self._wrapped_at = text, 0
            self.on_resize()


class PipeSheet(CrmSheet[Edits]):
    """A command at work. It dismisses by itself where its answer changes something."""

    AUTO_FOCUS = "Output"
    DEFAULT_CSS = """
    PipeSheet #frame Output { height: 1fr; max-height: 1fr; }
    PipeSheet Told { dock: bottom; height: auto; margin: 1 0 2 0; }
    """
    BINDINGS = [
        Binding("escape", "stop", _("stop"), id="pipe.stop"),
        Binding("escape", "leave", _("back"), id="pipe.back"),
    ]

    def __init__(self, typed: str, target: Target) -> None:
        super().__init__()
        self.typed, self.target = typed, target
        self.reads = typed.startswith(BACK)
        self.words = typed.removeprefix(BACK).strip()
        self.stopping = threading.Event()
        self.said = ""
        self.read = 0
        """How many answers are read; both are set in the thread of the command."""
        self.has_ended = False

    def heading(self) -> str:
        return self.typed

    def body(self) -> Iterable[Widget]:
        yield Output("")
        yield Told()

    def on_mount(self) -> None:
        self.tell_end(self.language.text(RUNNING))
        self.set_interval(INTERVAL, self.show_output)
        self.start()

    def on_unmount(self) -> None:
        self.stopping.set()

    def hear(self, said: str) -> None:
        self.said = said

    def show_output(self) -> None:
        self.query_one(Output).show(self.said)
        if self.read and not self.has_ended:
            self.tell_end(self.language.count(READS, self.read))

    @work
    async def start(self) -> None:
        found: Edits | str
        await self.call(pipes.keep, self.typed)
        try:
            found = await asyncio.to_thread(aside.run, self.crm.session, self.pipe)
        except StoppedError:
            found = late(self.language.text(STOPPED))
        except Exception as error:
            found = late(self.explain(error))
        if not self.is_there:
            return
        if isinstance(found, Edits):
            self.dismiss(found)
            return
        self.has_ended = True
        self.show_output()
        self.refresh_bindings()
        self.tell_end(found)

    def tell_end(self, text: str) -> None:
        self.query_one(Told).tell(text, "late" if text.startswith(SIGN["late"]) else "quiet")

    def pipe(self, session: Session) -> "Edits | str":
        """In a thread of its own: what may be applied, or what there is to say."""
        entity, listing = self.target.entity, chosen(session, self.target)
        if not self.reads:
            return self.told(self.run(session, pipes.lines(session, entity, listing)))
        sent = Sent(session, entity, listing)
        with TemporaryFile() as answer:
            ended = self.run(session, sent.lines(), answer)
            if ended.end is not End.BY_ITSELF or ended.code:
                return self.told(ended)
            with commands.reading(answer) as text:
                wanted = pipes.edits(sent, text, self.hear_read)
        return wanted if wanted else self.language.text(UNCHANGED)

    def hear_read(self, count: int) -> None:
        if self.stopping.is_set():
            raise StoppedError
        self.read = count

    def run(self, session: Session, lines: Iterable[str], answer: IO[bytes] | None = None) -> Ended:
        return commands.run(
            self.words,
            lines,
            database=session.database,
            stopping=self.stopping,
            heard=self.hear,
            answer=answer,
        )

    def told(self, ended: Ended) -> str:
        text = self.language.text
        if ended.end is End.STOPPED:
            return late(text(STOPPED))
        if ended.end is End.SAID_TOO_MUCH:
            return late(text(TOO_MUCH, limit=ended.most // MIB))
        if ended.code < 0:
            return late(text(SIGNALLED, number=-ended.code))
        if ended.code:
            return late(text(NOT_READ if self.reads else BAD_END, code=ended.code))
        cut = ended.said > commands.SHOWN
        return text(CUT if cut else ENDED if self.said else SILENT)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Esc stops it, and when it has ended goes back."""
        return {"stop": not self.has_ended, "leave": self.has_ended}.get(action, True)

    def action_stop(self) -> None:
        self.stopping.set()


def late(text: str) -> str:
    return f"{SIGN['late']} {text}"


def chosen(session: Session, target: Target) -> Listing:
    """The marked records, in the order of their list."""
    found = reading.listing(session, target)
    if target.view is None:
        return found
    arranged = listings.arranged(session, target.entity, target.view.arrangement)
    return replace(found, sorts=arranged.listing.sorts)


class PipedDifference(DifferenceSheet):
    BINDINGS = [Binding("E", "answer(False)", _("send again"), id="pipe.again")]


class Piping(Applying):
    """In the place of editing again stands sending again."""

    def __init__(self, screen: "PipingScreen", wanted: Edits) -> None:
        super().__init__(screen, screen.view.kind.entity)
        self.piping, self.edits = screen, wanted
        self.wanted = wanted

    async def edit(self) -> None:
        self.piping.action_pipe()

    def replace(self, edit: Edit) -> None:
        self.edits.replace(edit)


class PipingScreen(ManyScreen):
    BINDINGS = [Binding("vertical_line", "pipe", _("to a command"), show=False, id="list.pipe")]

    def action_pipe(self) -> None:
        record = self.record
        if record is None:
            if self.records.total != 0:
                self.tell(_("the list is still being read"), severity="warning")
            return
        target = self.target(record)
        count = target.marks.count(self.records.row_count) or 1

        def run(typed: str | None) -> None:
            if typed:
                self.app.push_screen(PipeSheet(typed, target), self.show_difference)

        self.app.push_screen(CommandSheet(count), run)

    def show_difference(self, wanted: Edits | None) -> None:
        if wanted is not None:
            piping = Piping(self, wanted)
            piping.run(piping.ask(PipedDifference))
