"""Hands a text to the user's editor and takes it back."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError


def edited(text: str) -> str:
    """The text as $VISUAL or $EDITOR left it; InvalidInputError where there was no editing.

    The file is readable by its owner only, and gone afterwards.
    """
    command = editor()
    descriptor, name = tempfile.mkstemp(prefix="crm-", suffix=".txt")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        run([*command, name])
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InvalidInputError(_("the editor saved no UTF-8: nothing was changed")) from error
    finally:
        path.unlink(missing_ok=True)


def editor() -> list[str]:
    """The command, as a shell would take it apart."""
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(chosen)
    except ValueError:
        command = []
    if not command:
        raise InvalidInputError(_("no editor is set: try export EDITOR=nano"))
    return command


def run(command: list[str]) -> None:
    try:
        code = subprocess.run(command, check=False).returncode
    except OSError as error:
        raise InvalidInputError(
            _("the editor {name} cannot be started: {reason}"),
            name=command[0],
            reason=error.strerror or "",
        ) from error
    if code:
        message = _("the editor {name} ended with code {code}: nothing was changed")
        raise InvalidInputError(message, name=command[0], code=code)
