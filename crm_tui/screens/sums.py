"""Sums of several currencies, which are never mixed."""

from collections.abc import Sequence

from crm_tui.domain.money import Amount
from crm_tui.domain.texts import counted
from crm_tui.screens.shown import Showing, plain
from crm_tui.widgets.paint import Line
from crm_tui.widgets.signs import SIGN

OTHERS = counted("+ {count} other currency", "+ {count} other currencies")


def each(now: Showing, sums: Sequence[Amount]) -> str:
    """All of them: `24,500 £ · 1,200 €`."""
    told = (plain(now.money(found.minor, found.currency)) for found in sums)
    return f" {SIGN['dot']} ".join(told)


def forms(now: Showing, sums: Sequence[Amount]) -> list[Line]:
    """The first of them, and how many others there are: in words, or ever shorter."""
    if not sums:
        return []
    first, others = now.money(sums[0].minor, sums[0].currency), len(sums) - 1
    if not others:
        return [first]
    words = now.language.count(OTHERS, others)
    return [[*first, (told, "quiet")] for told in (f" {words}", f" +{others}", f"+{others}")]
