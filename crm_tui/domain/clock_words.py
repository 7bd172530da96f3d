"""Times of day as people say them: `15:00`, `at 3`, `half past 3`, `без четверти пять`, `вечером`.

Where an hour from 1 to 7 is said without its half of the day, the working day is meant: `at 3` is
15:00. Written with minutes, as in 3:00, it is what is written.
"""

import re
from datetime import time

MOST = 6
"""Words of the longest time of day."""

WRITTEN = re.compile("([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))? ?(am|pm|a[.]m[.]|p[.]m[.])?")
HALVED = re.compile("([0-9]{1,2}) ?(am|pm|a[.]m[.]|p[.]m[.])")
SPOKEN = re.compile(
    "([0-9]{1,2})(?: (?:ч|час|часа|часов))?"
    "(?: (утра|дня|вечера|ночи|o'clock|tonight|(?:in the|this) (?:morning|afternoon|evening)))?"
)
EARLY = ("утра", "ночи", "in the morning", "this morning")
PARTED = re.compile(
    "(?:this )?(morning|afternoon|evening|tonight|утром|днем|вечером) "
    "(?:at|в|во) ([0-9]{1,2})(?::([0-9]{2}))?"
)
"""A part of the day and its hour: `tonight at 8`."""

PAST = re.compile("(half|quarter|[0-9]{1,2})(?: min(?:utes)?)? (past|to) ([a-z0-9]+)")
HALF = re.compile("(?:половин[аеу] |пол ?)([а-я]+)")
QUARTER = re.compile("четверть ([а-я]+)")
SHORT_OF = re.compile("без (четверти|[а-я]+|[0-9]{1,2})(?: мин| минут)? ([а-я]+|[0-9]{1,2})")

PARTS = {
    "morning": 9, "this morning": 9, "утром": 9, "с утра": 9, "first thing": 9,
    "noon": 12, "midday": 12, "полдень": 12,
    "midnight": 0, "полночь": 0, "lunch": 13, "lunchtime": 13, "обед": 13, "обеду": 13,
    "afternoon": 14, "after lunch": 14,
    "this afternoon": 14, "днем": 14, "после обеда": 14, "evening": 18, "this evening": 18,
    "вечером": 18, "tonight": 18, "eod": 18, "end of day": 18, "конец дня": 18, "концу дня": 18,
    "конце дня": 18, "вечеру": 18, "night": 18,
}  # fmt: skip
LONE_PARTS = ("morning", "lunch", "lunchtime", "обед", "afternoon", "evening", "night")
"""Which are words like others where they stand without a day."""

HOURS = (
    ("one", "час", "первого"), ("two", "два", "второго"), ("three", "три", "третьего"),
    ("four", "четыре", "четвертого"), ("five", "пять", "пятого"), ("six", "шесть", "шестого"),
    ("seven", "семь", "седьмого"), ("eight", "восемь", "восьмого"),
    ("nine", "девять", "девятого"), ("ten", "десять", "десятого"),
    ("eleven", "одиннадцать", "одиннадцатого"), ("twelve", "двенадцать", "двенадцатого"),
)  # fmt: skip
SHORT_MINUTES = {
    "четверти": 15,
    "пятнадцати": 15,
    "пяти": 5,
    "десяти": 10,
    "двадцати": 20,
    "двадцать": 20,
}
IN_A_PART = re.compile("(.+) (утра|дня|вечера|ночи|(?:in the|this) (?:morning|afternoon|evening))")
"""`в полвосьмого утра`: which half of the day, behind what says only the hour of a clock's face."""

MINUTES = {
    "пятнадцать": 15, "двадцать": 20, "тридцать": 30, "сорок": 40, "сорок пять": 45,
    "пятьдесят": 50, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty five": 45,
    "forty-five": 45, "fifty": 50,
}  # fmt: skip
WORDED = re.compile(f"([a-zа-я]+|[0-9]{{1,2}}) ({'|'.join(sorted(MINUTES, reverse=True))})")
COUNTED = re.compile(
    "([0-9]{1,2}) ?(?:ч|час|часа|часов)[.]? ([0-5]?[0-9]) ?(?:м|мин|минут[аыу]?)[.]?"
)
BEFORE = ("at", "в", "во", "к", "by")
AT = ("at", "в", "во")
DOTTED = re.compile("([0-9]{1,2})[.-]([0-5][05])")
"""Only after `at` is this a time of day and no date; a minute that is no month also by a day."""

DASHED = re.compile("([0-9]{1,2})-([0-5][05])")
"""After each of BEFORE, of which `к 5.10` is a day."""

PREPOSED = re.compile("(?:на|for|до|by|till|until|с|from|после|after) (?=[0-9]{1,2}:)")


def is_lone(words: list[str]) -> bool:
    """Whether folded words begin with a part of the day, behind no day: `morning report`."""
    return words == ["first", "thing"] or (bool(words) and words[0] in LONE_PARTS)


