"""Starts the screens, for a bare `crm` and for `crm demo`."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crm_tui.cli.failures import guarded
from crm_tui.cli.invocations import Invocation
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError, InvalidInputError
from crm_tui.i18n import from_environment
from crm_tui.session import Session

if TYPE_CHECKING:
    from crm_tui.screens.key_map import Effective

WELCOME = _(
    "This is the demo, nothing here can hurt. q on Today brings you back to your own clients."
)


def open_screens(database: str | None, language: str | None) -> int:
    """Run the screens until the user leaves; returns the exit code, also where they cannot run."""
    invocation = Invocation(database, language, language=from_environment(language))
    return guarded(lambda: start(invocation), invocation)


def start(invocation: Invocation) -> int:
    """The user's own database, as often as she returns to it from the demo."""
    check_terminal()
    from crm_tui.screens.starting import SEE_DEMO

    while (code := show(invocation)) == SEE_DEMO:
        see_demo(invocation)
    return code


def show(invocation: Invocation, welcome: str = "") -> int:
    from crm_tui.screens.starting import run

    def open_session() -> "Session":
        from crm_tui import bootstrap

        return bootstrap.open_session(
            invocation.database, invocation.wanted_language, source="screens"
        )

    return run(open_session, invocation.language, welcome)


def see_demo(invocation: Invocation) -> None:
    """Show the demo from a temporary file, which goes when the user comes back."""
    from crm_tui.cli.demo_files import USUAL_CLIENTS, USUAL_SEED, build, new_path, remove

    demo = Invocation(None, invocation.wanted_language, language=invocation.language)
    path = new_path(None)
    build(path, demo, USUAL_CLIENTS, USUAL_SEED)
    demo.database = str(path)
    try:
        show(demo, WELCOME)
    finally:
        remove(path, with_folder=True)


def check_terminal() -> None:
    """InvalidInputError where the screens could not be shown."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise InvalidInputError(
            _("the screens need a terminal for input, output and errors; see crm --help")
        )
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise InvalidInputError(
            _("the screens need a terminal that can move the cursor, but TERM is {term}"),
            term=os.environ.get("TERM") or '""',
        )


def keys_in_force() -> "tuple[list[Effective], Sequence[CrmError]]":
    """The keys of every action of the screens, and what is wrong in the user's keys.toml."""
    from crm_tui.screens import key_map

    mine = key_map.read()
    return key_map.effective(mine), mine.problems
