from textwrap import wrap

import pytest

from crm_tui.widgets.columns import Column
from crm_tui.widgets.notice import Notice
from crm_tui.widgets.rows import GAP, Flowing, Row, Section
from crm_tui.widgets.sectioned_list import SectionedList

COLUMNS = [Column("", 5, right=True), Column("", 12, flex=1, inks="strong")]


def day(*late: int):
    return [
        Section("OVERDUE", str(len(late)), "late"),
        *[Row([f"{key} d", f"Client {key}"], key, [("!", "late")], lead="late") for key in late],
        GAP,
        Section("AGENDA"),
        [("09:41 now", "accent")],
        Row(["10:00", "visit"], "visit", past=True),
    ]


@pytest.fixture
def rows():
    return SectionedList(COLUMNS, empty=Notice("Nothing to do", keys=[("t", "new task")]))


async def test_a_day_stands_in_sections(stage, rows, seen):
    async with stage(rows).run_test(size=(40, 10)) as pilot:
        rows.show(day(1, 2))
        await pilot.pause()
        lines = seen(pilot.app)
    assert [line.rstrip("─") for line in lines[:7]] == [
        " OVERDUE  2 ",
        "▌!   1 d Client 1",
        " !   2 d Client 2",
        "",
        " AGENDA ",
        "   09:41 now",
        " × 10:00 visit",
    ]
    assert len(lines[0]) == len(lines[4]) == 38


async def test_what_flows_has_as_many_lines_as_the_width_makes(stage, rows, seen):
    words = Flowing(lambda room: [[(word, "plain")] for word in wrap("one, two " * 5, room)])
    async with stage(rows).run_test(size=(60, 10)) as pilot:
        rows.show([words, *day(1)])
        await pilot.pause()
        assert seen(pilot.app)[0].strip() == "one, two one, two one, two one, two one, two"
        rows.go_to("visit")
        await pilot.resize_terminal(40, 14)
        await pilot.pause()
        assert seen(pilot.app)[:2] == ["   one, two one, two one, two one, two", "   one, two"]
        assert rows.row.key == "visit"


async def test_the_cursor_stops_at_rows_only(stage, rows, told):
    moved = told(rows, SectionedList.Moved)
    async with stage(rows).run_test(size=(40, 10)) as pilot:
        rows.show(day(1, 2))
        await pilot.press("j", "j", "j", "k", "home", "end", "pageup")
    assert [message.row.key for message in moved] == [1, 2, "visit", 2, 1, "visit", 1]


async def test_air_goes_when_the_window_gets_low_and_the_cursor_stays(stage, rows, seen):
    async with stage(rows).run_test(size=(60, 24)) as pilot:
        rows.show(day(*range(1, 9)))
        await pilot.press("G")
        assert "" in seen(pilot.app)[:12]
        await pilot.resize_terminal(60, 10)
        await pilot.pause()
        assert rows.row.key == "visit"
        assert "" not in seen(pilot.app)
        await pilot.press("home")
        assert seen(pilot.app)[0].startswith(" OVERDUE")


async def test_new_items_keep_the_record_or_else_the_place(stage, rows):
    async with stage(rows).run_test(size=(60, 24)) as pilot:
        rows.show(day(1, 2, 3))
        await pilot.press("j")
        rows.show(day(0, 1, 2, 3))
        assert rows.row.key == 2
        rows.show(day(0, 1, 3))
        assert rows.row.key == 3
        rows.show([])
        assert rows.row is None


async def test_nothing_is_called_empty_before_it_is_known(stage, rows, seen, told):
    moved = told(rows, SectionedList.Moved)
    async with stage(rows).run_test(size=(60, 24)) as pilot:
        await pilot.press("j", "enter", "space", "G", "pageup")
        assert "".join(seen(pilot.app)) == ""
        rows.show([])
        await pilot.pause()
        assert any("Nothing to do" in line for line in seen(pilot.app))
        await pilot.press("j", "enter", "space", "asterisk")
    assert [message.row for message in moved] == [None]


async def test_marks_and_enter_work_as_in_other_lists(stage, rows, told):
    marked, chosen = told(rows, SectionedList.Marked), told(rows, SectionedList.Chosen)
    async with stage(rows).run_test(size=(60, 24)) as pilot:
        rows.show(day(1, 2, 3))
        await pilot.press("space", "enter", "asterisk")
    assert [message.count for message in marked] == [1, 4]
    assert [message.row.key for message in chosen] == [2]
