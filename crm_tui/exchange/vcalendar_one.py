"""What vCalendar 1.0 of old phones and organizers says otherwise than calendars of today.

Letters may be quoted-printable, rules are `W2 MO FR #10`, and an alarm is a line.
"""

import re
from collections.abc import Iterable, Iterator

from crm_tui.exchange.content_lines import ContentLine

RULE = re.compile(
    r"(?P<unit>D|W|MP|MD|YM|YD)(?P<interval>[0-9]{1,4})(?P<on>(?: +[A-Z0-9+-]{1,4})*?)"
    r"(?: +#(?P<count>[0-9]{1,5})| +(?P<until>[0-9]{8}T[0-9]{6}Z?))?"
)
FREQUENCIES = {"D": "DAILY", "W": "WEEKLY", "MP": "MONTHLY", "MD": "MONTHLY", "YM": "YEARLY",
               "YD": "YEARLY"}  # fmt: skip
BY = {"W": "BYDAY", "MD": "BYMONTHDAY", "YM": "BYMONTH", "YD": "BYYEARDAY"}
LAST_DAY = "LD"
COUNT = 2
"""How often what says no end takes place; 0 is without an end."""

PLACED = re.compile(r"([1-5])([+-])")
"""Which weekday of a month, from its beginning or its end."""

ALARMS = ("DALARM", "AALARM", "MALARM", "PALARM")
MOMENT = re.compile("[0-9]{8}T[0-9]{6}Z")


def modern(lines: Iterable[ContentLine]) -> Iterator[ContentLine]:
    """The properties of an entry as RFC 5545 has them; what is so already stays."""
    for line in lines:
        if line.name == "RRULE" and (rule := _rule(line.value.strip())):
            yield ContentLine("RRULE", rule)
        elif is_alarm(line):
            yield ContentLine("BEGIN", "VALARM")
            yield ContentLine("ACTION", "DISPLAY")
            yield ContentLine("TRIGGER", _moment(line), {"VALUE": ["DATE-TIME"]})
            yield ContentLine("END", "VALARM")
        else:
            yield line


def is_alarm(line: ContentLine) -> bool:
    """Whether it rings at a moment that is known."""
    return line.name in ALARMS and MOMENT.fullmatch(_moment(line)) is not None


def _moment(alarm: ContentLine) -> str:
    return alarm.value.partition(";")[0].strip()


def _rule(text: str) -> str | None:
    found = RULE.fullmatch(text)
    if found is None:
        return None
    unit, on = found["unit"], found["on"].split()
    parts = [f"FREQ={FREQUENCIES[unit]}"]
    if int(found["interval"]) > 1:
        parts.append(f"INTERVAL={int(found['interval'])}")
    if on:
        parts.append(f"BYDAY={','.join(_placed(on))}" if unit == "MP" else _on(unit, on))
    if found["until"]:
        parts.append(f"UNTIL={found['until']}")
    elif count := int(found["count"] or COUNT):
        parts.append(f"COUNT={count}")
    return ";".join(filter(None, parts))


def _on(unit: str, on: list[str]) -> str:
    """The days or months; a day of 1.0 may stand with its sign behind it."""
    words = ["-1" if word == LAST_DAY else _signed(word) for word in on]
    return f"{BY[unit]}={','.join(words)}" if unit in BY else ""


def _signed(word: str) -> str:
    return f"-{word[:-1]}" if word.endswith("-") else word.rstrip("+")


def _placed(on: list[str]) -> Iterator[str]:
    """`1+ MO 2- FR` as 1MO and -2FR."""
    place = ""
    for word in on:
        if found := PLACED.fullmatch(word):
            place = f"-{found[1]}" if found[2] == "-" else found[1]
        else:
            yield f"{place}{word}"
