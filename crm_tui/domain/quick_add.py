"""One line of typed text as a plan: `call Ivanov tomorrow 15:00 30m #hot !send quote fri @olga`.

Dates, spans, repetitions and marks are taken out; what is not understood stays text. Nothing here
knows which clients there are: `names` are the words that may name one, the likeliest first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from crm_tui.domain import clock_words, dates, durations, ranges, reminders, repeats
from crm_tui.domain.activities import ActivityKind, Priority
from crm_tui.domain.date_words import month
from crm_tui.domain.folding import fold
from crm_tui.domain.quick_words import FILLERS, NUMBER_SIGNS, PARTED, WITH, Line, bare
from crm_tui.domain.reading import Reading
from crm_tui.domain.recurrence import Repeated, following
from crm_tui.errors import InvalidInputError

LONGEST = 60
"""Words of a part that are looked at; more is a letter, no plan."""

MOST_NAMES = 8
TOKENS = re.compile(r'"[^"]*"|«[^»]*»|\S+')
TAG = re.compile(r"#([\w/-]*[^\W\d][\w/-]*)")
SOMEBODY = re.compile(r"@([\w.-]*\w)")
URGENT = "!!"
BETWEEN = re.compile(";INTERVAL=[0-9]+")
KIND_WORDS = {
    ActivityKind.CALL: ("call", "phone", "ring", "позвонить", "перезвонить", "звонок", "созвон",
                        "созвониться", "позвони", "перезвони", "набрать", "набери"),
    ActivityKind.MEETING: ("meeting", "meet", "встреча", "встретиться", "совещание"),
    ActivityKind.VISIT: ("visit", "визит", "посетить", "заехать", "выезд"),
    ActivityKind.EMAIL: ("email", "e-mail", "mail", "имейл", "почта"),
    ActivityKind.MESSAGE: ("message", "text", "сообщение"),
    ActivityKind.LETTER: ("letter", "письмо"),
    ActivityKind.EVENT: ("event", "событие", "мероприятие"),
    ActivityKind.NOTE: ("note", "заметка"),
    ActivityKind.TASK: ("task", "задача"),
}  # fmt: skip
HOUR_JOINTS = ("from", "to", "till", "until", "between", "and", "с", "со", "до", "по", "и", "между",
               "-", "–", "—")  # fmt: skip
VAGUE = re.compile("[0-9]+(?![dwдн]|[ap]m$)[a-zа-я]+|[0-9]{1,2}[.][0-9]|[0-9]+[нд][a-zа-я]{3,}")
"""Single words that are dates only where a date is asked for: 10м, 5г, 1.5."""

ORDINAL = re.compile("[0-9]+(?:st|nd|rd|th)")

OF_THE_CLOCK = (
    "in", "at", "by", "в", "во", "к", "через", "за", "ч", "ч.", "час", "часа", "часов",
)  # fmt: skip
"""What follows is a time or so far away, and says not how long it takes."""

CASES = re.compile(
    "(?:понедельник|вторник|четверг)[уа]|сред[еы]|(?:пятниц|суббот)[еы]|воскресень[юя]"
)
"""Days that need a word before them; alone they may be a name."""

LIKE_A_DATE = re.compile(
    "[0-9]{1,2}[.][0-9]{2}(?:[.][0-9]{2,4})?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
    "|[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?|[0-9]{1,2}:[0-9]{2}(?:[-–—][0-9]{1,2}:[0-9]{2})?"
)
WRITTEN_DAY = re.compile("([0-9]{1,2})[./]([0-9]{1,2})(?:[./][0-9]{2,4})?")
ALWAYS = "24/7"
DAY_NUMBER = re.compile("[0-9]{1,2}(?:st|nd|rd|th)?")
ID = re.compile("[CcPpDd]-[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Quick:
    """What a line means. `moment` and `end` are days, or moments in UTC."""

    subject: str
    kind: ActivityKind | None = None
    moment: date | datetime | None = None
    end: date | datetime | None = None
    minutes: int | None = None
    rule: str | None = None
    reminders: str | None = None
    """As an activity keeps them."""
    priority: Priority | None = None
    tags: tuple[str, ...] = ()
    somebody: str | None = None
    """The login after @."""
    names: tuple[str, ...] = ()
    follow_ups: tuple["Quick", ...] = ()
    unread: tuple[str, ...] = ()
    """What looks like a date or a time and is none, as 31.02: it stayed text."""


def read(text: str, reading: Reading) -> Quick:
    """The plan that a line means, with the tasks after each `!` in it."""
    first, *rest = _parts(text)
    ahead = replace(reading, ahead=True)
    return replace(_part(first, ahead), follow_ups=tuple(_part(part, ahead) for part in rest))


def read_held(text: str, reading: Reading) -> tuple[str, tuple[Quick, ...]]:
    """What was said in a contact, as it was typed, and the tasks after each `!` in it."""
    rest, ahead = _parts(text)[1:], replace(reading, ahead=True)
    if not rest:
        return text.strip(), ()
    cut = next(found.start() for found in TOKENS.finditer(text) if _begins(found[0]))
    return text[:cut].strip(), tuple(_part(part, ahead) for part in rest)


def kind_of(word: str) -> ActivityKind | None:
    """The kind that a word at the beginning sets."""
    folded = fold(word).strip(":,.")
    return next((kind for kind, words in KIND_WORDS.items() if folded in words), None)


def spellings(name: str) -> tuple[str, ...]:
    """A name as it was typed, and without the endings of Russian cases."""
    return tuple(dict.fromkeys((name, " ".join(stem(word) for word in name.split()))))


def stem(word: str) -> str:
    """The word without the ending of a Russian case, folded."""
    folded = fold(word).strip('"«».,;:')
    return re.sub("(?<=[а-я]{3})(?:ому|ыми|ами|ой|ом|ем|ей|ую|ым|им|у|ю|а|я|е|ы|и)$", "", folded)


def _parts(text: str) -> list[list[str]]:
    """The words of the line, and of each task that begins with `!`."""
    parts: list[list[str]] = [[]]
    for found in TOKENS.finditer(text):
        if _begins(found[0]):
            parts.append([])
        parts[-1].append(found[0][1:] if _begins(found[0]) else found[0])
    return parts


def _begins(word: str) -> bool:
    return len(word) > 1 and word[0] == "!" and word[1].isalpha()


def _part(words: Sequence[str], reading: Reading) -> Quick:
    line = Line(list(words[:LONGEST]))
    tags = tuple(dict.fromkeys(line.marks(TAG)))
    somebody = line.marks(SOMEBODY, most=1)
    urgent = URGENT in line.words
    line.words = [word for word in line.words if word != URGENT]
    plan = _plan(line, reading)
    rest = [*line.words, *words[LONGEST:]]
    if plan.reminders and len(rest) > 1 and fold(rest[0]) == "to":
        del rest[0]  # remind me tomorrow to call
    return replace(
        plan,
        subject=" ".join(rest).strip(" ,;"),
        kind=kind_of(rest[0]) if rest else None,
        priority=Priority.HIGH if urgent else None,
        tags=tags,
        somebody=somebody[0] if somebody else None,
        names=_names(rest),
        unread=_unread(rest),
    )


def _plan(line: Line, reading: Reading) -> Quick:
    """When, for how long and how often, and the reminders; taken out of the line."""
    reminder = line.take(lambda run: reminders.read_request(bare(run), reading), 6)
    rule = line.take(lambda run: repeats.read(bare(run)), repeats.MOST)
    lost = _names_no_day(line.words, reading)
    bounds = line.take(lambda run: None if lost and _hours(run) else _range(run, reading), 9)
    bounds = _on_day(bounds, line, reading)
    soon = line.take(lambda run: _distant(run, reading), 6)
    minutes = line.take(_minutes, 5, OF_THE_CLOCK)
    moment = bounds[0] if bounds else _another_day(soon, line, reading)
    moment = moment or _when(line, reading, lost=lost)
    moment = moment or reminders.asked_for(reminder)
    if minutes is None and isinstance(moment, datetime) and bounds is None:
        minutes = line.take_where_cut(_cyrillic_minutes)
    if rule:
        moment = _first(rule, moment, reading)
    asking = reminders.asking_words(line.words) if moment and not reminder else 0
    if asking and len(line.words) > asking:
        reminder, line.words = reminders.AT_ITS_TIME, line.words[asking:]
    end = bounds[1] if bounds else None
    return Quick("", moment=moment, end=end, minutes=minutes, rule=rule, reminders=reminder)


def _cyrillic_minutes(word: str) -> int | None:
    """`30м` behind an hour; elsewhere it is a length of cable."""
    found = re.fullmatch("([1-9][0-9]{0,2})м[.,;]?", fold(word))
    return int(found[1]) if found else None


def _minutes(run: list[str]) -> int | None:
    text = fold(bare(run)).removeprefix("for ").removeprefix("на ")
    found = durations.read(text)
    return round(found / timedelta(minutes=1)) if found else None


def _range(run: list[str], reading: Reading) -> ranges.Bounds | None:
    try:
        return ranges.read(bare(run), reading)
    except InvalidInputError:
        return None


def _names_no_day(words: Sequence[str], reading: Reading) -> bool:
    """Whether a day is written that is none, as 31.02: an hour beside it is not one of today."""
    for told in _unread(words):
        meant = " " in told
        if written := WRITTEN_DAY.fullmatch(told):
            first, second = int(written[1]), int(written[2])
            month_number = min(first, second) if "/" in told else second
            meant = month_number <= 12 and told != ALWAYS  # 15.50 is a price
        if meant and _moment([told], reading) is None:
            return True
    return False


def _hours(run: list[str]) -> bool:
    """`10:00-11:30`, `from 10 to 12`: hours of no day."""
    return all(word[:1].isdigit() or fold(word) in HOUR_JOINTS for word in run)


def _when(line: Line, reading: Reading, *, lost: bool) -> date | datetime | None:
    """A day, a time or both; they may stand apart: `tomorrow call Ivanov at 15:00`.

    With `lost` a time needs its day beside it.
    """

    def read_run(run: list[str]) -> date | datetime | None:
        return None if lost and _clock(run) is not None else _moment(run, reading)

    found: date | datetime | None = line.take(read_run, 7)
    if found is None:
        return None
    if not isinstance(found, datetime):
        clock = line.take(lambda run: _clock(run), clock_words.MOST)
        return _at(found, clock, reading) if clock else found
    return _another_day(found, line, reading)


def _another_day(moment: datetime | None, line: Line, reading: Reading) -> datetime | None:
    """A time of today on the day that the line names elsewhere, if it does."""
    if moment is not None and moment.astimezone(reading.zone).date() == reading.today:
        day = line.take(lambda run: _day(run, reading), 6)
        if day is not None:
            return _at(day, moment.astimezone(reading.zone).time(), reading)
    return moment


def _on_day(bounds: ranges.Bounds | None, line: Line, reading: Reading) -> ranges.Bounds | None:
    """Hours of today, on the day that the line names elsewhere."""
    if bounds is None or not isinstance(bounds[0], datetime) or not isinstance(bounds[1], datetime):
        return bounds
    begins = _another_day(bounds[0], line, reading)
    assert begins is not None, "it was one"
    return begins, begins + (bounds[1] - bounds[0])


def _distant(run: list[str], reading: Reading) -> datetime | None:
    """`in 20 min`, `через полчаса`: a moment, where the span alone would say how long it takes."""
    ahead = fold(run[0]) in ("in", "через") and durations.read(bare(run[1:])) is not None
    found = _moment(run, reading) if ahead else None
    return found if isinstance(found, datetime) else None


def _moment(run: list[str], reading: Reading) -> date | datetime | None:
    text = fold(bare(run))
    first = text.split(" ")[0]
    vague = VAGUE.fullmatch(first) and not (ORDINAL.fullmatch(first) and len(run) > 1)
    if vague or CASES.fullmatch(text) or clock_words.is_lone(text.split()):
        return None
    try:
        return dates.read_moment(text, reading)
    except InvalidInputError:
        return None


def _day(run: list[str], reading: Reading) -> date | None:
    found = _moment(run, reading)
    return None if isinstance(found, datetime) else found


def _clock(run: list[str]) -> Any:
    words = fold(bare(run)).split()
    if clock_words.is_lone(words):
        return None
    try:
        return clock_words.read(words)
    except ValueError:
        return None


def _at(day: date, clock: Any, reading: Reading) -> datetime:
    return datetime.combine(day, clock, reading.zone).astimezone(UTC)


def _first(rule: str, moment: date | datetime | None, reading: Reading) -> date | datetime | None:
    """The first time of a repetition, today or later: the weeks between count from there."""
    rule = BETWEEN.sub("", rule)
    yesterday = reading.today - timedelta(days=1)
    if not isinstance(moment, datetime):
        start = moment or reading.today
        return following(Repeated(rule, start), max(yesterday, start - timedelta(1)), reading.zone)
    local = moment.astimezone(reading.zone).date()
    over = reading.now if local == reading.today else moment  # at 9 o'clock it is over at 10
    return following(Repeated(rule, moment), max(over, moment) - timedelta(minutes=1), reading.zone)


def _unread(words: Sequence[str]) -> tuple[str, ...]:
    found = []
    for place, word in enumerate(words):
        bare, before = word.rstrip(",;.!?"), fold(words[place - 1]) if place else ""
        follows = fold(words[place + 1]).rstrip(",;") if place + 1 < len(words) else ""
        if LIKE_A_DATE.fullmatch(bare) and before not in (*NUMBER_SIGNS, *PARTED):
            found.append(bare)
        elif DAY_NUMBER.fullmatch(bare) and len(follows) > 2 and month(follows):
            found.append(f"{bare} {words[place + 1].rstrip(',;')}")
    return tuple(found)


def _names(words: Sequence[str]) -> tuple[str, ...]:
    """An id, what is quoted, runs of capital letters, what follows `with` or the kind."""
    ids = [word.rstrip(",;") for word in words if ID.fullmatch(word.rstrip(",;"))]
    quoted = [word.strip('"«»') for word in words if word[0] in '"«']
    begun = 1 if words and kind_of(words[0]) else 0
    runs = _capitals(words[begun:])
    near = []
    for place, word in enumerate(words):
        if fold(word) in WITH or (begun and not place):
            near += [" ".join(words[place + 1 : place + 3]), *words[place + 1 : place + 2]]
    near = [name for name in near if name and fold(name.split()[0]) not in FILLERS]
    found = [name.strip(" ,;") for name in (*ids, *quoted, *runs, *near)]
    return tuple(name for name in dict.fromkeys(found) if len(name) > 1)[:MOST_NAMES]


def _capitals(words: Sequence[str]) -> list[str]:
    """Runs of words with a capital, and their beginnings, the longest first."""
    runs: list[list[str]] = [[]]
    for word in words:
        if word[0] in '"«' or word[0].isupper():
            runs[-1].append(word.strip('"«»'))
        elif runs[-1]:
            runs.append([])
    return [" ".join(run[:count]) for run in runs for count in range(len(run), 0, -1)]
