"""My day in the demo, so that the first screen has something to say, and the clients' ties."""

from collections.abc import Iterator
from itertools import cycle
from random import Random
from typing import Any

from crm_tui.data.demo.accounts import Account, stamps
from crm_tui.data.demo.histories import Histories
from crm_tui.data.demo.stories import Plan
from crm_tui.data.demo.workdays import Workdays

DAYS_LATE = (1, 2, 6)
RECENT_DAYS = (0, 0, 1, 2)
RELATED = 15
"""One client in so many has a tie to another."""

TIES = (
    ("partner", None),
    ("subsidiary", None),
    ("subsidiary", "buys through the parent company"),
    ("competitor", None),
    ("partner", "возят вместе"),
)


def mine(histories: Histories, accounts: list[Account]) -> Iterator[dict[str, Any]]:
    """What is overdue, planned for today and just held with these clients of mine."""
    for language in ("ru", "en"):
        known = [account for account in accounts if account.country.language == language]
        if not known:
            continue
        stories, turn = known[0].stories, cycle(known)
        for late, ago in zip(stories.overdue, DAYS_LATE, strict=True):
            yield histories.planned(next(turn), late, histories.days.working(ago))
        for number, plan in enumerate(stories.today):
            yield histories.planned(next(turn), still_to_come(histories.days, plan, number), 0)
        for number, (step, ago) in enumerate(zip(stories.recent, RECENT_DAYS, strict=True)):
            account = next(turn)
            minute = histories.days.minute_of_now - 25 * (number + 1)
            facts = histories.facts(account)
            if ago == 0 and minute > 0:
                yield histories.held(account, step, 0, facts, minute)
            else:
                yield histories.held(account, step, histories.days.working(max(ago, 1)), facts)


def still_to_come(days: Workdays, plan: Plan, number: int) -> Plan:
    """The plan, later where its hour has passed: the demo is opened at any time of the day."""
    if plan.at is None or plan.at * 60 > days.minute_of_now:
        return plan
    at = (days.minute_of_now // 30 + 1 + number) / 2
    return plan._replace(at=at if at < 24 else None)


def relations(random: Random, accounts: list[Account]) -> list[dict[str, Any]]:
    """Ties between these clients; the subsidiaries' parents are among them."""
    rows = []
    for account in accounts:
        if account.id == 1 or random.randrange(RELATED):
            continue
        kind, note = random.choice(TIES)
        rows.append(
            {
                **stamps(account.row["created_at"], account.owner),
                "subject_client": account.id,
                "subject_contact": None,
                "kind": kind,
                "object_client": random.randint(1, account.id - 1),
                "object_contact": None,
                "note": note,
                "since": account.row["first_touch_at"],
            }
        )
    return rows
