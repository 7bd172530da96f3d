"""Headings between records: lines and records counted into each other, and the cursor on rows."""

from crm_tui.domain.paging import Page
from crm_tui.widgets.columns import Column
from crm_tui.widgets.groups import Groups
from crm_tui.widgets.record_list import RecordList
from crm_tui.widgets.rows import Row, Section

SIZES = (2, 1, 300)
GROUPS = Groups([Section(name) for name in ("Kazan", "Omsk", "Perm")], SIZES)


def test_every_record_has_a_line_of_its_own_and_every_other_line_is_a_heading():
    lines = [GROUPS.line(record) for record in range(sum(SIZES))]
    assert [GROUPS.record(line) for line in lines] == list(range(sum(SIZES)))
    headings = [line for line in range(sum(SIZES) + 3) if GROUPS.section(line)]
    assert headings == [0, 3, 5]
    assert not set(headings) & set(lines)
    assert [GROUPS.record(line) for line in headings] == [0, 2, 3]


def test_without_headings_lines_are_records():
    assert (Groups().line(7), Groups().record(7), Groups().section(7)) == (7, 7, None)


async def test_the_cursor_passes_over_headings_and_marks_count_records(stage, seen, settle):
    total = sum(SIZES)

    async def load(offset: int, limit: int) -> Page[Row]:
        rows.show_groups(GROUPS)
        shown = range(offset, min(offset + limit, total))
        return Page([Row([f"Client {number}"], number) for number in shown], offset, total)

    rows = RecordList([Column("Name", 16, flex=1)], load)
    async with stage(rows).run_test(size=(60, 10)) as pilot:
        await settle(pilot)
        assert seen(pilot.app)[1].startswith(" Kazan")
        await pilot.press("j", "j")
        assert rows.row.key == 2
        await pilot.press("k", "G")
        await settle(pilot)
        assert rows.row.key == total - 1
        await pilot.press("asterisk", "home", "space")
        await settle(pilot)
        assert rows.marks.count(rows.row_count) == total - 1
        assert seen(pilot.app)[1].startswith(" Kazan")
        rows.reload()
        await settle(pilot)
        assert rows.row.key == 1
