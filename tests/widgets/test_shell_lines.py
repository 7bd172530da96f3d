"""The header, the line of keys, the tabs."""

import pytest
from textual.binding import Binding
from textual.widgets import Input

from crm_tui.i18n import Language
from crm_tui.widgets.header import Header
from crm_tui.widgets.inputs import Entry
from crm_tui.widgets.key_line import KeyLine
from crm_tui.widgets.key_names import key_name
from crm_tui.widgets.tabs import Tab, TabLine

RUSSIAN = {"filter": "фильтр", "keys": "клавиши", "save": "сохранить"}


@pytest.fixture
def app(stage):
    class KeysApp(stage):
        BINDINGS = [
            Binding("slash", "bell", "filter", id="filter"),
            Binding("n,insert", "bell", "new", id="new"),
            Binding("ctrl+k", "bell", "find anywhere", id="find"),
            Binding("x", "bell", "archive", id="archive", show=False),
            Binding("question_mark,f1", "keys", "keys", id="keys", show=False),
        ]

    return KeysApp


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("slash", "/"),
        ("ctrl+k", "Ctrl+K"),
        ("ctrl+shift+a", "Ctrl+Shift+A"),
        ("escape", "Esc"),
        ("G", "G"),
        ("up", "↑"),
        ("f5", "F5"),
        ("vertical_line", "|"),
    ],
)
def test_keys_have_short_names(key, name):
    assert key_name(key) == name


async def test_the_keys_in_force_are_named_and_help_stands_last(app, seen):
    async with app(KeyLine()).run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        line = seen(pilot.app)[-1]
    assert line.startswith(" / filter  n new  Ctrl+K find anywhere  ")
    assert line.endswith("? keys")
    assert "archive" not in line


async def test_keys_that_do_not_fit_are_dropped(app, seen):
    async with app(KeyLine()).run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        line = seen(pilot.app)[-1]
    assert line.split() == ["/", "filter", "n", "new", "?", "keys"]


async def test_another_focus_brings_its_own_keys(app, seen, show):
    async with app(KeyLine()).run_test(size=(60, 12)) as pilot:
        entry = Entry()
        await show(pilot, entry)
        pilot.app.set_focus(None)
        await pilot.pause()
        assert "save" not in seen(pilot.app)[-1]
        entry.focus()
        await pilot.pause()
        assert seen(pilot.app)[-1].startswith(" Enter save")
        assert seen(pilot.app)[-1].endswith("F1 keys"), "? is a letter there"


async def test_a_key_that_was_changed_is_shown_as_it_is(app, seen):
    async with app(KeyLine()).run_test(size=(60, 12)) as pilot:
        pilot.app.set_keymap({"filter": "f4"})
        await pilot.pause()
        assert "  F4 filter  " in seen(pilot.app)[-1]
        assert "/ filter" not in seen(pilot.app)[-1]


async def test_labels_are_in_the_language_of_the_app(app, seen, monkeypatch):
    monkeypatch.setattr(Language, "text", lambda self, text, **values: RUSSIAN.get(text, text))
    async with app(KeyLine()).run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        line = seen(pilot.app)[-1]
    assert line.startswith(" / фильтр")
    assert line.endswith("? клавиши")


async def test_the_header_says_where_when_and_who(stage, seen):
    header = Header("Clients", who="olga")
    async with stage(header).run_test(size=(80, 12)) as pilot:
        header.path, header.count, header.due, header.clock = (
            "owner:me",
            "128 / 104 233",
            2,
            "09:41",
        )
        await pilot.pause()
        line = seen(pilot.app)[0]
    assert line.startswith(" Clients › owner:me   ")
    assert line.endswith("   128 / 104 233   ♪ 2  09:41  olga")


async def test_a_long_filter_gives_way_to_the_clock(stage, seen):
    header = Header("Clients")
    async with stage(header).run_test(size=(40, 12)) as pilot:
        header.path, header.clock = "[@click=app.quit]\x1b" * 9, "09:41"
        await pilot.pause()
        line = seen(pilot.app)[0]
    assert line.startswith(" Clients › [@click=app.quit]")
    assert line.endswith("… 09:41")


async def test_the_open_tab_has_the_thick_rule(stage, seen):
    tabs = TabLine([Tab("summary", "1", "Summary"), Tab("history", "2", "History")])
    async with stage(tabs).run_test(size=(40, 12)) as pilot:
        tabs.title = [("[ACME] Ltd", "strong")]
        tabs.aside = [("customer", "quiet")]
        tabs.active = "history"
        await pilot.pause()
        title, labels, rule = seen(pilot.app)[:3]
    assert title == " [ACME] Ltd                    customer"
    assert labels == " 1 Summary   2 History"
    assert rule.count("━") == len("2 History")
    assert rule.index("━") == labels.index("2 History")


async def test_a_header_that_did_not_change_is_not_painted_again(stage, show, monkeypatch):
    header = Header("Clients")
    async with stage(header).run_test(size=(80, 12)) as pilot:
        entry = Input()
        await show(pilot, entry)
        painted = []
        monkeypatch.setattr(header, "paint", lambda *size: painted.append(size) or [[]])
        await pilot.press("a", "b")
        header.clock = ""
        await pilot.pause()
    assert painted == []
