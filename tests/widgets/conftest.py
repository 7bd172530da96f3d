"""An app that shows widgets, and what stands on its screen."""

from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from crm_tui.i18n import Language
from crm_tui.widgets.shell import HORIZONTAL, VERTICAL, Shell
from crm_tui.widgets.too_small import TooSmall


class Stage(Screen[None]):
    HORIZONTAL_BREAKPOINTS = HORIZONTAL
    VERTICAL_BREAKPOINTS = VERTICAL

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self.widgets = widgets

    def compose(self) -> ComposeResult:
        yield from self.widgets
        yield TooSmall()


class StageApp(Shell[None]):
    def __init__(self, *widgets: Widget, language: str = "en") -> None:
        super().__init__()
        self.language = Language(language)
        self.widgets = widgets

    def get_default_screen(self) -> Screen[None]:
        return Stage(*self.widgets)


@pytest.fixture(autouse=True)
def utf8_terminal(monkeypatch):
    monkeypatch.setenv("CRM_ASCII", "0")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def stage() -> Callable[..., StageApp]:
    """Makes an app that shows the widgets given."""
    return StageApp


@pytest.fixture
def seen() -> Callable[[App[None]], list[str]]:
    """The lines of the screen, as text."""

    def lines(app: App[None]) -> list[str]:
        strips = app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    return lines


@pytest.fixture
def settle():
    """Waits until nothing loads and everything is painted."""

    async def wait(pilot) -> None:
        await pilot.pause()
        while any(not worker.is_finished for worker in pilot.app.workers):
            await pilot.pause()
        await pilot.pause()

    return wait


@pytest.fixture
def show():
    """Shows widgets that can only be made while an app runs."""

    async def mount(pilot, *widgets: Widget) -> None:
        await pilot.app.screen.mount(*widgets)
        widgets[0].focus()
        await pilot.pause()

    return mount


@pytest.fixture
def told(monkeypatch):
    """The messages of one type that a widget posts."""

    def listen(widget: Widget, kind: type) -> list:
        found: list = []
        post = widget.post_message

        def noted(message) -> bool:
            if type(message) is kind:
                found.append(message)
            return post(message)

        monkeypatch.setattr(widget, "post_message", noted)
        return found

    return listen
