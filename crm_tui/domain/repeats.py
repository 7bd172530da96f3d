"""Repetitions in words: `every 2 weeks`, `каждый вторник`, `monthly`; written as an RRULE."""

from crm_tui.domain.date_words import UNITS, counted_unit, weekday
from crm_tui.domain.folding import fold
from crm_tui.domain.recurrence import checked

EVERY = ("every", "each", "каждый", "каждая", "каждое", "каждую", "каждые", "раз")
LONE = {
    "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year",
    "ежедневно": "day", "еженедельно": "week", "ежемесячно": "month", "ежеквартально": "quarter",
    "ежегодно": "year",
}  # fmt: skip
RULES = {
    "day": ("DAILY", 1), "week": ("WEEKLY", 1), "month": ("MONTHLY", 1), "quarter": ("MONTHLY", 3),
    "year": ("YEARLY", 1),
}  # fmt: skip
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKING_DAYS = ("working day", "weekday", "workday", "рабочий день", "будний день")
WORKWEEK = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
MOST = 5
"""Words of the longest repetition."""


def read(text: str) -> str | None:
    """The RRULE that the words mean; None where they mean none."""
    words = fold(text).replace(",", " ").split()
    if len(words) == 1 and words[0] in LONE:
        return _rule(1, LONE[words[0]])
    if len(words) < 2 or words[0] not in EVERY:
        return None
    rest = [word for word in words[1:] if word not in ("в", "and", "и", "on", "по")]
    if not rest:
        return None
    if " ".join(rest) in WORKING_DAYS:
        return WORKWEEK
    named = [weekday(word) for word in rest]
    if all(named):
        days = sorted({day for day in named if day})
        return f"FREQ=WEEKLY;BYDAY={','.join(DAYS[day - 1] for day in days)}"
    rest = ["2", rest[1]] if rest[0] in ("other", "второй", "вторую") and len(rest) == 2 else rest
    found = counted_unit(rest)
    if found is None or found[1] not in UNITS or not 1 <= found[0] <= 999:
        return None
    return _rule(found[0], UNITS[found[1]])


def read_rule(text: str) -> str:
    """Words or an RRULE as an RRULE; InvalidInputError for what is neither."""
    return read(text) or checked(text)


def _rule(count: int, unit: str) -> str:
    frequency, times = RULES[unit]
    interval = f";INTERVAL={count * times}" if count * times > 1 else ""
    return f"FREQ={frequency}{interval}"
