"""From when until when, as people write it: `10:00-11:30`, `с 10 до 12`, `24-26 nov`, `пн-ср`."""

import re
from datetime import date, datetime, timedelta

from crm_tui.domain.dates import folded_date, read_moment
from crm_tui.domain.reading import Reading
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

Bounds = tuple[date | datetime, date | datetime]

EVENING, MORNING = 18, 8

HOURS = re.compile(
    "(?:(.+?),? )?([0-9]{1,2}(?::[0-9]{2})?) ?[-–—] ?([0-9]{1,2}:[0-9]{2}|[0-9]{1,2}(?= |$))"
    "(?: (.+))?"
)
BETWEEN = re.compile("\\b(?:between|между) ([^ ]+) (?:and|и) ")
PART = re.compile("утра|дня|вечера")
SPOKEN = re.compile("(?:(.+?),? )?(?:from|с|со) (.+?) (?:to|till|until|до|по) (.+)")
CLOCK = "[0-9]{1,2}(?::[0-9]{2})?(?: ?(?:am|pm))?"
HOURS_TO = re.compile(f"(?:(.+?),? )?({CLOCK}) (?:to|till|until) ({CLOCK})(?: (.+))?")
DAYS_TO = re.compile("([^–—:]+?) (?:to|till|until) ([^–—:]+)")
MOMENTS_TO = re.compile(f"(.+ {CLOCK}) (?:to|till|until|до|[-–—]) (.+ {CLOCK})")
DAYS = re.compile("([0-9]{1,2}) ?[-–—] ?([0-9]{1,2}) ([a-zа-я]+[.]?(?:,? [0-9]{4})?)")
AMERICAN_DAYS = re.compile("([a-z]+[.]?) ([0-9]{1,2}) ?[-–—] ?([0-9]{1,2})")
HALVED = re.compile("(?:(.+?),? )?([0-9]{1,2}) ?[-–—] ?([0-9]{1,2}) ?(am|pm)(?: (.+))?")
OF_ONE_MONTH = re.compile("[0-9]{1,2} ([a-zа-я]+[.]?(?:,? [0-9]{4})?)")
JOINED = re.compile("([^ –—-]+) ?[-–—] ?([^ –—-]+)")
APART = re.compile("([^–—]+) [-–—] ([^–—]+)")


def read(text: str, reading: Reading) -> Bounds | None:
    """Two moments in UTC, or the first and the last of some days; None where a text is no range.

    InvalidInputError where it ends before it begins.
    """
    folded = BETWEEN.sub(r"from \1 to ", folded_date(text))
    for first, last in _pairs(folded):
        try:
            found = read_moment(first, reading), read_moment(last, reading)
        except InvalidInputError:
            continue
        if isinstance(found[0], datetime) == isinstance(found[1], datetime):
            end = found[1]
            if not isinstance(end, datetime) and end < found[0] and last.isalpha():
                end += timedelta(days=7)  # from Friday to Monday
            if _over_night(found[0], end, reading):
                end += timedelta(days=1)
            if end <= found[0]:
                raise InvalidInputError(_("{text} ends before it begins"), text=text)
            return found[0], end
    return None


def _over_night(begins: date | datetime, ends: date | datetime, reading: Reading) -> bool:
    """Whether both are hours of one day, and it goes from an evening to the next morning."""
    if not isinstance(begins, datetime) or not isinstance(ends, datetime) or ends > begins:
        return False
    first, last = begins.astimezone(reading.zone), ends.astimezone(reading.zone)
    return first.date() == last.date() and first.hour >= EVENING and last.hour <= MORNING


def _pairs(folded: str) -> list[tuple[str, str]]:
    """The texts of the beginning and the end, in all the ways in which the text can be taken."""
    pairs = []
    found = HOURS.fullmatch(folded)
    hours = found and (":" in found[2] + found[3] or found[1] or found[4])
    if found and hours and not (found[1] and found[4]):
        day = found[1] or found[4] or ""
        pairs.append((f"{day} {_clock(found[2])}".strip(), f"{day} {_clock(found[3])}".strip()))
    found = HOURS_TO.fullmatch(folded)
    if found and re.search(":|m", found[2] + found[3]) and not (found[1] and found[4]):
        day = found[1] or found[4] or ""
        pairs.append((f"{day} {_clock(found[2])}".strip(), f"{day} {_clock(found[3])}".strip()))
    if (found := HALVED.fullmatch(folded)) and not (found[1] and found[5]):
        day, first, last, half = found[1] or found[5] or "", found[2], found[3], found[4]
        turns = int(first) % 12 > int(last) % 12  # 12 pm is the first hour of its half
        other = {"am": "pm", "pm": "am"}[half] if turns else half
        pairs.append((f"{day} {first}{other}".strip(), f"{day} {last}{half}".strip()))
    if found := MOMENTS_TO.fullmatch(folded):
        pairs.append((found[1], found[2]))
    if found := AMERICAN_DAYS.fullmatch(folded):
        pairs.append((f"{found[1]} {found[2]}", f"{found[1]} {found[3]}"))
    if found := DAYS.fullmatch(folded):
        pairs.append((f"{found[1]} {found[3]}", f"{found[2]} {found[3]}"))
    if found := SPOKEN.fullmatch(folded):
        month = OF_ONE_MONTH.fullmatch(found[3])
        if month and found[2].isdigit() and not found[1]:
            pairs.append((f"{found[2]} {month[1]}", found[3]))
        last, _space, after = found[3].partition(" ")
        day = found[1] or after
        if found[2].isdigit() and last.isdigit() and PART.fullmatch(after):
            turns = int(found[2]) % 12 > int(last) % 12
            first = found[2] if turns else f"{found[2]} {after}"
            day = found[1] or ""
            pairs.append((f"{day} в {first}".strip(), f"{day} в {found[3]}".strip()))
        elif not (found[1] and after):
            pairs.append((f"{day} {_clock(found[2])}".strip(), f"{day} {_clock(last)}".strip()))
        if not found[1]:
            pairs.append((found[2], found[3]))
    elif (found := DAYS_TO.fullmatch(folded)) and not found[1].isdigit():
        pairs.append((found[1], found[2]))
    if (found := JOINED.fullmatch(folded)) or (found := APART.fullmatch(folded)):
        pairs.append((found[1], found[2]))
    return pairs


def _clock(text: str) -> str:
    """`at 10` for `10`, which alone says nothing."""
    return f"at {text}" if text.isdigit() else text
