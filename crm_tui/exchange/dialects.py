"""Which characters stand between the columns of a CSV file, and around its cells."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange.row_files import header_place

DELIMITERS = ",;\t|^:"
WORDS = {
    "tab": "\t",
    "\\t": "\t",
    "comma": ",",
    "semicolon": ";",
    "pipe": "|",
    "space": " ",
    "colon": ":",
}
QUOTED = re.compile(r"\s*'[^']+'\s*")
SINGLE = re.compile(r"'(?:[^']|'')*'")
BARE = re.compile(r"[-+0-9., ]+|null|true|false", re.IGNORECASE)
"""What a database does not quote."""

FEWEST_QUOTED = 2
LONGEST_LINE = 2_000
RECORDS = 50
"""Records that are looked at."""


def known(wanted: str) -> str:
    """The one character that `--delimiter` means; InvalidInputError when it cannot be one."""
    found = WORDS.get(wanted.lower(), wanted)
    if len(found) != 1 or found in '"\r\n\ufeff':
        raise InvalidInputError(
            _("{delimiter} cannot stand between columns: use , or ; or tab"), delimiter=wanted
        )
    return found


def guess(sample: str, *, whole: bool) -> str:
    """The delimiter that cuts the sample into the most even table; a comma where none does.

    `whole` says that the sample ends where the file ends, not in the middle of a record.
    """
    if not whole:
        sample = sample[: sample.rfind("\n") + 1] or sample
    return max(DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def escape(sample: str, delimiter: str) -> str | None:
    """The backslash where it stands before quotes inside of quotes, as databases write them."""
    inside = re.compile(rf'\\"[^"\r\n{re.escape(delimiter)}]')
    return "\\" if inside.search(sample) else None


def quote(sample: str, delimiter: str) -> str:
    """What stands around cells: a single quote where it is around each of the first line's, or
    around all words of the others."""
    lines = sample.lstrip("\ufeff\r\n").splitlines()[: RECORDS + 1]
    titles = lines[0].strip().split(delimiter) if lines else []
    if all(QUOTED.fullmatch(title) for title in titles):
        return "'"
    return "'" if _are_quoted(lines[1:], len(titles), delimiter) else '"'


def _are_quoted(lines: Sequence[str], width: int, delimiter: str) -> bool:
    """Whether single quotes make the lines as wide as they are to be, around all but numbers."""
    if any(len(line) > LONGEST_LINE for line in lines):
        return False
    sign = re.escape(delimiter)
    cell = re.compile(rf"(?:^|{sign}) *('(?:[^']|'')*'|[^{sign}]*?) *(?={sign}|$)")
    records = [cell.findall(line) for line in lines if line.strip()]
    cells = [one for record in records for one in record if one]
    quoted = sum(1 for one in cells if SINGLE.fullmatch(one))
    bare = sum(1 for one in cells if BARE.fullmatch(one))
    even = all(len(record) == width for record in records)
    return even and quoted >= FEWEST_QUOTED and quoted + bare == len(cells)


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    """The share of records as wide as the first, and that width; nothing for a single column.

    Where lines of text stand above the table, they are left out.
    """
    lines = sample.splitlines(keepends=True)
    try:
        records = list(islice(filter(None, csv.reader(lines, delimiter=delimiter)), RECORDS))
    except csv.Error:
        return 0.0, 0
    records = records[header_place(records) :]
    if not records or len(records[0]) < 2:
        return 0.0, 0
    width = len(records[0])
    widths = Counter(len(record) for record in records)
    return widths[width] / len(records), width
