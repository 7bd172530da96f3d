"""How much of what repeats a change concerns, and what becomes of its rule."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from crm_tui.domain.fields import Labelled
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FIXED = re.compile("BY(?!DAY=)[A-Z]+=|BYDAY=[^;]*[0-9]")
"""What names its days otherwise than by the day of the week."""


class Reach(Labelled):
    THIS = "this", _("only this one")
    LATER = "later", _("this and later ones")
    ALL = "all", _("all")


def read_days(text: str | None) -> frozenset[date]:
    """The days of `except_on`."""
    return frozenset(date.fromisoformat(word) for word in (text or "").split())


def days_text(days: Iterable[date]) -> str | None:
    """What `except_on` holds for the days."""
    return " ".join(day.isoformat() for day in sorted(days)) or None


def ended(rule: str, day: date) -> str:
    """The rule up to the day before; an end or a number of times that it had gives way."""
    parts = [part for part in rule.split(";") if not part.startswith(("COUNT=", "UNTIL="))]
    return ";".join([*parts, f"UNTIL={day - timedelta(days=1):%Y%m%d}T235959"])


def shorter(rule: str, times: int) -> str:
    """The rule of what is left after so many times; one that is not counted stays."""
    return re.sub("COUNT=([0-9]+)", lambda found: f"COUNT={int(found[1]) - times}", rule)


def shifted(rule: str, days: int) -> str:
    """The rule when every time moves by so many days; InvalidInputError where it names days
    that do not move along, such as the last of a month."""
    if not days:
        return rule
    if FIXED.search(rule):
        raise InvalidInputError(_("it repeats on fixed days: change how it repeats in its form"))
    parts = []
    for part in rule.split(";"):
        if part.startswith("BYDAY="):
            places = [(DAYS.index(day) + days) % 7 for day in part[6:].split(",")]
            part = f"BYDAY={','.join(DAYS[place] for place in sorted(places))}"
        elif part.startswith("UNTIL="):
            until = date(int(part[6:10]), int(part[10:12]), int(part[12:14]))
            part = f"UNTIL={until + timedelta(days=days):%Y%m%d}{part[14:]}"
        parts.append(part)
    return ";".join(parts)
