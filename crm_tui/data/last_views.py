"""The file in which it is kept how a user's lists were shown last."""

import json
from pathlib import Path
from typing import Any

from crm_tui.data import state
from crm_tui.domain.last_views import LastView, packed, unpacked
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError

FILE = "lists.json"


def place(login: str, database: str) -> Path:
    """The folder for that user in that database; it need not be there."""
    return state.folder("views", login, database)


def read(place: Path) -> dict[str, LastView]:
    """By the words of the lists; a file that is damaged says nothing."""
    found = {listed: unpacked(one) for listed, one in _lists(place).items()}
    return {listed: view for listed, view in found.items() if view is not None}


def write(place: Path, listed: str, view: LastView) -> None:
    """Keep how that list is shown; of the others what another program may have written stays."""
    try:
        state.make(place)
        state.write(place / FILE, {**_lists(place), listed: packed(view)})
    except OSError as error:
        message = _("how your lists are shown cannot be kept: {reason}")
        raise CrmError(message, reason=error.strerror) from error


def _lists(place: Path) -> dict[str, Any]:
    try:
        found = json.loads((place / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
