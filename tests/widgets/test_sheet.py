import pytest
from textual import events
from textual.binding import Binding
from textual.containers import Horizontal

from crm_tui.widgets.inputs import Entry, Label
from crm_tui.widgets.key_table import KeyTable
from crm_tui.widgets.menus import PlaceMenu
from crm_tui.widgets.notice import Notice, NoticeBlock
from crm_tui.widgets.sheet import Sheet


class LogSheet(Sheet[str]):
    HEADING = "Log a contact"
    BINDINGS = [
        Binding("ctrl+n", "bell", "save and plan next", id="log.plan"),
        Binding("tab", "bell", "next field", id="log.next"),
    ]

    def body(self):
        return [Horizontal(Label("text"), Entry(placeholder="what was said"))]

    def on_input_submitted(self, event):
        self.dismiss(event.value)


class HostileSheet(LogSheet):
    def heading(self):
        return "[@click=app.quit]x [/b]\x1b"


async def test_a_sheet_has_its_title_in_the_frame_and_its_keys_inside(stage, seen):
    async with stage().run_test(size=(80, 24)) as pilot:
        await pilot.app.push_screen(LogSheet())
        await pilot.pause()
        lines = [line.strip() for line in seen(pilot.app) if line.strip()]
    assert lines[0].startswith("╭─  Log a contact  ──")
    assert len(lines[0]) == 76
    assert lines[2].startswith("│  text    what was said")
    assert "Enter save  Tab next field  Ctrl+N save and plan next  Esc back" in lines[-2]
    assert lines[-1].startswith("╰")


async def test_the_way_back_is_named_even_where_little_fits(stage, seen):
    async with stage().run_test(size=(40, 12)) as pilot:
        await pilot.app.push_screen(LogSheet())
        await pilot.pause()
        assert any("Enter save  Esc back" in line for line in seen(pilot.app))


async def test_a_sheet_answers(stage):
    answers = []
    async with stage().run_test(size=(80, 24)) as pilot:
        pilot.app.push_screen(LogSheet(), answers.append)
        await pilot.press("h", "i", "enter")
        pilot.app.push_screen(LogSheet(), answers.append)
        await pilot.press("h", "escape")
        await pilot.pause()
    assert answers == ["hi", None]


async def test_a_title_is_never_markup(stage, seen):
    async with stage().run_test(size=(80, 24)) as pilot:
        await pilot.app.push_screen(HostileSheet())
        await pilot.pause()
        assert any("[@click=app.quit]x [/b]�" in line for line in seen(pilot.app))


@pytest.mark.parametrize("size", [(160, 48), (40, 10), (20, 5)])
async def test_any_size_is_borne(stage, size):
    async with stage().run_test(size=size) as pilot:
        await pilot.app.push_screen(LogSheet())
        await pilot.press("a", "escape")
        assert not isinstance(pilot.app.screen, LogSheet)


PLACES = [("t", "Today"), ("c", "Clients"), (",", "Settings"), ("/", "Find anywhere")]


@pytest.mark.parametrize(
    ("key", "answer"), [("c", "c"), ("comma", ","), ("slash", "/"), ("escape", None), ("z", None)]
)
async def test_the_menu_of_places_answers_with_one_key(stage, seen, key, answer):
    answers = []
    async with stage().run_test(size=(80, 24)) as pilot:
        pilot.app.push_screen(PlaceMenu("g  go to", PLACES), answers.append)
        await pilot.pause()
        assert any(" t Today" in line and " , Settings" in line for line in seen(pilot.app))
        await pilot.press(key)
        await pilot.pause()
    assert answers == [answer]


async def test_the_menu_knows_the_letters_of_another_keyboard(stage):
    answers = []
    async with stage().run_test(size=(80, 24)) as pilot:
        pilot.app.push_screen(PlaceMenu("go to", PLACES, {"с": "c"}), answers.append)
        await pilot.press("с")
        await pilot.pause()
    assert answers == ["c"]


async def test_the_menu_takes_the_first_of_the_keys_typed_ahead(stage):
    answers = []
    async with stage().run_test(size=(80, 24)) as pilot:
        menu = PlaceMenu("go to", PLACES)
        await pilot.app.push_screen(menu, answers.append)
        for letter in "cz":
            menu.post_message(events.Key(letter, letter))
        await pilot.pause()
    assert answers == ["c"]


GROUPS = {
    "LISTS": [("j k", "move"), ("Space", "mark")],
    "EVERYWHERE": [("?", "keys"), ("g", "go to")],
}


async def test_keys_stand_in_two_columns_where_they_fit(stage, seen):
    async with stage(KeyTable(GROUPS)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert seen(pilot.app)[0].split() == ["LISTS", "EVERYWHERE"]
        await pilot.resize_terminal(50, 24)
        await pilot.pause()
        assert seen(pilot.app)[0].split() == ["LISTS"]
        assert seen(pilot.app)[1] == "      j k  move"


async def test_a_notice_says_what_happened_and_what_to_press(stage, seen):
    notice = Notice(
        "The database does not answer",
        ["Nothing is lost: what you typed is kept as a draft, and it will still be there."],
        [("r", "try again"), ("Esc", "back")],
        sign=[("! ", "late")],
        inks="late",
    )
    async with stage(NoticeBlock(notice)).run_test(size=(50, 24)) as pilot:
        await pilot.pause()
        lines = [line.strip() for line in seen(pilot.app) if line.strip()]
    assert lines == [
        "! The database does not answer",
        "Nothing is lost: what you typed is kept as",
        "a draft, and it will still be there.",
        "r       try again",
        "Esc     back",
    ]


async def test_more_keys_than_two_columns_hold_stand_in_three_that_are_about_as_long(stage, seen):
    many = {title: [(str(place), f"{title}{place}") for place in range(count)]
            for title, count in (("one", 25), ("two", 9), ("three", 9))}  # fmt: skip
    async with stage(KeyTable(many)).run_test(size=(72, 24)) as pilot:
        await pilot.pause()
        lines = [line for line in seen(pilot.app) if line]
    assert len(lines) <= 17
    shown = " ".join(lines).split()
    assert all(does in shown for keys in many.values() for _key, does in keys)
