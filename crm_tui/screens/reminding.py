"""Tells what came due: a notice on any screen, a sound, a notification of the terminal."""

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from crm_tui.domain.settings import Notifications
from crm_tui.domain.texts import _, counted
from crm_tui.screens.cells import clock
from crm_tui.screens.shown import Showing, showing
from crm_tui.session import Session
from crm_tui.widgets.controls import clean
from crm_tui.widgets.signs import SIGN

if TYPE_CHECKING:
    from crm_tui.services.reminders import Due

MOST = 3
"""Reminders that one notice names."""

MORE = counted("and {count} more", "and {count} more")
KEYS = _("g t shows it: d done, z later")

OLDER = ("rxvt", "foot")
"""Terminals that know the sequence 777 and not 9, as do those with VTE."""


def notice(session: Session, told: "Sequence[Due]") -> str:
    """A line each, and which keys lead on."""
    now, language = showing(session), session.language
    lines = [line(now, due) for due in told[:MOST]]
    if len(told) > MOST:
        lines.append(language.count(MORE, len(told) - MOST))
    return "\n".join([*lines, language.text(KEYS)])


def line(now: Showing, due: "Due") -> str:
    """`♪ 15:00 ask about the price · Romashka`."""
    activity, about = due.activity, due.reminder.about
    when = "" if about is None else clock(now, about)
    if about is not None and (not when or now.day(about) != now.reading.today):
        when = now.moment(about)
    whom = activity.client or activity.contact
    parts = [f"{SIGN['bell']} {when} {activity.subject}".replace("  ", " ")]
    return f" {SIGN['dot']} ".join([*parts, *([whom.name] if whom else [])])


def sequences(level: str, text: str, environment: Mapping[str, str] = os.environ) -> str:
    """What goes to the terminal beside the screen: a bell, and a notification of its own.

    `level` is one of Notifications.
    """
    if level in (Notifications.OFF, Notifications.SCREEN):
        return ""
    sound = "\x07"
    if level == Notifications.BELL:
        return sound
    shown = clean(text)[:200]
    older = environment.get("TERM", "").startswith(OLDER) or "VTE_VERSION" in environment
    body = f"777;notify;crm;{shown.replace(';', ',')}" if older else f"9;{shown}"
    return f"\x1b]{body}\x07{sound}"
