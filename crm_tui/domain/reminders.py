"""Reminders of what is planned: so long before it, or at a moment; which of them are due.

An activity keeps them as text that reads back, `15m, 1d, 2026-11-25 10:00+03:00`; without any, the
user's default counts. `due` is a pure function of the plans and the time: who was told already is
not its business, and a clock that jumps back makes nothing due that was not.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from crm_tui.domain import durations
from crm_tui.domain.date_words import NUMBERS, UNITS
from crm_tui.domain.folding import fold
from crm_tui.domain.reading import Reading
from crm_tui.domain.recurrence import Repeated, between
from crm_tui.domain.texts import _
from crm_tui.domain.zones import called
from crm_tui.errors import InvalidInputError

NONE = "none"
NO_WORDS = ("none", "no", "off", "0", "-", "нет", "без")
MOST = 10
"""Reminders of one activity."""

LONGEST = timedelta(days=366)
KEPT = timedelta(days=7)
"""How late a reminder is still told, after a holiday say; older ones are overdue work by then."""

KEPT_FORM = re.compile("([0-9]{1,6})([mhd])")
COUNTED = re.compile("([0-9]{1,3}) ?([a-zа-я]+)[.]?")
DAYS_IN = {"day": 1, "week": 7}
ALSO = re.compile(",? (?:and|и) |, ?")
AT_ITS_TIME = "0m"
REMIND = ("remind", "напомни", "напомнить")
NOUNS = ("reminder", "напоминание")
"""What asks only for a span: `reminder 30m`; a reminder may also be what is to be sent."""


@dataclass(frozen=True, slots=True)
class Before:
    """So many days before on the calendar, at the same time on the clock, and so much before."""

    days: int = 0
    span: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Plan:
    """What of a planned activity its reminders need; `rule` is how it repeats from its date, by the
    clock of `time_zone` or else of whoever is reminded.
    """

    activity: int
    at: date | datetime | None
    reminders: str | None = None
    rule: str | None = None
    except_on: Collection[date] = ()
    time_zone: str | None = None


@dataclass(frozen=True, slots=True)
class Habits:
    """What a user has set. `day_begins` is the hour of what has none."""

    zone: tzinfo
    default: str = NONE
    day_begins: time = time(9)


@dataclass(frozen=True, slots=True)
class Reminder:
    """`at` is when it is to be told, in UTC; `about` the time of what it is about."""

    activity: int
    at: datetime
    about: date | datetime | None


def read(text: str, reading: Reading) -> str | None:
    """Typed reminders as they are kept: `15m, за день`, `tomorrow 10:00`, `none`; None for no text.

    InvalidInputError for what is no reminder.
    """
    if fold(text) in NO_WORDS:
        return NONE
    parts = [part.strip() for part in re.split("[,;]", text) if part.strip()]
    found = list(dict.fromkeys(_read_one(part, reading) for part in parts))
    if len(found) > MOST:
        raise InvalidInputError(_("{count} reminders are too many: at most {most}"),
                                count=len(found), most=MOST)  # fmt: skip
    return ", ".join(found) or None


def read_default(text: str) -> str:
    """The default as it is kept: one span before, or none."""
    if fold(text) in NO_WORDS:
        return NONE
    before = _read_before(fold(text)) or _read_before(f"{fold(text)}m")
    if before is None:
        raise InvalidInputError(_("{text} is no span: write 15m, 1h, 1d or none"), text=text)
    return written(before)


def read_request(words: str, reading: Reading) -> str | None:
    """What `remind 1h`, `напомни за час` ask for in a line; None where they ask for nothing."""
    noun = fold(words).split()[:1] in ([word] for word in NOUNS)
    asking = 1 if noun else asking_words(words.split())
    rest = " ".join(fold(words).split()[asking:])
    if not asking or not rest:
        return None
    try:
        asked = [_read_one(part, reading) for part in ALSO.split(rest)]
    except InvalidInputError:
        return None
    if noun and not all(map(KEPT_FORM.fullmatch, asked)):
        return None
    return ", ".join(dict.fromkeys(asked))


def asking_words(words: Sequence[str]) -> int:
    """How many words at the beginning of a line ask to be reminded: `remind me`, `напомни`."""
    folded = [fold(word) for word in words[:2]]
    if not folded or folded[0] not in REMIND:
        return 0
    return 1 + (folded[1:] in (["me"], ["мне"]))


def asked_for(reminders: str | None) -> datetime | None:
    """The first moment of the reminders: the time of what has no other, as in `remind me at 9`."""
    asked = wishes(reminders) if reminders else ()
    return min((wish for wish in asked if isinstance(wish, datetime)), default=None)


def due(plans: Iterable[Plan], now: datetime, habits: Habits) -> list[Reminder]:
    """Every reminder whose time has come within KEPT, the earliest first.

    Of what repeats only the last time counts: a week away brings one reminder, not seven.
    """
    found: list[Reminder] = []
    for plan in plans:
        latest: dict[Before | datetime, Reminder] = {}
        for wish, reminder in _reminders(plan, now, habits):
            if now - KEPT < reminder.at <= now:
                known = latest.get(wish)
                latest[wish] = reminder if known is None else max(known, reminder, key=_told_at)
        found += dict.fromkeys(latest.values())
    return sorted(found, key=lambda one: (one.at, one.activity))


def pressing(plans: Iterable[Plan], now: datetime, habits: Habits) -> list[Reminder]:
    """The last due one of each activity, unless it was put off to a moment still to come."""
    waiting = {plan.activity: plan for plan in plans if not _is_put_off(plan, now)}
    return list({one.activity: one for one in due(waiting.values(), now, habits)}.values())


def put_off(reminders: str | None, until: datetime, now: datetime, default: str) -> str:
    """The reminders of an activity, and one more at `until`; moments that are past go."""
    kept = [wish for wish in wishes(reminders or default) if not _is_past(wish, now)]
    return ", ".join(dict.fromkeys([*map(written, kept), written(until)]))


def for_next_time(reminders: str | None) -> str | None:
    """The reminders that what repeats has the next time: moments were of this time only."""
    if reminders is None or reminders == NONE:
        return reminders
    return ", ".join(written(one) for one in wishes(reminders) if isinstance(one, Before)) or None


def wishes(reminders: str) -> list[Before | datetime]:
    """The reminders of a kept text."""
    if reminders == NONE:
        return []
    return [_restored(part) for part in reminders.split(", ")]


def written(wish: Before | datetime) -> str:
    """The shortest text that reads back."""
    if isinstance(wish, datetime):
        return wish.isoformat(sep=" ", timespec="minutes")
    if wish.days:
        return f"{wish.days}d"
    minutes = round(wish.span / timedelta(minutes=1))
    return f"{minutes // 60}h" if minutes and minutes % 60 == 0 else f"{minutes}m"


def _reminders(
    plan: Plan, now: datetime, habits: Habits
) -> Iterator[tuple[Before | datetime, Reminder]]:
    """Those about times near now; a whole day is reminded of only where that was asked for."""
    timed = isinstance(plan.at, datetime)
    asked = wishes(plan.reminders or (habits.default if timed else NONE))
    spans = [wish for wish in asked if isinstance(wish, Before)]
    for wish in asked:
        if isinstance(wish, datetime):
            yield wish, Reminder(plan.activity, wish.astimezone(UTC), plan.at)
    for about in _times(plan, now, habits, spans):
        for wish in spans:
            yield wish, Reminder(plan.activity, _moment(about, wish, habits), about)


def _times(
    plan: Plan, now: datetime, habits: Habits, spans: Sequence[Before]
) -> Sequence[date | datetime]:
    """When it is; of what repeats, each time that a span could make due."""
    if plan.at is None or not spans:
        return []
    first = min(_moment(plan.at, wish, habits) for wish in spans)
    if not plan.rule or first > now:
        return [plan.at]
    today = now.astimezone(habits.zone).date()
    ahead = max(timedelta(days=wish.days) + wish.span for wish in spans) + timedelta(days=2)
    repeated = Repeated(plan.rule, plan.at, plan.except_on)
    zone = called(plan.time_zone, habits.zone)
    return between(repeated, today - KEPT - timedelta(days=1), today + ahead, zone)


def _moment(about: date | datetime, wish: Before, habits: Habits) -> datetime:
    """Days go back on the calendar and keep the time on the clock, hours and minutes by the sun."""
    if isinstance(about, datetime):
        local = about.astimezone(habits.zone) - timedelta(days=wish.days)
    else:
        day = about - timedelta(days=wish.days)
        local = datetime.combine(day, habits.day_begins, habits.zone)
    return local.astimezone(UTC) - wish.span


def _told_at(reminder: Reminder) -> datetime:
    return reminder.at


def _is_put_off(plan: Plan, now: datetime) -> bool:
    asked = wishes(plan.reminders or NONE)
    return any(isinstance(wish, datetime) and wish > now for wish in asked)


def _is_past(wish: Before | datetime, now: datetime) -> bool:
    return isinstance(wish, datetime) and wish <= now


def _read_one(text: str, reading: Reading) -> str:
    """One reminder as it is kept."""
    if _is_kept(text):
        return text
    folded = fold(text).removeprefix("за ")
    before = _read_before(folded.removesuffix(" before").removesuffix(" до"))
    if before is not None:
        return written(before)
    from crm_tui.domain import dates

    try:
        moment = dates.read_moment(text, replace(reading, ahead=True))
    except InvalidInputError:
        moment = None
    if not isinstance(moment, datetime):
        raise InvalidInputError(
            _("{text} is no reminder: write 15m, 1h, 1d or tomorrow 10:00"), text=text
        )
    return written(moment.astimezone(reading.zone))


def _read_before(folded: str) -> Before | None:
    """`15m`, `час`, `1d`, `неделю`: a span; an m is a minute."""
    words = folded.split()
    if len(words) == 1 and UNITS.get(words[0]) in DAYS_IN and len(words[0]) > 1:
        return Before(days=DAYS_IN[UNITS[words[0]]])
    if len(words) == 2 and words[0] in NUMBERS and UNITS.get(words[1]) in DAYS_IN:
        return Before(days=NUMBERS[words[0]] * DAYS_IN[UNITS[words[1]]])
    counted = COUNTED.fullmatch(folded)
    if counted and UNITS.get(counted[2]) in DAYS_IN:
        days = int(counted[1]) * DAYS_IN[UNITS[counted[2]]]
        return Before(days=days) if 0 < days <= LONGEST.days else None
    span = durations.read(folded)
    kept = KEPT_FORM.fullmatch(folded)
    if span is None and kept and kept[2] == "m":
        span = timedelta(minutes=int(kept[1])) or None
    if span is None and counted and counted[2] in durations.MINUTES and not int(counted[1]):
        return Before()
    return Before(span=span) if span is not None and span <= LONGEST else None


def _is_kept(text: str) -> bool:
    try:
        return isinstance(_restored(text), datetime)
    except ValueError:
        return False


def _restored(text: str) -> Before | datetime:
    """What is kept; ValueError for what is not."""
    found = KEPT_FORM.fullmatch(text)
    if found is None:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError(text)
        return moment
    count, unit = int(found[1]), found[2]
    if unit == "d":
        return Before(days=count)
    return Before(span=timedelta(minutes=count * (60 if unit == "h" else 1)))
