"""Sums of several currencies, which are never mixed."""

from collections.abc import Sequence

from crm_tui.domain.money import Amount
from crm_tui.screens.shown import Showing, plain
from crm_tui.widgets.signs import SIGN


def each(now: Showing, sums: Sequence[Amount]) -> str:
    """All of them: `24,500 £ · 1,200 €`."""
    told = (plain(now.money(found.minor, found.currency)) for found in sums)
    return f" {SIGN['dot']} ".join(told)
