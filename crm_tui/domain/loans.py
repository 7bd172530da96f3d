"""Open work that somebody has lent to a colleague for a while."""

from dataclasses import dataclass
from datetime import date

from crm_tui.domain.fields import Link


@dataclass(frozen=True, slots=True)
class Loan:
    """It comes back by itself after the day `until`. `lending` is the change that lent it."""

    id: int
    version: int
    lender: Link
    borrower: Link
    until: date
    lending: int


@dataclass(frozen=True, slots=True)
class Lent:
    """How much goes from one to the other."""

    clients: int = 0
    contacts: int = 0
    deals: int = 0
    activities: int = 0

    @property
    def total(self) -> int:
        return self.clients + self.contacts + self.deals + self.activities
