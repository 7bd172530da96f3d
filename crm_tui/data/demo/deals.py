"""The deals of the demo: what clients may buy, have bought, or bought elsewhere."""

from collections.abc import Iterator
from random import Random
from typing import Any

from crm_tui.data.database import database
from crm_tui.data.demo.accounts import Account, stamps
from crm_tui.data.demo.workdays import MORNING, Workdays
from crm_tui.domain.activities import ActivityStatus
from crm_tui.domain.clients import Lifecycle
from crm_tui.domain.deal_status import DealStatus
from crm_tui.domain.folding import fold

STAGES = ("new", "needs", "offer", "negotiation", "contract")
REASONS = ("price", "competitor", "no-budget", "no-need", "postponed", "no-answer")
COUNTS = {
    Lifecycle.LEAD: (0, 0, 1),
    Lifecycle.QUALIFIED: (1, 1, 2),
    Lifecycle.CUSTOMER: (0, 1, 1, 2),
    Lifecycle.REGULAR: (1, 2, 3),
    Lifecycle.LOST: (0, 1),
}
"""How many deals a client may have, each as likely."""

OPEN_DAYS, CLOSING_DAYS = 70, 60
"""An open deal is no older, and should be closed within so many days; some are late."""

PLANNED = """
UPDATE activity SET deal_id = (SELECT min(id) FROM deal
    WHERE deal.client_id = activity.client_id AND deal.status = ? AND deal.id >= ?)
WHERE status = ? AND client_id IN (SELECT client_id FROM deal WHERE status = ? AND id >= ?)
"""


class Deals:
    """Draws by a chance of its own, so that the rest of the demo is the same without it."""

    def __init__(self, random: Random, days: Workdays) -> None:
        self.random, self.days = random, days

    def draw(self, account: Account) -> Iterator[dict[str, Any]]:
        lifecycle = account.row["lifecycle"]
        for number in range(self.random.choice(COUNTS.get(lifecycle, (0,)))):
            yield self._deal(account, self._status(lifecycle, number))

    def _status(self, lifecycle: str, number: int) -> DealStatus:
        if lifecycle == Lifecycle.LOST:
            return DealStatus.LOST
        if lifecycle in (Lifecycle.LEAD, Lifecycle.QUALIFIED) or not number:
            return DealStatus.OPEN
        return DealStatus.WON if self.random.random() < 0.7 else DealStatus.LOST

    def _deal(self, account: Account, status: DealStatus) -> dict[str, Any]:
        random, days = self.random, self.days
        is_open = status is DealStatus.OPEN
        made = random.randint(1, min(account.first, OPEN_DAYS if is_open else account.first))
        at = days.moment(days.working(made), MORNING + random.randrange(480))
        closed = days.moment(days.working(max(1, random.randint(0, made))), MORNING + 500)
        quantity, product = random.randint(2, 60), random.choice(account.stories.products)
        name = f"{product[0].upper()}{product[1:]}, {quantity}"
        low, high = account.country.turnover
        person = random.choice(account.people) if account.people else None
        return {
            **stamps(at, account.owner),
            "extra": "{}",
            "name": name,
            "name_key": fold(name),
            "client": account.id,
            "contact": person and person["id"],
            "stage": random.choice(STAGES) if status is not DealStatus.WON else STAGES[-1],
            "status": status.value,
            "amount": random.randint(low, low + (high - low) // 200) // 1000 * 1000 * 10,
            "currency": account.country.currency,
            "expected_close": days.day(random.randint(-CLOSING_DAYS, 5)) if is_open else None,
            "closed_at": None if is_open else max(at, closed),
            "lost_reason": random.choice(REASONS) if status is DealStatus.LOST else None,
            "source": account.row["source"],
            "owner": account.owner,
        }


def planned_for_deals(first: int) -> None:
    """What is planned with a client is for its open deal, of those from the id `first` on."""
    is_open = DealStatus.OPEN.value
    planned = ActivityStatus.PLANNED.value
    database.execute_sql(PLANNED, (is_open, first, planned, is_open, first))
