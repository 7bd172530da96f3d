import asyncio
from dataclasses import dataclass, field

import pytest

from crm_tui.domain.paging import Page
from crm_tui.widgets.columns import Column
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.pages import PAGE_SIZE
from crm_tui.widgets.record_list import RecordList
from crm_tui.widgets.rows import Row

COLUMNS = [
    Column("Name", 16, flex=1, sort="up", inks="strong"),
    Column("City", 10, drop=1, inks="quiet"),
    Column("Phone", 17, drop=2),
]
EMPTY = Notice("No clients yet", ["Somebody must be the first."], [("n", "new client")])


@dataclass
class Table:
    """Stands for a service: so many records, their pages counted."""

    total: int = 1_000_000
    first: int = 0
    names: str = "Client {}"
    loads: list[int] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    broken: bool = False

    def __post_init__(self) -> None:
        self.gate.set()

    def row(self, index: int) -> Row:
        key = self.first + index
        return Row([self.names.format(key), "London", "+44 20 7946 0123"], key, [("○", "warn")])

    async def page(self, offset: int, limit: int) -> Page[Row] | None:
        self.loads.append(offset)
        await self.gate.wait()
        if self.broken:
            return None
        last = min(offset + limit, self.total)
        return Page([self.row(index) for index in range(offset, last)], offset, self.total)


@pytest.fixture
def table():
    return Table()


@pytest.fixture
def rows(table):
    return RecordList(COLUMNS, table.page, empty=EMPTY)


def painted_by(rows, monkeypatch):
    lines: list[int] = []
    render = rows.render_line

    def counted(y):
        lines.append(y)
        return render(y)

    monkeypatch.setattr(rows, "render_line", counted)
    return lines


async def test_a_million_rows_open_with_one_page(stage, rows, table, seen, settle):
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert table.loads == [0]
        assert rows.total == 1_000_000
        assert seen(pilot.app)[1].startswith("▌○ Client 0 ")
        assert len(rows.pages.rows) == 1


async def test_any_row_of_a_million_is_one_key_away(stage, rows, table, seen, settle, told):
    chosen = told(rows, RecordList.Chosen)
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("j", "down", "k", "j", "enter", "G")
        await settle(pilot)
        await pilot.press("enter")
        assert "Client 999999 " in seen(pilot.app)[23]
        assert len(table.loads) <= 3
        await pilot.press("home", "enter")
        await settle(pilot)
        assert seen(pilot.app)[1].startswith("▌○ Client 0 ")
    assert [message.row.key for message in chosen] == [2, 999_999, 0]


async def test_the_terminal_has_its_cursor_on_the_row(stage, rows, settle):
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for key, line in (("j", 2), ("G", 23), ("k", 22), ("home", 1)):
            await pilot.press(key)
            await settle(pilot)
            assert pilot.app.cursor_position == (0, line)


@pytest.mark.parametrize("total", [1_000, 1_000_000])
async def test_a_cursor_move_paints_two_lines(stage, rows, table, settle, monkeypatch, total):
    table.total = total
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        painted = painted_by(rows, monkeypatch)
        await pilot.press("j")
        assert painted == [1, 2]
        await pilot.press("G")
        await settle(pilot)
        painted.clear()
        await pilot.press("k")
        assert painted == [22, 23]
        assert table.loads[0] == 0
        assert len(table.loads) <= 3


async def test_moving_within_the_rows_at_hand_reads_nothing(stage, rows, table, settle):
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press(*"jjjjjjjjkkkk")
        await settle(pilot)
    assert table.loads == [0]


async def test_pages_are_read_before_they_are_needed(stage, rows, table, seen, settle):
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for _ in range(15):
            await pilot.press("pagedown")
            await settle(pilot)
            assert not any(line.endswith("…") for line in seen(pilot.app)[1:])
    assert table.loads == sorted(set(table.loads))


async def test_a_page_key_moves_by_what_is_on_screen(stage, rows, settle):
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("pagedown")
        assert rows.cursor == 22
        await pilot.resize_terminal(80, 12)
        await pilot.press("pagedown")
        assert rows.cursor == 32
        await pilot.press("pageup", "pageup", "pageup")
        assert rows.cursor == 2


async def test_few_pages_are_held_whatever_was_seen(stage, rows, settle):
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for place in range(0, 1_000_000, 25_000):
            rows.cursor = place
            await settle(pilot)
        assert len(rows.pages.rows) <= 24


