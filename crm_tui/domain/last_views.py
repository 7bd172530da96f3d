"""How a list was shown last, which is how it is shown after the next start."""

from dataclasses import dataclass
from typing import Any

from crm_tui.domain.views import Arrangement


@dataclass(frozen=True, slots=True)
class LastView:
    """`name` is the saved view that was opened last, "" without one."""

    arrangement: Arrangement
    name: str = ""


def packed(view: LastView) -> dict[str, Any]:
    """The view in plain values of JSON."""
    shown = view.arrangement
    return {
        "where": shown.where,
        "columns": list(shown.columns),
        "sorts": list(shown.sorts),
        "group": shown.group,
        "name": view.name,
    }


def unpacked(found: Any) -> LastView | None:
    """The view of such values; None where they are none."""
    try:
        arrangement = Arrangement(
            str(found["where"]),
            tuple(str(name) for name in found["columns"]),
            tuple(str(word) for word in found["sorts"]),
            str(found["group"]),
        )
        return LastView(arrangement, str(found["name"]))
    except (KeyError, TypeError):
        return None
