"""The stories that the histories of the demo are put together from.

In the texts {product}, {quantity}, {number} and {colleague} stand for what the client buys, how
many, the number of an order and a colleague of ours.
"""

from typing import NamedTuple

from crm_tui.domain.activities import ActivityKind

CALL, MEETING, VISIT = ActivityKind.CALL, ActivityKind.MEETING, ActivityKind.VISIT
LETTER, EMAIL, MESSAGE = ActivityKind.LETTER, ActivityKind.EMAIL, ActivityKind.MESSAGE
TASK, EVENT, NOTE = ActivityKind.TASK, ActivityKind.EVENT, ActivityKind.NOTE


class Step(NamedTuple):
    kind: ActivityKind
    direction: str
    subject: str
    outcome: str | None = None
    topic: str | None = None
    body: str | None = None


Story = tuple[Step, ...]


class Plan(NamedTuple):
    """Something to do; `at` is the hour of the day, None for any time of it."""

    kind: ActivityKind
    subject: str
    at: float | None = None
    priority: str | None = None


class Stories(NamedTuple):
    """All stories in one language."""

    acquaintance: tuple[Story, ...]
    business: tuple[Story, ...]
    losses: tuple[Story, ...]
    next_steps: tuple[Plan, ...]
    overdue: tuple[Plan, ...]
    today: tuple[Plan, ...]
    recent: tuple[Step, ...]
    products: tuple[str, ...]
    notes: tuple[str, ...]
