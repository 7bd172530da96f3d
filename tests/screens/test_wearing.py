"""The look that a user has set: colours, signs, the mouse."""

from dataclasses import replace

from textual.color import Color

from crm_tui.data.database import connect
from crm_tui.domain.settings import BY_KEY, complete
from crm_tui.i18n import Language
from crm_tui.screens.app import CrmApp
from crm_tui.widgets.inputs import Entry
from crm_tui.widgets.themes import THEMES


def wearing(session, kept):
    """The program of a user who has set this."""
    session = replace(session, settings=complete(kept))

    def open_session():
        connect()
        return session

    return CrmApp(open_session, Language())


def test_every_theme_can_be_set():
    assert {theme.name for theme in THEMES} == set(BY_KEY["theme"].values())


async def test_colours_and_plain_signs_are_as_they_were_set(
    session, romashka, monkeypatch, press, seen
):
    monkeypatch.delenv("CRM_ASCII")  # it would count before the setting
    app = wearing(session, {"theme": "paper", "ascii": "yes", "mouse": "no"})
    async with app.run_test(size=(130, 30)) as pilot:
        for place in ("c", "k", "comma"):
            await press(pilot, "g", place)
            assert "\n".join(seen(app)).isascii()
        assert app.theme in ("paper", "ansi-light")


async def test_a_theme_that_is_not_there_is_a_sentence_and_the_cursor_shows_in_each_that_is(
    session, romashka, press, toasts
):
    app = wearing(session, {"theme": "gone"})
    async with app.run_test() as pilot:
        await press(pilot, "g", "c", "slash")
        assert app.theme in ("ink", "ansi-dark")
        assert toasts(app)[0].startswith("there is no theme gone")
        entry = app.screen.query_one(Entry)
        assert not entry.cursor_blink
        for theme in THEMES:
            app.theme = theme.name
            await pilot.pause()
            cursor = entry.get_component_rich_style("input--cursor")
            block = cursor.color if cursor.reverse else cursor.bgcolor
            assert block.name == "default" or block.triplet == Color.parse(theme.accent).rgb, theme
