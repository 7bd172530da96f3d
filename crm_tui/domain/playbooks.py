"""Playbooks: a chain of steps under a name, each so many days after it is started.

`call +0, send the offer +2 10:00, call +7`: what stands beside the `+` is a line as in a quick add.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

MOST = 40
"""Steps of a playbook."""

LONGEST = 730
"""Days until its last step."""

OFFSET = re.compile(r"(?<!\S)\+([0-9]{1,6})(?!\S)")
SEPARATORS = re.compile(r"[\n;]|,(?=\s|$)")
WEEK = 7


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done, as a line of a quick add, so many days after the start."""

    days: int
    line: str


@dataclass(frozen=True, slots=True)
class Playbook:
    """What everybody in the firm can start with a client."""

    id: int
    version: int
    name: str
    steps: tuple[Step, ...]


def read_steps(text: str) -> tuple[Step, ...]:
    """The steps in the order of their days; InvalidInputError names the one that is none.

    Between them stand commas, semicolons or ends of lines; a piece without `+` belongs to the next.
    """
    found: list[Step] = []
    waiting = ""
    for piece in SEPARATORS.split(text):
        waiting = f"{waiting}, {piece.strip()}" if waiting else piece.strip()
        if OFFSET.search(waiting):
            found.append(_step(waiting))
            waiting = ""
    if waiting:
        message = _("{text}: say after how many days, as in call +2")
        raise InvalidInputError(message, field="steps", text=waiting)
    if not found:
        message = _("a playbook needs steps, as in: call +0, send the offer +2, call +7")
        raise InvalidInputError(message, field="steps")
    if len(found) > MOST:
        message = _("a playbook has at most {count} steps")
        raise InvalidInputError(message, field="steps", count=MOST)
    return tuple(sorted(found, key=lambda step: step.days))


def written(steps: Sequence[Step]) -> str:
    """As it is typed: `call +0, send the offer +2`."""
    return ", ".join(f"{step.line} +{step.days}" for step in steps)


def _step(text: str) -> Step:
    first, *more = OFFSET.finditer(text)
    if more:
        message = _("{text}: a step has one +, as in call +2")
        raise InvalidInputError(message, field="steps", text=text)
    days, line = int(first[1]), " ".join((text[: first.start()] + text[first.end() :]).split())
    if not line:
        message = _("{text}: say what is to be done, as in call +2")
        raise InvalidInputError(message, field="steps", text=text)
    if days > LONGEST:
        message = _("{text}: a playbook ends after {days} days at the latest")
        raise InvalidInputError(message, field="steps", text=text, days=LONGEST)
    return Step(days, line)


def working_day(day: date, off: Container[date]) -> date:
    """The day, or the first one after it that is worked on; one of two weeks at the latest."""
    for ahead in range(2 * WEEK):
        found = day + timedelta(days=ahead)
        if found.isoweekday() <= WEEK - 2 and found not in off:
            return found
    return day
