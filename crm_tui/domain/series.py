"""How much of what repeats a change concerns, and what becomes of its rule."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from crm_tui.domain.fields import Labelled
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FIXED = re.compile("BY(?!DAY=)[A-Z]+=|BYDAY=[^;]*[0-9]")
"""What names its days otherwise than by the day of the week."""

OFTEN = re.compile("FREQ=(?:HOURLY|MINUTELY|SECONDLY)|BY(?:HOUR|MINUTE|SECOND)=")
CLOCK = "%Y%m%dT%H%M%S"


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


def ending_on_a_day(rule: str, clock: time) -> str:
    """The rule of what happens at that time of day, its end the end of the last day: so no time is
    lost when the hour moves. What happens several times a day stays.
    """
    found = re.search("UNTIL=([0-9]{8}T[0-9]{6})(?!Z)", rule)
    if found is None or OFTEN.search(rule):
        return rule
    until = datetime.fromisoformat(found[1])
    last = until.date() - timedelta(days=clock > until.time())
    return rule.replace(found[0], f"UNTIL={last:%Y%m%d}T235959")


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


def local_end(rule: str, zone: tzinfo) -> str:
    """The rule of a file: its end, which is a moment there, on the clock of the zone."""

    def local(found: re.Match[str]) -> str:
        try:
            until = datetime.strptime(found[1] + found[2], CLOCK).replace(tzinfo=UTC)
            return f"UNTIL={until.astimezone(zone).strftime(CLOCK)}"
        except (ValueError, OverflowError):
            return found[0]  # no day of the calendar: whoever checks the rule says so

    return re.sub("UNTIL=([0-9]{8})(T[0-9]{6})Z", local, rule)


def universal_end(rule: str, zone: tzinfo | None) -> str:
    """The rule as a file has it: its end in UTC, or as a day where there is no time of day."""
    found = re.search("UNTIL=([0-9]{8})(T[0-9]{6})?Z?", rule)
    if found is None:
        return rule
    written = f"UNTIL={found[1]}"
    if zone is not None:
        text = found[1] + (found[2] or "T000000")
        local = datetime.strptime(text, CLOCK).replace(tzinfo=zone)
        written = f"UNTIL={local.astimezone(UTC).strftime(CLOCK)}Z"
    return rule.replace(found[0], written)


def left_out(text: str, zone: tzinfo) -> list[date]:
    """The local days of moments and days with spaces between them."""
    found = []
    for word in text.split():
        if "T" in word:
            moment = datetime.fromisoformat(word)
            found.append((moment.astimezone(zone) if moment.tzinfo else moment).date())
        else:
            found.append(date.fromisoformat(word))
    return found
