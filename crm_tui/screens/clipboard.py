"""The clipboard: through the terminal (OSC 52, also over ssh), inside tmux through tmux."""

import asyncio
import os
import re
import subprocess

from textual.app import App

from crm_tui.domain.texts import _
from crm_tui.errors import CrmError, InvalidInputError
from crm_tui.widgets.controls import CONTROL

LONGEST = 74_000
"""Bytes: many terminals drop a longer sequence without a word."""

SEPARATORS = {"\t": "\t", "\r\n": "\n", "\r": "\n", "\n": "\n"}
PATIENCE = 5
TMUX = ("tmux", "load-buffer", "-w", "-")


async def copy(app: App[object], text: str) -> None:
    """Put the text on the clipboard, without control characters; CrmError where that fails."""
    text = harmless(text)
    content = text.encode(errors="replace")
    if len(content) > LONGEST:
        raise InvalidInputError(_("this is too long for the clipboard of a terminal: export it"))
    if os.environ.get("TMUX"):
        await asyncio.to_thread(hand_to_tmux, content)
    else:
        app.copy_to_clipboard(text)


def harmless(text: str) -> str:
    """Line breaks and tabs stay; what could drive the terminal into which it is pasted goes."""
    parts = re.split("(\t|\r\n|\r|\n)", text)
    kept = (part if part in SEPARATORS else CONTROL.sub("", part) for part in parts)
    return "".join(SEPARATORS.get(part, part) for part in kept)


def hand_to_tmux(content: bytes) -> None:
    try:
        subprocess.run(TMUX, input=content, capture_output=True, check=True, timeout=PATIENCE)
    except (OSError, subprocess.SubprocessError) as error:
        raise CrmError(_("tmux did not take the text: nothing was copied")) from error
