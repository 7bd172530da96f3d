"""Starts the screens and says how they ended. Textual reads its settings when it is imported."""

import gc
import os
import sys
from collections.abc import Callable, MutableMapping

from crm_tui.domain.texts import _
from crm_tui.errors import CrmError
from crm_tui.i18n import Language
from crm_tui.session import Session
from crm_tui.settings import machine

SETTINGS = {
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",
    "TEXTUAL_DISABLE_KITTY_KEY": "1",
}
"""For a terminal at the other end of ssh; what the user has set counts."""

COLLECT_AFTER = 50_000
"""New objects between two collections: what is imported at the start stays, so looking for garbage
in it would only cost time."""

SEE_DEMO = -1
"""Instead of an exit code: the user wants to see the demo, and to come back."""

SAVE_TITLE, RESTORE_TITLE = "\x1b[22;0t", "\x1b[23;0t"


def run(open_session: Callable[[], Session], language: Language, welcome: str = "") -> int:
    """Show the screens until the user leaves; returns the exit code, or SEE_DEMO.

    `welcome` is a marked sentence that is told at the beginning.

    `open_session` is called in the database thread once the first frame is painted; what it raises
    is raised here again, when the terminal is given back.
    """
    gc.set_threshold(COLLECT_AFTER)
    prepare(os.environ)
    from crm_tui.screens.app import CrmApp

    app = CrmApp(open_session, language, welcome)
    sys.stdout.write(SAVE_TITLE)
    try:
        app.run()
    finally:
        sys.stdout.write(RESTORE_TITLE)
    if isinstance(app.failure, CrmError):
        raise app.failure
    if app.failure is not None:
        text = _("crm: this is a bug in the program; it is also written to {path}")
        print(app.language.text(text, path=app.crash_log or "?"), file=sys.stderr)
    return app.return_code or 0


def prepare(environment: MutableMapping[str, str]) -> None:
    for name, value in SETTINGS.items():
        environment.setdefault(name, value)
    ascii_only = machine().ascii
    if ascii_only is not None:
        environment.setdefault("CRM_ASCII", str(int(ascii_only)))
