"""Whether a deal is open, won or lost, and what follows from that."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crm_tui.domain.fields import Labelled
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError


class DealStatus(Labelled):
    OPEN = "open", _("in progress")
    WON = "won", _("won")
    LOST = "lost", _("lost")


def closing(before: str | None, entered: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """What follows from the status that a deal gets: when it was closed, and why no more.

    `before` is the status until now. What is entered itself goes before what follows.
    """
    status = entered.get("status")
    if status is None or status == before:
        return {}
    follows: dict[str, Any] = {"closed_at": None if status == DealStatus.OPEN.value else now}
    if status != DealStatus.LOST.value:
        follows["lost_reason"] = None
    return {name: value for name, value in follows.items() if entered.get(name) is None}


def check_reason(values: Mapping[str, Any]) -> None:
    """InvalidInputError for a deal that is lost and does not say why."""
    if values.get("status") == DealStatus.LOST.value and not values.get("lost_reason"):
        message = _("a lost deal needs a reason: price, competitor ...")
        raise InvalidInputError(message, field="lost_reason")