async def test_nothing_is_called_empty_before_the_first_page(stage, rows, table, seen, settle):
    table.total = 0
    table.gate.clear()
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("j", "enter", "space", "G")
        assert "No clients" not in "".join(seen(pilot.app))
        table.gate.set()
        await settle(pilot)
        text = "\n".join(seen(pilot.app))
    assert "No clients yet" in text
    assert "n       new client" in text


async def test_a_row_on_its_way_has_a_quiet_line_and_is_told_when_it_comes(
    stage, rows, table, seen, settle, told
):
    moved = told(rows, RecordList.Moved)
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        table.gate.clear()
        await pilot.press("end")
        assert seen(pilot.app)[23].startswith("▌  …")
        assert [message.row.key for message in moved] == [0]
        table.gate.set()
        await settle(pilot)
        assert seen(pilot.app)[23].startswith("▌○ Client 999999")
    assert [message.row.key for message in moved] == [0, 999_999]


async def test_a_reload_keeps_the_record_and_its_line_on_screen(stage, rows, table, seen, settle):
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        rows.cursor = 60
        await settle(pilot)
        line = next(y for y, text in enumerate(seen(pilot.app)) if text.startswith("▌"))
        table.first = -3
        rows.reload()
        await settle(pilot)
        assert rows.row is not None
        assert (rows.row.key, rows.cursor) == (60, 63)
        assert seen(pilot.app)[line].startswith("▌○ Client 60 ")


async def test_the_rows_before_stay_until_the_new_ones_are_there(stage, rows, table, seen, settle):
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        before = seen(pilot.app)
        table.gate.clear()
        table.names = "Changed {}"
        rows.reload()
        await pilot.pause()
        assert seen(pilot.app) == before
        table.gate.set()
        await settle(pilot)
        assert "Changed 0 " in seen(pilot.app)[1]


async def test_a_failed_load_leaves_what_was_there_and_is_tried_again(
    stage, rows, table, seen, settle
):
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        table.broken = True
        rows.reload()
        await settle(pilot)
        assert "Client 0 " in seen(pilot.app)[1]
        await pilot.press("G")
        await settle(pilot)
        assert seen(pilot.app)[23].startswith("▌  …")
        table.broken = False
        await pilot.press("k")
        await settle(pilot)
        assert "Client 999999" in seen(pilot.app)[23]


async def test_another_filter_cancels_the_load_of_the_one_before(stage, rows, table, seen, settle):
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        table.gate.clear()
        rows.reload()
        await pilot.pause()
        table.gate, table.names = asyncio.Event(), "Newer {}"
        table.gate.set()
        rows.start_over()
        await settle(pilot)
        assert "Newer 0 " in seen(pilot.app)[1]


async def test_a_change_while_the_list_is_read_is_read_after_it(stage, rows, table, seen, settle):
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        table.gate.clear()
        for name in ("Older {}", "Newer {}"):
            table.names = name
            rows.reload()
            await pilot.pause()
        reads = len(table.loads)
        table.gate.set()
        await settle(pilot)
        assert "Newer 0 " in seen(pilot.app)[1]
        assert len(table.loads) > reads


async def test_another_filter_starts_from_the_top_with_nothing_marked(
    stage, rows, table, seen, settle, told
):
    marked = told(rows, RecordList.Marked)
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("G")
        await settle(pilot)
        await pilot.press("asterisk")
        table.total = 5
        rows.start_over()
        await settle(pilot)
        assert (rows.cursor, rows.total) == (0, 5)
        assert seen(pilot.app)[1].startswith("▌○ Client 0 ")
    assert [message.count for message in marked] == [1_000_000, 0]


async def test_a_list_that_shrank_keeps_the_cursor_inside(stage, rows, table, seen, settle, told):
    moved = told(rows, RecordList.Moved)
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("G")
        await settle(pilot)
        table.total = 3
        rows.reload()
        await settle(pilot)
        assert rows.cursor == 2
        assert seen(pilot.app)[3].startswith("▌○ Client 2 ")
        table.total = 0
        rows.reload()
        await settle(pilot)
        await pilot.press("enter", "space")
    assert moved[-1].row is None


