"""Draws every screen and dialog from the demo into docs/pictures; `make pictures` runs it.

Same program, same pictures: the clock stands, and the demo's company is that of one seed.
"""

import asyncio
import os
import re
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, chdir, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from io import StringIO
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

from rich.console import Console
from textual.events import Paste

from crm_tui.data import files
from crm_tui.data.database import connect, database, meaning
from crm_tui.data.stores import users
from crm_tui.domain.catalogue import Catalogue
from crm_tui.domain.entities import ACTIVITIES, CLIENTS
from crm_tui.domain.participants import Response
from crm_tui.i18n import LANGUAGES, Language
from crm_tui.screens.app import CrmApp
from crm_tui.services import bases, demo, imports, participants, records
from crm_tui.session import Session
from tools.driving import Threads, key, settled, watched

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
SIZES = ((80, 24), (160, 48))
NOW = datetime(2026, 11, 24, 9, 41, tzinfo=ZoneInfo("Europe/Moscow")).astimezone(UTC)
CLIENTS_OF_THE_DEMO, SEED = 300, 1
TERMINAL = {
    "CRM_ASCII": "0",
    "COLORTERM": "truecolor",
    "TERM": "xterm-256color",
    "EDITOR": "sed -i -e s/Denver/Boston/ -e s/@studio-nine/-studio-nine/",
    "VISUAL": "",
}

SPREADSHEET = """\
Company,City,Phone,E-mail,Loyalty card
Acme Ltd,Birmingham,+44 121 496 0037,info@acme.example,4711
Harbour Lights Ltd,Bristol,+44 117 496 0521,hello@harbour.example,4712
Хлебный дом,Казань,8 843 555-02-17,dom@hleb.example,
Willow & Sons,Leeds,,"post@willow.example, sales@willow.example",4714
,London,+44 20 7946 0888,,
"""
"""What somebody is about to import: one is known already, one has no name."""
PARTNERS = SPREADSHEET.replace(",London,", "Abbey Transport Ltd,London,")
"""What a colleague has imported: nothing is rejected, so that no file is named for it."""

