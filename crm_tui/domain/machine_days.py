"""Days as programs write them into files, and nobody by hand: the number of a spreadsheet cell, a
day without any signs, the date of a letter."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

SERIAL = re.compile(r"[1-9][0-9]{4}(?:[.,][0-9]{1,12})?")
"""A spreadsheet counts the days since this one: 10000 is in 1927, 99999 in 2173."""

FIRST_DAY = datetime(1899, 12, 30, tzinfo=UTC)
BARE = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2}))?")
HYPHENS = re.compile(r"([0-9]{1,2})-([^\W\d_]{3,9})\.?-([0-9]{4}|[0-9]{2})(?=\s|$)")
OF_LETTER = re.compile(r"[A-Z][a-z]{2}, [0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{5,8} [^\s].{1,12}")


def written_out(text: str) -> str | None:
    """The text with its day as 2026-11-24, or as 24 Nov 2026; None for one of another shape."""
    typed = text.strip()
    for shape, write in SHAPES:
        found = shape.fullmatch(typed)
        if found:
            try:
                return write(found)
            except (ValueError, OverflowError):
                return None
    return HYPHENS.sub(_spaced, typed, count=1) if HYPHENS.match(typed) else None


def _of_serial(found: re.Match[str]) -> str:
    moment = FIRST_DAY + timedelta(days=float(found[0].replace(",", ".")))
    whole = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    return _shown(whole)


def _of_figures(found: re.Match[str]) -> str:
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    return _shown(datetime(year, month, day, hour, minute, second, tzinfo=UTC))


def _shown(moment: datetime) -> str:
    """Without a zone: it is the user's."""
    return moment.strftime("%Y-%m-%d %H:%M:%S").removesuffix(" 00:00:00")


def _of_letter(found: re.Match[str]) -> str:
    return parsedate_to_datetime(found[0]).isoformat()


def _spaced(found: re.Match[str]) -> str:
    return f"{found[1]} {found[2]} {found[3]}"


SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (SERIAL, _of_serial),
    (BARE, _of_figures),
    (OF_LETTER, _of_letter),
)
