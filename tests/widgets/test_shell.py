"""Themes, colours and sizes: the same widgets under everything a terminal may be."""

import pytest
from textual.containers import Horizontal
from textual.geometry import Region

from crm_tui.widgets import themes
from crm_tui.widgets.columns import Column
from crm_tui.widgets.header import Header
from crm_tui.widgets.inputs import Field
from crm_tui.widgets.key_line import KeyLine
from crm_tui.widgets.rows import Row, Section
from crm_tui.widgets.sectioned_list import SectionedList
from crm_tui.widgets.tabs import Tab, TabLine


@pytest.fixture
def show_all(show):
    """A list in focus, with a field and everything round it."""

    async def mount(pilot) -> SectionedList:
        rows, *rest = widgets()
        await show(pilot, rows, *rest)
        return rows

    return mount


def widgets():
    rows = SectionedList([Column("Name", 10, flex=1), Column("Sum", 8, right=True)], titles=True)
    rows.show([Section("OVERDUE", "1", "late"), Row(["東京商事 [ACME]", "12"], 1, [("!", "late")])])
    tabs = TabLine([Tab("summary", "1", "Summary"), Tab("history", "2", "History")])
    return rows, Header("Clients", who="olga"), tabs, Field("name", "Name", "Acme"), KeyLine()


def colours(app) -> set[str]:
    strips = app.screen._compositor.render_strips()
    return {
        segment.style.color.name
        for strip in strips
        for segment in strip
        if segment.text.strip() and segment.style and segment.style.color
    }


@pytest.mark.parametrize("system", ["standard", "256", "truecolor"])
@pytest.mark.parametrize("size", [(160, 48), (80, 24), (40, 10), (20, 5), (1, 1)])
async def test_any_size_and_number_of_colours_is_borne(stage, show_all, system, size, monkeypatch):
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", system)
    async with stage().run_test(size=size) as pilot:
        await show_all(pilot)
        await pilot.press("j", "space", "tab", "x")
        assert pilot.app.is_running


async def test_sixteen_colours_have_a_theme_of_their_own(stage, monkeypatch):
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", "standard")
    assert stage().theme == "ansi-dark"


async def test_no_color_shows_greys_only(stage, show_all, seen, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with stage().run_test(size=(80, 24)) as pilot:
        pilot.app.theme = "ink"
        await show_all(pilot)
        assert any("[ACME]" in line for line in seen(pilot.app))
        greys = colours(pilot.app)
    assert all(name[1:3] == name[3:5] == name[5:7] for name in greys)
    assert len(greys) > 1


async def test_another_theme_repaints_everything(stage, show_all):
    async with stage().run_test(size=(80, 24)) as pilot:
        pilot.app.theme = "ink"
        await show_all(pilot)
        dark = colours(pilot.app)
        pilot.app.theme = "paper"
        await pilot.pause()
        light = colours(pilot.app)
        pilot.app.theme = "ink"
        await pilot.pause()
        assert colours(pilot.app) == dark
    assert not dark & light
    assert "#af0000" in light


@pytest.mark.parametrize("name", ["ansi-dark", "ansi-light", "nord", "gruvbox"])
async def test_every_theme_has_all_roles(stage, show_all, name):
    async with stage().run_test(size=(80, 24)) as pilot:
        await show_all(pilot)
        pilot.app.theme = name
        await pilot.pause()
        assert all(pilot.app.theme_variables[f"role-{role}"] for role in themes.SOURCES)


async def test_inks_are_mixed_once_for_all_rows(stage, show_all, monkeypatch):
    mixed = []
    async with stage().run_test(size=(80, 24)) as pilot:
        rows = await show_all(pilot)
        monkeypatch.setattr("crm_tui.widgets.painted.mix", lambda *args: mixed.append(args))
        for _ in range(5):
            rows.refresh(Region(0, 0, 80, 5))
            await pilot.pause()
    assert mixed == []


@pytest.mark.parametrize("size", [(20, 5), (39, 24), (80, 9)])
async def test_a_window_that_is_too_small_says_so_and_keeps_the_focus(stage, show_all, seen, size):
    async with stage().run_test(size=(80, 24)) as pilot:
        focused = await show_all(pilot)
        await pilot.resize_terminal(*size)
        await pilot.pause()
        text = " ".join(seen(pilot.app))
        assert f"{size[0]}x{size[1]} is too small: 40x10 is needed" in " ".join(text.split())
        assert "Acme" not in text
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert pilot.app.focused is focused
        assert any("Acme" in line for line in seen(pilot.app))


async def test_a_pane_stands_beside_the_list_only_where_there_is_room(stage):
    rows, beside = SectionedList([Column("Name", 10)]), Header("beside")
    beside.add_class("beside")
    async with stage(Horizontal(rows, beside)).run_test(size=(119, 24)) as pilot:
        await pilot.pause()
        assert not beside.display
        await pilot.resize_terminal(120, 24)
        await pilot.pause()
        assert beside.display
