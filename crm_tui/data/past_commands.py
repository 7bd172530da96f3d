"""The file in which the commands stand that a user has sent records to."""

import json
from pathlib import Path

from crm_tui.data import state
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError

FILE = "commands.json"
MOST = 50


def place(login: str, database: str) -> Path:
    """The folder for that user in that database; it need not be there."""
    return state.folder("commands", login, database)


def read(place: Path) -> list[str]:
    """The newest first; a file that is damaged says nothing."""
    try:
        found = json.loads((place / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    words = found.get("commands") if isinstance(found, dict) else None
    return [one for one in words if isinstance(one, str)] if isinstance(words, list) else []


def keep(place: Path, words: str) -> None:
    """As the newest of them."""
    others = [one for one in read(place) if one != words]
    try:
        state.make(place)
        state.write(place / FILE, {"commands": [words, *others][:MOST]})
    except OSError as error:
        raise CrmError(_("the command cannot be kept: {reason}"), reason=error.strerror) from error
