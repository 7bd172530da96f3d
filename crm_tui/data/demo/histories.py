"""The histories of the demo: what was held with each client in three years, and what is next."""

from datetime import timedelta
from itertools import accumulate
from random import Random
from typing import Any

from crm_tui.data.demo.accounts import Account, stamps
from crm_tui.data.demo.stories import Plan, Step, Story
from crm_tui.data.demo.team import FIRST_NAMES
from crm_tui.data.demo.workdays import EVENING, MORNING, Workdays
from crm_tui.domain.activities import ActivityKind, ActivityStatus, Direction
from crm_tui.domain.clients import NOT_CALLED

CHANNELS = {
    ActivityKind.CALL: "phone",
    ActivityKind.MEETING: "in-person",
    ActivityKind.VISIT: "in-person",
    ActivityKind.EVENT: "in-person",
    ActivityKind.EMAIL: "e-mail",
    ActivityKind.MESSAGE: "messenger",
    ActivityKind.LETTER: "post",
}
MINUTES = {
    ActivityKind.CALL: (3, 5, 5, 10, 15, 25),
    ActivityKind.MEETING: (30, 45, 60, 90),
    ActivityKind.VISIT: (60, 90, 120, 180),
    ActivityKind.EVENT: (30, 240),
}
NEXT_STEP = 0.55
"""Of the clients that are worked with, how many have a next step."""

LATE = 0.08
"""Of the next steps, how many are overdue."""


class Histories:
    """Writes the activities of one account after the other."""

    def __init__(self, random: Random, days: Workdays, average: float) -> None:
        self.random, self.days, self.average = random, days, average

    def write(self, account: Account) -> list[dict[str, Any]]:
        """What was held, the oldest first, and with luck a next step."""
        rows = self._held(account)
        worked_with = account.row["lifecycle"] not in NOT_CALLED
        if worked_with and self.random.random() < NEXT_STEP:
            rows.append(self.planned(account, *self._next_step(account)))
        return rows

    def _held(self, account: Account) -> list[dict[str, Any]]:
        wanted = self.average * account.profile.contacts * self.random.uniform(0.6, 1.4)
        chapters = self._chapters(account, max(1, round(wanted)))
        span = max(account.first - account.last, 1)
        rows = []
        earlier = account.first
        for place, steps in enumerate(chapters):
            latest = account.first - span * (place + 1) // len(chapters)
            facts = self.facts(account)
            days = self._days(len(steps), earlier, latest, from_the_first=not place)
            for step, ago in zip(steps, days, strict=True):
                rows.append(self.held(account, step, self.days.working(ago), facts))
            earlier = days[-1]
        return rows

    def _days(self, steps: int, earliest: int, latest: int, *, from_the_first: bool) -> list[int]:
        """A few days from step to step, between the two days."""
        gaps = [self.random.randint(1, 9) for _ in range(steps - 1)]
        begin = earliest if from_the_first else min(earliest, latest + sum(gaps))
        ago = [begin - passed for passed in accumulate(gaps, initial=0)]
        return [max(day, latest, 1) for day in ago]

    def _chapters(self, account: Account, steps: int) -> list[Story]:
        """Stories of so many steps in all, the first being how we met."""
        stories, random = account.stories, self.random
        ending = random.choice(stories.losses) if account.row["lifecycle"] == "lost" else ()
        left = max(steps - len(ending), 1)
        chapters: list[Story] = []
        while left > 0:
            group = stories.business if chapters else stories.acquaintance
            chapters.append(random.choice(group)[:left])
            left -= len(chapters[-1])
        return [*chapters, ending] if ending else chapters

    def held(
        self,
        account: Account,
        step: Step,
        ago: int,
        facts: dict[str, Any],
        minute: int | None = None,
    ) -> dict[str, Any]:
        """One step as it was held so many days ago, at any minute of the day if none is given."""
        start = self.days.moment(ago, self._minute() if minute is None else minute)
        minutes = self.random.choice(MINUTES[step.kind]) if step.kind in MINUTES else None
        return {
            **self._row(account, step.kind, step.subject.format(**facts), start),
            **stamps(start, account.owner),
            "direction": step.direction,
            "status": ActivityStatus.DONE.value,
            "start": start,
            "end": start + timedelta(minutes=minutes) if minutes and minutes >= 30 else None,
            "duration": minutes,
            "outcome": step.outcome,
            "topic": step.topic,
            "body": step.body and step.body.format(**facts),
        }

    def planned(self, account: Account, plan: Plan, ago: int) -> dict[str, Any]:
        """A step to come, or one that should have been made so many days ago."""
        made = self.days.moment(self.days.working(max(ago, 0) + 3), self._minute())
        day = self.days.day(ago)
        start = None if plan.at is None else self.days.moment(ago, round(plan.at * 60))
        held = plan.kind in (ActivityKind.MEETING, ActivityKind.VISIT) and start is not None
        internal = plan.kind is ActivityKind.TASK
        return {
            **self._row(account, plan.kind, plan.subject.format(**self.facts(account)), made),
            "direction": Direction.INTERNAL.value if internal else Direction.OUT.value,
            "status": ActivityStatus.PLANNED.value,
            "start": start,
            "end": start + timedelta(hours=1) if start and held else None,
            "due": day if start is None else None,
            "duration": 60 if held else None,
            "priority": plan.priority,
        }

    def _row(self, account: Account, kind: ActivityKind, subject: str, made: Any) -> dict[str, Any]:
        people = account.people
        with_whom = None
        if people:
            with_whom = people[0] if self.random.random() < 0.7 else self.random.choice(people)
        return {
            **stamps(made, account.owner),
            "subject": subject,
            "kind": kind.value,
            "channel": CHANNELS.get(kind),
            "client": account.id,
            "contact": with_whom["id"] if with_whom else None,
            "owner": account.owner,
            "extra": "{}",
            **dict.fromkeys(("end", "due", "duration", "outcome", "priority", "topic", "body")),
        }

    def _next_step(self, account: Account) -> tuple[Plan, int]:
        random = self.random
        late = random.random() < LATE
        ago = random.randint(1, 14) if late else -min(random.randint(1, 35), random.randint(1, 35))
        plan = random.choice(account.stories.next_steps)
        anytime = plan.kind.value in ("task", "email", "letter", "message")
        at = None if anytime else random.randint(18, 34) / 2
        priority = random.choice((None, None, "high"))
        return plan._replace(at=at, priority=priority), self.days.working(ago)

    def _minute(self) -> int:
        return self.random.randrange(MORNING, EVENING, 5)

    def facts(self, account: Account) -> dict[str, Any]:
        random = self.random
        return {
            "product": random.choice(account.stories.products),
            "quantity": random.randint(2, 60),
            "number": random.randint(1000, 9999),
            "colleague": random.choice(FIRST_NAMES[account.country.language]),
        }