# Rich's own template loads a font from a server.
FORMAT = """\
<svg viewBox="{terminal_x} {terminal_y} {terminal_width} {terminal_height}"
 xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace;
 font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""

CLIPPED = re.compile(r' clip-path="[^"]*"')
"""Every text is cut to its line, which it never leaves: half of the file."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What to press from Today, words separated by spaces; `type:TEXT` types, with _ for a space.

    `meanwhile` is what a colleague does before `then` is pressed.
    """

    name: str
    shows: str
    """The class of the screen or dialog that must be there at the end."""
    keys: str = ""
    meanwhile: Callable[[Session], object] | None = None
    then: str = ""
    russian: str = ""
    """The keys where words of the language are typed."""
    empty: bool = False
    """Of a database in which is nothing yet."""
    notices: bool = False
    """Whether what is told at the foot belongs to it."""


def bring_clients(session: Session) -> None:
    """A colleague imports a file."""
    imports.run(session, "partners.csv")


def move_to(city: str, session: Session) -> None:
    """A colleague changes the client whose card or form is open."""
    ivan = replace(session, user=users.sign_in("ivan", "ivan", NOW))
    records.edit(ivan, CLIENTS, 1, {"city": city, "phone": "+7 495 555-00-00"})


def divide(session: Session) -> None:
    """A colleague plans a fair that consists of smaller tasks."""
    typed = {"subject": "MosBuild 2027", "kind": "event", "start": "2027-03-30", "tags": "fair"}
    whole = ACTIVITIES.shown_id(records.add(session, ACTIVITIES, typed).id)
    for subject, due, status in (
        ("Стенд 18 м²", "2026-12-01", "done"),
        ("Book the flights", "2026-12-11", "planned"),
        ("Пригласить клиентов", "2027-02-15", "planned"),
    ):
        typed = {"subject": subject, "due": due, "status": status, "parent": whole}
        records.add(session, ACTIVITIES, typed)


def ask_around(session: Session) -> None:
    """A colleague invites others to a demonstration, and some have answered."""
    typed = {"subject": "Показ / demo", "kind": "event", "start": "2026-11-27 15:00"}
    event = records.add(session, ACTIVITIES, typed | {"tags": "demo"}).id
    participants.invite(session, event, "P-2")
    for login, response in (("anna", Response.ACCEPTED), ("james", Response.TENTATIVE)):
        participants.answer(session, participants.invite(session, event, login), response)


def give_work(session: Session) -> None:
    """Colleagues give the user a client and a task, and mention her."""
    ivan, anna = (
        replace(session, user=users.sign_in(login, login, NOW)) for login in ("ivan", "anna")
    )
    asked = "Просит 20 окон до весны, @olga знает проект / @olga knows the project"
    records.edit(ivan, CLIENTS, 3, {"owner": "anna", "notes": asked})
    records.edit(anna, CLIENTS, 7, {"owner": "olga"})
    typed = {"subject": "Смета / estimate", "client": "C-3", "due": "2026-11-27", "owner": "olga"}
    records.add(anna, ACTIVITIES, typed)


def write_a_lot(session: Session) -> None:
    """A colleague writes notes that the card shows the beginning of."""
    notes = "\n".join(f"{day} November: called, {day * 2} units." for day in range(1, 21))
    records.edit(session, CLIENTS, 1, {"notes": notes})


def meet_weekly(session: Session) -> None:
    """A colleague plans what repeats, where the cursor of the calendar stands."""
    typed = {"subject": "Планёрка / meeting", "kind": "event", "start": "2026-11-28 09:00"}
    records.add(session, ACTIVITIES, typed | {"recurrence": "weekly"})


TABLE = (
    Picture("first-start", "TodayScreen", empty=True),
    Picture("today", "TodayScreen"),
    Picture(
        "reminder",
        "TodayScreen",
        "t type:call_Vector_GmbH_at_9:50 enter",
        russian="t type:позвонить_Vector_GmbH_в_9:50 enter",
        notices=True,
    ),
    Picture("to-a-day", "WhenSheet", "p type:fri", russian="p type:пт"),
    Picture("go-to", "PlaceMenu", "g"),
    Picture("keys", "KeySheet", "g c question_mark"),
    Picture("palette", "PaletteSheet", "colon type:cli", russian="colon type:кли"),
    Picture("find", "FindSheet", "ctrl+k type:hrush"),
    Picture("clients", "ListScreen", "g c"),
    Picture("filter", "ListScreen", "g c slash type:city:kazan"),
    Picture("marks", "ListScreen", "g c space space down space"),
    Picture("sort", "SortSheet", "g c S"),
    Picture("columns", "ColumnSheet", "g c C"),
    Picture("views", "ViewSheet", "g c v"),
    Picture("save-view", "NameSheet", "g c V type:mine"),
    Picture("export", "ExportSheet", "g c X"),
    Picture("copy", "CopySheet", "g c y"),
    Picture("command", "CommandSheet", "g c space space vertical_line type:wc_-l"),
    Picture("command-answer", "PipeSheet", "g c space space vertical_line type:wc_-l enter"),
    Picture(
        "difference",
        "PipedDifference",
        "g c slash type:acme enter asterisk vertical_line type:=sed_s/Birmingham/Coventry/ enter",
    ),
    Picture("edited-text", "DifferenceSheet", "g c E"),
    Picture("edited-text-mistake", "ProblemSheet", "g c down down E"),
    Picture("bulk-edit", "BulkSheet", "g c space space b"),
    Picture("tags", "BulkSheet", "g c T"),
    Picture("assign", "BulkSheet", "g c a"),
    Picture(
        "hand-over",
        "HandOverSheet",
        "g c space space H type:anna tab type:I_am_away_until_the_7th",
        russian="g c space space H type:anna tab type:меня_не_будет_до_7-го",
    ),
    Picture("leads", "ListScreen", "g l"),
    Picture("people", "ListScreen", "g p"),
    Picture("deals", "DealsScreen", "g d"),
    Picture("deal-board", "DealBoard", "g d B right down"),
    Picture("deal", "CardScreen", "g d down down down enter"),
    Picture("lose", "ReasonSheet", "g d Z type:too", russian="g d Z type:дор"),
    Picture("new-deal", "FormScreen", "g d n"),
    Picture("card-deals", "CardScreen", "ctrl+k type:C-7 enter 3"),
    Picture("activities", "ActivitiesScreen", "g a"),
    Picture("board", "ActivityBoard", "g a B"),
    Picture("parts", "PartsScreen", meanwhile=divide, then="g a slash type:#fair enter o"),
    Picture("settings", "SettingsScreen", "g comma"),
    Picture("setting", "TextSheet", "g comma enter"),
    Picture(
        "setting-choice",
        "ChoiceSheet",
        "g comma slash type:colours enter enter",
        russian="g comma slash type:цвета enter enter",
    ),
    Picture("pick-list", "PickListScreen", "g comma slash type:segment enter enter"),
    Picture("own-fields", "FieldsScreen", "g comma end up up up up enter"),
    Picture("playbooks", "PlaybooksScreen", "g comma end up enter"),
    Picture("users", "UsersScreen", "g comma end enter"),
    Picture(
        "playbook",
        "PlaybookForm",
        "g comma slash type:playbooks enter enter n type:Visit tab type:call_+0,_visit_+3_10:00",
        russian="g comma slash type:цепочки enter enter n type:Визит tab "
        "type:позвонить_+0,_визит_+3_10:00",
    ),
    Picture("card", "CardScreen", "g c enter"),
    Picture("notes", "ReaderSheet", meanwhile=write_a_lot, then="ctrl+k type:C-1 enter enter"),
    Picture("start-playbook", "StartSheet", "g c enter n"),
    Picture("card-history", "CardScreen", "g c enter 2"),
    Picture("card-people", "CardScreen", "g c enter 7"),
    Picture(
        "card-changes",
        "CardScreen",
        meanwhile=partial(move_to, "Perm"),
        then="ctrl+k type:C-1 enter 8",
    ),
    Picture("new-client", "FormScreen", "g c n type:Vega tab type:84955551234 tab type:info@"),
    Picture("edit-client", "FormScreen", "g c e"),
    Picture("throw-away", "DiscardSheet", "g c e end 9 escape"),
    Picture(
        "conflict",
        "ConflictSheet",
        "ctrl+k type:C-1 enter e tab tab tab type:_2",
        meanwhile=partial(move_to, "Omsk"),
        then="enter",
    ),
    Picture("history", "HistoryScreen", "g c x g h"),
    Picture("change", "ActionScreen", "g c x g h enter"),
    Picture(
        "new-task",
        "QuickAddSheet",
        "g c t type:send_the_price_list_fri_10:00",
        russian="g c t type:отправить_прайс_пт_10:00",
    ),
    Picture(
        "log",
        "LogSheet",
        "g c l c type:asked_for_a_price_list",
        russian="g c l c type:просит_прайс",
    ),
    Picture("review", "TodayScreen", "r"),
    Picture("calendar-day", "CalendarScreen", "g k d"),
    Picture("calendar-week", "CalendarScreen", "g k"),
    Picture("calendar-month", "CalendarScreen", "g k m"),
    Picture("calendar-agenda", "CalendarScreen", "g k A"),
    Picture("calendar-whose", "WhoseSheet", "g k f"),
    Picture("occurrence", "OccurrenceForm", meanwhile=meet_weekly, then="g k 6 e t"),
    Picture(
        "participants",
        "ParticipantsSheet",
        meanwhile=ask_around,
        then="g a slash type:#demo enter i",
    ),
    Picture("team", "TeamScreen", "g u"),
    Picture("imports", "ImportsScreen", "g i"),
    Picture("export-everything", "FolderSheet", "g i X"),
    Picture("fill-database", "FillSheet", "g i I type:base enter", empty=True),
    Picture("import-file", "FileSheet", "g c I"),
    Picture("import-preview", "PreviewScreen", "g c I type:clients.csv enter"),
    Picture("import-column", "TargetSheet", "g c I type:clients.csv enter down enter"),
    Picture("import-program", "ProgramSheet", "g c I type:clients.csv enter end up up up up enter"),
    Picture("import-keep-map", "MapFileSheet", "g c I type:clients.csv enter end up enter"),
    Picture("import-map", "MapSheet", "g c I type:clients.csv enter end enter"),
    Picture("past-import", "PastImportScreen", meanwhile=bring_clients, then="g i enter"),
    Picture(
        "duplicates",
        "DuplicatesScreen",
        "colon type:duplicates:_clients enter",
        russian="colon type:дубликаты:_клиенты enter",
    ),
    Picture(
        "merge",
        "MergeScreen",
        "colon type:duplicates:_clients enter enter",
        russian="colon type:дубликаты:_клиенты enter enter",
    ),
    Picture(
        "manual",
        "ManualSheet",
        "colon type:filter_a_list enter",
        russian="colon type:отбор_в enter",
    ),
    Picture("log-with-whom", "LogSheet", "g h l type:rom"),
    Picture("for-you", "NotificationsScreen", meanwhile=give_work, then="g n"),
    Picture("lend", "LendSheet", "L type:anna tab type:fri", russian="L type:anna tab type:пт"),
    Picture(
        "take-back",
        "TakeBackSheet",
        "L type:anna tab type:fri enter L",
        russian="L type:anna tab type:пт enter L",
    ),
)


def main() -> None:
    """All pictures anew; those that the table has no more are removed."""
    with tempfile.TemporaryDirectory() as folder, surroundings(Path(folder)):
        template = demo_file(Path(folder) / "demo.db")
        for code in LANGUAGES:
            for size in SIZES:
                drawn: dict[str, str] = {}
                for empty, content in ((False, template), (True, None)):
                    wanted = [picture for picture in TABLE if picture.empty is empty]
                    with session_on(Path(folder) / "crm.db", content) as session:
                        drawn |= asyncio.run(draw(session, wanted, code, size))
                save(drawn, PICTURES / code / f"{size[0]}x{size[1]}")


@contextmanager
def surroundings(folder: Path) -> Iterator[None]:
    """A terminal of UTF-8 and all colours, files to import, an editor that needs no hand,
    no drafts of the one who draws.
    """
    for name, content in (("clients", SPREADSHEET), ("partners", PARTNERS)):
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    terminal = patch.dict(os.environ, TERMINAL, XDG_STATE_HOME=str(folder))
    with chdir(folder), terminal, patch.object(CrmApp, "suspend", nullcontext):
        yield


def demo_file(path: Path) -> bytes:
    """A demo as it is stored: each run begins with a copy. Beside it stands its whole base."""
    files.open_file(path)
    session = signed_in(path)
    demo.build(session, CLIENTS_OF_THE_DEMO, SEED)
    bases.write(session, path.with_name("base"))
    database.close()
    return path.read_bytes()


@contextmanager
def session_on(path: Path, content: bytes | None) -> Iterator[Session]:
    """Olga's session on a file of that content, or on a new one."""
    if content is not None:
        path.write_bytes(content)
    files.open_file(path)
    yield signed_in(path)
    database.close()
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()