async def test_marks_are_keys_and_outlive_a_reload(stage, rows, table, seen, settle, told):
    marked = told(rows, RecordList.Marked)
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("space", "j", "space")
        table.first = -1
        rows.reload()
        await settle(pilot)
        assert rows.marks.keys == {0, 2}
        assert [text[1] for text in seen(pilot.app)[1:6]] == ["○", "◆", "○", "◆", "○"]
    assert [message.count for message in marked] == [1, 2]


async def test_all_marked_is_the_filter_and_its_exceptions(stage, rows, settle, told):
    marked = told(rows, RecordList.Marked)
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("asterisk", "space")
        assert rows.marks.all_marked
        assert rows.marks.keys == {0}
        await pilot.press("asterisk")
        assert not rows.marks.has(0)
    assert [message.count for message in marked] == [1_000_000, 999_999, 0]


async def test_a_mark_reads_and_paints_no_more_than_a_move(stage, rows, table, settle, monkeypatch):
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        painted = painted_by(rows, monkeypatch)
        await pilot.press("space")
    assert painted == [1, 2]
    assert table.loads == [0]


async def test_columns_vanish_in_their_order_and_nothing_moves_sideways(stage, rows, seen, settle):
    heads = {}
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        for width in (160, 80, 50, 40):
            await pilot.resize_terminal(width, 24)
            await settle(pilot)
            heads[width] = seen(pilot.app)[0].split()
    assert heads[160] == heads[80] == ["Name", "↑", "City", "Phone"]
    assert heads[50] == ["Name", "↑", "City", "Phone"]
    assert heads[40] == ["Name", "↑", "City"]


HOSTILE = [
    "[ACME] Ltd",
    "x [/b]",
    "[@click=app.quit]x",
    "\x1b]52;c;aGk=\x07",
    "\x9b31m",
    "a\x00b",
    "\u202eabc",
    "a\nb\tc",
    "👩\u200d👩\u200d👧 Family",
    "東京商事株式会社東京商事株式会社",
    "e\u0301" * 30,
    "x" * 100_000,
    "\ud800",
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
async def test_a_hostile_name_is_shown_and_does_nothing(stage, table, rows, seen, settle, name):
    table.names = name.replace("{", "").replace("}", "") + " {}"
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("j", "space", "pagedown", "asterisk")
        lines = [text.ljust(80) for text in seen(pilot.app)]
        assert pilot.app.is_running
    assert not any(char < " " or "\x7f" <= char <= "\x9f" for char in "".join(lines))
    assert all("London     +44 20 7946 0123" in line for line in lines[1:])


async def test_a_name_in_brackets_is_visible(stage, table, rows, seen, settle):
    table.names = "[ACME] Ltd {}"
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "[ACME] Ltd 0" in seen(pilot.app)[1]


@pytest.mark.parametrize("size", [(80, 24), (160, 48), (40, 10), (20, 5), (1, 1)])
async def test_any_size_is_borne(stage, rows, settle, size):
    async with stage(rows).run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("j", "G", "pageup", "space", "asterisk", "home")
        await settle(pilot)
        assert rows.cursor == 0


async def test_a_smaller_window_keeps_the_cursor_in_sight(stage, rows, seen, settle):
    async with stage(rows).run_test(size=(80, 48)) as pilot:
        await settle(pilot)
        rows.cursor = 40
        await pilot.resize_terminal(80, 12)
        await settle(pilot)
        assert any(text.startswith("▌○ Client 40 ") for text in seen(pilot.app))


async def test_a_click_moves_and_a_second_opens(stage, rows, settle, told):
    chosen = told(rows, RecordList.Chosen)
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.click(rows, offset=(5, 4))
        assert rows.cursor == 3
        assert chosen == []
        await pilot.click(rows, offset=(5, 4))
        await pilot.click(rows, offset=(5, 0))
    assert [message.row.key for message in chosen] == [3]


async def test_other_columns_are_shown_at_once(stage, rows, seen, settle):
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        rows.show_columns([Column("Company", 12, sort="down"), Column("", 8), Column("Tel", 16)])
        await pilot.pause()
        assert seen(pilot.app)[0].split() == ["Company", "↓", "Tel"]


async def test_half_a_page_ahead_is_enough(stage, rows, table, settle):
    async with stage(rows).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        rows.cursor = PAGE_SIZE // 2
        await settle(pilot)
    assert table.loads == [0, PAGE_SIZE]
