"""Sums of money: integer minor units and an ISO currency, read from and written as text."""

from typing import NamedTuple


class Amount(NamedTuple):
    """A sum in minor units; the currency is None where the text names none."""

    minor: int
    currency: str | None = None
