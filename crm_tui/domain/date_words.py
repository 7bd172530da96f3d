"""The English and Russian words of dates, folded."""

import re
from functools import lru_cache

MONTHS = (
    ("january", "январь", "января", "январе"),
    ("february", "февраль", "февраля", "феврале"),
    ("march", "март", "марта", "марте"),
    ("april", "апрель", "апреля", "апреле"),
    ("may", "май", "мая", "мае"),
    ("june", "июнь", "июня", "июне"),
    ("july", "июль", "июля", "июле"),
    ("august", "август", "августа", "августе"),
    ("september", "сентябрь", "сентября", "сентябре"),
    ("october", "октябрь", "октября", "октябре"),
    ("november", "ноябрь", "ноября", "ноябре"),
    ("december", "декабрь", "декабря", "декабре"),
)
WEEKDAYS = (
    ("monday", "понедельник", "понедельнику", "понедельника", "пн"),
    ("tuesday", "вторник", "вторнику", "вторника", "вт"),
    ("wednesday", "weds", "среда", "среду", "среде", "среды", "ср"),
    ("thursday", "четверг", "четвергу", "четверга", "чт"),
    ("friday", "пятница", "пятницу", "пятнице", "пятницы", "пт"),
    ("saturday", "суббота", "субботу", "субботе", "субботы", "сб"),
    ("sunday", "воскресенье", "воскресенью", "воскресенья", "вс"),
)
NEAR_DAYS = {
    "today": 0, "tomorrow": 1, "yesterday": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2,
    "вчера": -1, "позавчера": -2, "tmrw": 1, "tmr": 1, "day after tomorrow": 2,
    "day before yesterday": -2, "tomorow": 1, "tommorow": 1, "tommorrow": 1, "завтро": 1,
}  # fmt: skip
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "couple": 2, "один": 1, "одну": 1, "два": 2,
    "две": 2, "пару": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8,
    "девять": 9, "десять": 10, "двенадцать": 12,
}  # fmt: skip
UNITS = {
    **dict.fromkeys(("d", "day", "days", "д", "дн", "день", "дня", "дней"), "day"),
    **dict.fromkeys(
        ("w", "week", "weeks", "н", "нед", "неделя", "недели", "неделю", "неделе", "недель"),
        "week",
    ),
    **dict.fromkeys(
        ("m", "month", "months", "м", "мес", "месяц", "месяца", "месяце", "месяцев"), "month"
    ),
    **dict.fromkeys(
        ("q", "quarter", "quarters", "кв", "квартал", "квартала", "квартале", "кварталов"),
        "quarter",
    ),
    **dict.fromkeys(("y", "year", "years", "г", "год", "года", "году", "лет"), "year"),
}
CLOCK_UNITS = {
    **dict.fromkeys(("hour", "hours", "h", "hr", "hrs", "ч", "час", "часа", "часов"), 60),
    **dict.fromkeys(
        ("minute", "minutes", "min", "mins", "мин", "минута", "минуту", "минуты", "минут"), 1
    ),
}
"""Units of the clock, in minutes."""

RELATIVES = {
    **dict.fromkeys(
        ("this", "current", "этот", "эта", "это", "эту", "этой", "этом", "этого", "текущий",
         "текущая", "текущую", "текущей", "текущем", "текущего"),
        0,
    ),
    **dict.fromkeys(
        ("last", "previous", "прошлый", "прошлая", "прошлое", "прошлую", "прошлой", "прошлом"), -1
    ),
    **dict.fromkeys(
        ("next", "coming", "следующий", "следующая", "следующее", "следующую", "следующей",
         "следующем", "следующего", "следующему", "будущий", "будущая", "будущую", "будущей",
         "будущем", "будущего"),
        1,
    ),
}  # fmt: skip
NEAREST = (
    "coming",
    "upcoming",
    "nearest",
    "ближайший",
    "ближайшая",
    "ближайшую",
    "ближайшее",
    "ближайшему",
)
SPANS = {
    **dict.fromkeys(("last", "past", "последний", "последние", "последних"), -1),
    **dict.fromkeys(("next", "coming", "следующие", "следующих", "ближайшие", "ближайших"), 1),
}
PREPOSITIONS = ("on", "at", "by", "for", "before", "в", "во", "на", "к", "ко", "за", "до")


@lru_cache(maxsize=256)
def month(word: str) -> int | None:
    """1 to 12 for a month's name or its first three letters and more."""
    return _numbered(MONTHS, word)


@lru_cache(maxsize=256)
def weekday(word: str) -> int | None:
    """1 (Monday) to 7 for a day's name or a short form of it."""
    return _numbered(WEEKDAYS, word)


def counted_unit(words: list[str]) -> tuple[int, str] | None:
    """`3 days`, `3d`, `week`, `a week` as a number and the unit's word."""
    if len(words) == 1:
        found = re.fullmatch(r"([0-9]{0,6})([^\W\d_]+)\.?", words[0])
        return (int(found[1] or 1), found[2]) if found else None
    if len(words) == 2:
        if words[0] in NUMBERS:
            return NUMBERS[words[0]], words[1].rstrip(".")
        if re.fullmatch("[0-9]{1,6}", words[0]):
            return int(words[0]), words[1].rstrip(".")
    return None


def _numbered(names: tuple[tuple[str, ...], ...], word: str) -> int | None:
    bare = word.rstrip(".")
    for number, forms in enumerate(names, start=1):
        if bare in forms or (len(bare) >= 3 and any(form.startswith(bare) for form in forms)):
            return number
    return None
