"""Cells that a spreadsheet would run as a formula, disarmed by an apostrophe and restored."""

import re

_LIVE = re.compile(r"'*[=+\-@\t\r]")
_DISARMED = re.compile(r"'+[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:[., \u00a0\u202f]\d+)*%?")
_PHONE = re.compile(r"\+\d[\d ()./-]{3,30}")


def disarmed(cell: str) -> str:
    """The cell as it may stand in a file that a spreadsheet opens; numbers and phones as is."""
    if not _LIVE.match(cell) or _NUMBER.fullmatch(cell) or _PHONE.fullmatch(cell):
        return cell
    return "'" + cell


def restored(cell: str) -> str:
    """What the cell was before `disarmed`."""
    return cell[1:] if _DISARMED.match(cell) else cell


def literal(cell: str) -> str:
    """A cell of a file that disarms nothing, so that `restored` gives back just this."""
    return cell if restored(cell) == cell else "'" + cell
