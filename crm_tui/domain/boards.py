"""A column of a board in figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from crm_tui.domain.money import Amount


@dataclass(frozen=True, slots=True)
class Total:
    """How many records, and what they come to in each currency.

    All columns of a board have the same currencies, the one of most records first; where there is
    no sum in one it is 0.
    """

    count: int = 0
    sums: tuple[Amount, ...] = ()


def together(totals: Iterable[Total]) -> Total:
    """Several columns as one."""
    count, sums = 0, dict[str | None, int]()
    for total in totals:
        count += total.count
        for minor, currency in total.sums:
            sums[currency] = sums.get(currency, 0) + minor
    return Total(count, tuple(Amount(minor, currency) for currency, minor in sums.items()))