def signed_in(path: Path) -> Session:
    return Session(
        users.sign_in("olga", "Olga Petrova", NOW),
        now=lambda: NOW,
        zone=ZoneInfo("Europe/Moscow"),
        close=database.close,
        guard=meaning,
        database=str(path),
    )


def save(drawn: Mapping[str, str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.svg"):
        file.unlink()
    for name, picture in drawn.items():
        (folder / f"{name}.svg").write_text(picture, encoding="utf-8")


async def draw(
    session: Session, pictures: Iterable[Picture], code: str, size: tuple[int, int]
) -> dict[str, str]:
    """The pictures by name, as SVG; each is a run of the program, on one database."""
    drawn = {}
    with watched() as in_threads:
        for picture in pictures:
            forget_state()
            async with running(session, code, size, picture.notices) as app:
                await lead_to(picture, app, in_threads)
                drawn[picture.name] = svg(app)
    return drawn


@asynccontextmanager
async def running(
    session: Session, code: str, size: tuple[int, int], notices: bool = False
) -> AsyncIterator[CrmApp]:
    """The program, in the colours that are its own."""
    language = Language(code)

    def open_session() -> Session:
        connect()
        return replace(session, language=language, catalogue=Catalogue())

    app = CrmApp(open_session, language)
    async with app.run_test(size=size, notifications=notices):
        app.theme = "ink"  # nobody's terminal says which
        yield app


async def lead_to(picture: Picture, app: CrmApp, in_threads: Threads) -> None:
    """From Today to what the picture shows; `RuntimeError` if something else is there."""
    in_russian = app.language.code == "ru" and picture.russian
    await press(app, in_threads, in_russian or picture.keys)
    if picture.meanwhile is not None:
        await app.run_service(picture.meanwhile)
        await press(app, in_threads, picture.then)
    shown = type(app.screen).__name__
    if shown != picture.shows:
        raise RuntimeError(f"{picture.name}: {shown} is there, not {picture.shows}")


def forget_state() -> None:
    """No picture shows what the one before has left: a filter, a draft."""
    shutil.rmtree(Path(os.environ["XDG_STATE_HOME"]) / "crm-tui", ignore_errors=True)


async def press(app: CrmApp, in_threads: Threads, keys: str) -> None:
    """A text comes as a terminal pastes it, at once."""
    await settled(app, in_threads)
    for word in keys.split():
        typed = word.removeprefix("type:")
        app.post_message(key(word) if typed == word else Paste(typed.replace("_", " ")))
        await settled(app, in_threads)


def svg(app: CrmApp) -> str:
    """What is on the screen, with nothing that a viewer would have to load."""
    width, height = app.size
    console = Console(
        width=width,
        height=height,
        file=StringIO(),
        force_terminal=True,
        color_system="truecolor",
        record=True,
        legacy_windows=False,
        safe_box=False,
    )
    painted = app.screen._compositor.render_update(
        full=True, screen_stack=app._background_screens, simplify=True
    )
    console.print(painted)
    return CLIPPED.sub("", console.export_svg(title="", code_format=FORMAT, unique_id="crm"))


if __name__ == "__main__":
    main()
