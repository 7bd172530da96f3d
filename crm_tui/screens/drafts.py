"""Drafts: every second what is typed in a form or dialog goes to a file, until it is saved.

A screen with `Drafting` among its bases says what is typed and takes it back; the `Keeper` does the
rest, for all screens of the app.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from itertools import count
from typing import Any, Self

from crm_tui.domain.drafts import Draft
from crm_tui.domain.last_views import LastView
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError
from crm_tui.screens.base import Reloading
from crm_tui.screens.shown import Showing
from crm_tui.services import drafts, last_views
from crm_tui.session import Session

OURS = "crm_tui.screens."
NAMES = count(1)


class Drafting(Reloading):
    """Name it as the last base, and call `take_draft` once the screen can be filled."""

    AGAIN = _("Typed {when} and not saved: here it is again. Esc and x throw it away.")
    TAKEN = _("somebody goes on with this draft in another window")
    draft: Draft | None = None
    """What was typed here before, see `reopened`."""

    @classmethod
    def reopened(cls, draft: Draft) -> Self:
        """The screen that a draft was typed into; `take_draft` gives it its texts."""
        screen = cls(*draft.arguments)
        screen.draft = draft
        return screen

    @classmethod
    def stood_in(cls, draft: Draft) -> str:
        """The place that one goes back to for it; "" where the screen opens by itself."""
        return ""

    def opened_with(self) -> Sequence[Any]:
        """The arguments that open it for the same record, as plain values of JSON."""
        raise NotImplementedError

    def typed(self) -> Mapping[str, str]:
        """What would be lost, by the names of the fields."""
        raise NotImplementedError

    def subject(self) -> str:
        """What it is and about whom, translated."""
        raise NotImplementedError

    def based_on(self) -> tuple[Mapping[str, str], int | None]:
        """The texts that stood there before, and the version of the record if there is one."""
        return {}, None

    def written(self) -> Draft | None:
        """What stands there now as a draft; None where nothing would be lost."""
        if not self.unsaved():
            return None
        return Draft(
            self.kind(),
            self.opened_with(),
            self.subject(),
            dict(self.typed()),
            self.crm.session.now(),
            *self.based_on(),
        )

    async def take_draft(self) -> Draft | None:
        """What a program that was cut off has left of this form, from now on kept by this one."""
        left = [self.draft] if self.draft else await self.call(drafts.left) or []
        same = (draft for draft in left if draft.is_of(self.kind(), self.opened_with()))
        draft = next(same, None)
        if draft is None:
            return None
        if not await self.call(drafts.claim, draft, self.draft_name):
            if self.draft is not None:
                self.draft = None
                self.tell(self.TAKEN, severity="warning")
            return None
        self.draft = draft
        return draft

    def tell_again(self, draft: Draft) -> None:
        when = Showing(self.language, self.crm.session.reading).since(draft.at)
        self.tell(self.AGAIN, when=when)

    @property
    def draft_name(self) -> str:
        """Tells the drafts of this program apart."""
        if not hasattr(self, "_draft_name"):
            self._draft_name = str(next(NAMES))
        return self._draft_name

    @classmethod
    def kind(cls) -> str:
        return f"{cls.__module__}:{cls.__qualname__}"


def reopen(draft: Draft) -> Drafting | str | None:
    """The screen of a draft, to be pushed, or the place where its dialog is opened.

    None where this version of the program has neither.
    """
    module, _colon, name = draft.screen.partition(":")
    if not module.startswith(OURS):
        return None
    try:
        found = getattr(import_module(module), name)
        screen = found.stood_in(draft) or found.reopened(draft)
    except (ImportError, AttributeError, TypeError, ValueError, IndexError, CrmError):
        return None
    return screen if isinstance(screen, Drafting | str) else None


class Keeper:
    """Writes the drafts in a thread of its own, in order; nobody waits for the disk."""

    def __init__(self, session: Session, fail: Callable[[CrmError], object]) -> None:
        """`fail` is told once, in that thread, that drafts cannot be written."""
        self.session, self.fail = session, fail
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="crm-drafts")
        self._kept: dict[str, Draft] = {}
        self._over: set[str] = set()
        self._failed = False

    def note(self, screen: Drafting) -> None:
        """Keep what is typed there, if it differs from what is kept."""
        name, draft = screen.draft_name, screen.written()
        if name in self._over:
            return
        if draft is None:
            self.forget(name)
        elif name not in self._kept or self._kept[name].texts != draft.texts:
            self._kept[name] = draft
            self._thread.submit(self._write, drafts.keep, name, draft)

    def note_view(self, listed: str, view: LastView) -> None:
        """Keep how a list is shown now."""
        self._thread.submit(self._write, last_views.keep, listed, view)

    def drop(self, screen: Drafting) -> None:
        """The screen was left: all of it is saved or thrown away."""
        self._over.add(screen.draft_name)
        self._thread.submit(self._write, drafts.drop, screen.draft_name)

    def forget(self, name: str) -> None:
        """Nothing is typed there any more."""
        if self._kept.pop(name, None) is not None:
            self._thread.submit(self._write, drafts.drop, name)

    def finish(self) -> None:
        """Wait until all is written; what is kept is left for the next program."""
        self._thread.submit(self._write, drafts.release)
        self._thread.shutdown()

    def _write(self, service: Callable[..., object], *arguments: object) -> None:
        try:
            service(self.session, *arguments)
        except CrmError as error:
            if not self._failed:
                self._failed = True
                self.fail(error)
