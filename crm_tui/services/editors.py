"""Hands a text to the user's editor and takes it back."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

ENDED = _("the editor {name} ended with code {code}: nothing was changed")
KEPT = _("the editor {name} ended with code {code}: what you wrote is in {path}")
NO_UTF_8 = _("the editor saved no UTF-8: what you wrote is in {path}")


def edited(text: str) -> str:
    """The text as $VISUAL or $EDITOR left it; InvalidInputError where there was no editing.

    The file is readable by its owner only, and gone afterwards; unless an editor that failed has
    written something into it.
    """
    command = editor()
    descriptor, name = tempfile.mkstemp(prefix="crm-", suffix=".txt")
    path = Path(name)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    code = run([*command, name], path)
    wrote = path.read_bytes() != text.encode()
    try:
        found = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InvalidInputError(NO_UTF_8, path=path) from error
    if code and wrote:
        raise InvalidInputError(KEPT, name=command[0], code=code, path=path)
    path.unlink()
    if code:
        raise InvalidInputError(ENDED, name=command[0], code=code)
    return found


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


def run(command: list[str], path: Path) -> int:
    """The exit code, negative where a signal has ended it; without an editor the file goes."""
    try:
        return subprocess.run(command, check=False).returncode
    except OSError as error:
        path.unlink()
        raise InvalidInputError(
            _("the editor {name} cannot be started: {reason}"),
            name=command[0],
            reason=error.strerror or "",
        ) from error
