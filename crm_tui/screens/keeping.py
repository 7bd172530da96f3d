"""The app's part of what is kept outside of the database: drafts, and how lists are shown.

The services are imported once the database is open: the first frame is painted without them.
"""

from typing import TYPE_CHECKING

from textual.app import App
from textual.await_complete import AwaitComplete
from textual.screen import Screen

from crm_tui.domain.last_views import LastView
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError
from crm_tui.screens.base import Calling
from crm_tui.session import Session

if TYPE_CHECKING:
    from crm_tui.domain.drafts import Draft
    from crm_tui.screens.drafts import Drafting, Keeper

THERE = _("{title}: open that dialog here again, and what you typed stands in it")
EVERY = 1.0
"""Seconds between two looks at what is typed: so much is lost at most."""


class KeepingDrafts(App[int], Calling):
    _keeper: "Keeper | None" = None

    def __init__(self) -> None:
        super().__init__()
        self._views: dict[str, LastView] = {}
        """The lists that were shown in another way since the last look."""

    def keep_drafts_of(self, session: Session) -> None:
        """From now on what is typed is kept for the user of the session."""
        from crm_tui.screens.drafts import Keeper

        self._keeper = Keeper(session, self._tell_from_thread)
        self.set_interval(EVERY, self.keep_drafts)

    def _tell_from_thread(self, error: CrmError) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.tell_error, error)

    def drafting(self) -> "list[Drafting]":
        """The forms and dialogs that are open and whole, those in other places too."""
        from crm_tui.screens.drafts import Drafting

        screens = [screen for stack in self._screen_stacks.values() for screen in stack]
        return [
            screen
            for screen in screens
            if isinstance(screen, Drafting) and screen.is_mounted and screen.is_there
        ]

    def keep_drafts(self) -> None:
        if self._keeper is not None:
            for screen in self.drafting():
                self._keeper.note(screen)
            for listed, view in self._views.items():
                self._keeper.note_view(listed, view)
            self._views.clear()

    def keep_view(self, listed: str, view: LastView) -> None:
        """This is how the list is shown from now on, also after the next start."""
        self._views[listed] = view

    def finish_drafts(self) -> None:
        """Write what is still to be written; nothing is kept any more."""
        keeper, self._keeper = self._keeper, None
        if keeper is not None:
            keeper.finish()

    def pop_screen(self) -> AwaitComplete:
        """A form that is left was saved or thrown away; one that is cut off never comes here."""
        if self._keeper is not None:
            from crm_tui.screens.drafts import Drafting

            if isinstance(self.screen, Drafting):
                self._keeper.drop(self.screen)
        return super().pop_screen()

    def resume(self, draft: "Draft") -> None:
        """Open the form of a draft with what was typed; for a dialog, the place where it stood."""
        from crm_tui.screens.drafts import reopen

        screen = reopen(draft)
        if isinstance(screen, str) and screen in self.MODES:
            self.crm.go(screen)
            self.tell(THERE, title=draft.title)
        elif isinstance(screen, Screen):
            self.push_screen(screen)
        else:
            self.tell(_("this draft is of another version of the program"), severity="warning")
