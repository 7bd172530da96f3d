"""Spans of the clock as people write them: `30m`, `1h30`, `полтора часа`, `half an hour`."""

import re
from datetime import timedelta

from crm_tui.domain.date_words import CLOCK_UNITS, NUMBERS
from crm_tui.domain.folding import fold

LONGEST = 100
WORDS = {
    "полчаса": 30, "пол часа": 30, "half an hour": 30, "half hour": 30, "полтора часа": 90,
    "an hour and a half": 90, "half a day": 240, "полдня": 240, "четверть часа": 15,
    "quarter of an hour": 15, "a quarter of an hour": 15,
}  # fmt: skip
HOURS = re.compile("([0-9]{1,3})(?:[.,]([0-9]{1,2}))? ?([a-zа-я]+)[.]?")
AND_A_HALF = re.compile("([0-9a-zа-я]+) (?:and a half|с половиной) ([a-zа-я]+)")
BOTH = re.compile("([0-9]{1,2}) ?(?:h|hours?|ч|час|часа|часов)[.]? ?([0-9]{1,2}) ?([a-zа-я]*)[.]?")
MINUTES = ("", "m", "м", *(word for word, minutes in CLOCK_UNITS.items() if minutes == 1))


def read(text: str) -> timedelta | None:
    """The span that a text names; None where it names none."""
    folded = fold(text) if len(text) <= LONGEST else ""
    if folded in WORDS:
        return timedelta(minutes=WORDS[folded])
    if (found := BOTH.fullmatch(folded)) and found[3] in MINUTES:
        return timedelta(hours=int(found[1]), minutes=int(found[2]))
    if found := HOURS.fullmatch(folded):
        return _counted(f"{found[1]}.{found[2] or 0}", found[3])
    if found := AND_A_HALF.fullmatch(folded):
        count = NUMBERS.get(found[1], 0) or (int(found[1]) if found[1].isdigit() else 0)
        return _counted(f"{count}.5", found[2]) if count and found[2] != "m" else None
    words = folded.split()
    if len(words) == 1 and words[0] in ("hour", "час", "minute", "минуту"):
        return timedelta(minutes=CLOCK_UNITS[words[0]])
    if len(words) == 2 and words[0] in NUMBERS:
        return _counted(str(NUMBERS[words[0]]), words[1])
    return None


def _counted(number: str, unit: str) -> timedelta | None:
    minutes = 1 if unit == "m" else CLOCK_UNITS.get(unit)
    if minutes is None:
        return None
    return timedelta(minutes=round(float(number) * minutes)) or None