def read(words: list[str]) -> time | None:
    """The time that folded words say; None for other words. ValueError for 25:00."""
    said = len(words) > 1 and words[0] in BEFORE
    text = " ".join(words[1:] if said else words)
    if text.removeprefix("in ").removeprefix("the ") in PARTS:
        text = text.removeprefix("in ").removeprefix("the ")
        return time(PARTS[text])
    if said and (found := (DOTTED if words[0] in AT else DASHED).fullmatch(text)):
        return time(int(found[1]), int(found[2]))
    text = PREPOSED.sub("", text)
    return _written(text) or _of_a_face(text, said) or (_spoken(text) if said else None)


def dotted(words: list[str]) -> time | None:
    """`11.30`, beside a day, where it can be no day of a month."""
    found = DOTTED.fullmatch(" ".join(words))
    sure = found is not None and not 1 <= int(found[2]) <= 12
    return time(int(found[1]), int(found[2])) if found and sure else None


def _written(text: str) -> time | None:
    if found := WRITTEN.fullmatch(text):
        return time(_halved(int(found[1]), found[4]), int(found[2]), int(found[3] or 0))
    if found := HALVED.fullmatch(text):
        return time(_halved(int(found[1]), found[2]))
    if found := PARTED.fullmatch(text):
        half = "am" if found[1] in ("morning", "утром") else "pm"
        hour = int(found[2])
        return time(_halved(hour, half) if hour <= 12 else hour, int(found[3] or 0))
    if (found := SPOKEN.fullmatch(text)) and found[2] not in (None, "дня"):
        return _spoken(text)
    return None


def _halved(hour: int, half: str | None) -> int:
    """The hour of the day; ValueError for 15 pm."""
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half.startswith("p") else 0)


def _spoken(text: str) -> time | None:
    """`15`, `3 дня`, `9 утра`, `five`."""
    named = _named(text.partition(" ")[0], 0, 1)
    digits = text if named is None else " ".join([str(named), *text.split()[1:]])
    found = SPOKEN.fullmatch(digits)
    if found is None:
        return None
    hour, part = int(found[1]), found[2]
    if part not in (None, "o'clock"):
        evening = part not in EARLY or (part == "ночи" and hour > 8)
        return time(_halved(hour, "pm" if evening else "am"))
    return time(_working(hour))


def _working(hour: int) -> int:
    return hour + 12 if 1 <= hour <= 7 else hour


def _of_a_face(text: str, said: bool) -> time | None:
    """With minutes in words, in the half of the day that is named, else in the working day."""
    found = IN_A_PART.fullmatch(text)
    face = found[1] if found else text
    shown = _relative(face) or (_with_minutes(face) if said else None)
    if found is None or shown is None:
        return shown
    half = "am" if found[2] in EARLY else "pm"
    return shown.replace(hour=_halved(shown.hour % 12 or 12, half))


def _with_minutes(text: str) -> time | None:
    """`девять тридцать`, `15 ч 30 мин`."""
    if found := COUNTED.fullmatch(text):
        return time(_working(int(found[1])), int(found[2]))
    if found := WORDED.fullmatch(text):
        hour = int(found[1]) if found[1].isdigit() else _named(found[1], 0, 1)
        return time(_working(hour), MINUTES[found[2]]) if hour is not None else None
    return None


def _relative(text: str) -> time | None:
    """Minutes past an hour or short of one."""
    if found := PAST.fullmatch(text):
        minutes = {"half": 30, "quarter": 15}.get(found[1]) or int(found[1])
        hour = int(found[3]) if found[3].isdigit() else _named(found[3], 0)
        return _off(hour, minutes if found[2] == "past" else -minutes)
    if found := HALF.fullmatch(text):
        return _off(_named(found[1], 2), -30)
    if found := QUARTER.fullmatch(text):
        return _off(_named(found[1], 2), -45)
    if found := SHORT_OF.fullmatch(text):
        short = SHORT_MINUTES.get(found[1]) or (int(found[1]) if found[1].isdigit() else 0)
        hour = int(found[2]) if found[2].isdigit() else _named(found[2], 1)
        return _off(hour, -short) if short else None
    return None


def _named(word: str, *forms: int) -> int | None:
    """1 to 12 for an hour's word in one of the forms: English, Russian, Russian ordinal."""
    for hour, words in enumerate(HOURS, start=1):
        if any(words[form] == word for form in forms):
            return hour
    return None


def _off(hour: int | None, minutes: int) -> time | None:
    """The time so many minutes off an hour, in the working day."""
    if hour is None or not 1 <= hour <= 23 or not -60 < minutes < 60:
        return None
    begun = hour if minutes >= 0 else hour - 1 or 12
    return time(_working(begun), minutes % 60)
