"""Headings between the records of a long list: which line is a heading, and which a record.

Records are counted without the headings and lines with them; both ways cost the same however
long the list is.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from crm_tui.widgets.rows import Section


class Groups:
    """Sections, each with how many records follow it; none is a list without headings."""

    def __init__(self, sections: Sequence[Section] = (), sizes: Sequence[int] = ()) -> None:
        self.sections = sections
        self.starts = [0, *accumulate(sizes)][: len(sections)]
        """The first record of each."""
        self.lines = [start + place for place, start in enumerate(self.starts)]
        """Where each heading stands."""

    def section(self, line: int) -> Section | None:
        """The heading on that line."""
        place = bisect_right(self.lines, line) - 1
        found = place >= 0 and self.lines[place] == line
        return self.sections[place] if found else None

    def record(self, line: int) -> int:
        """The record on that line, on a heading the first one below it; -1 above all."""
        place = bisect_right(self.lines, line) - 1
        return max(line - place - 1, self.starts[place]) if place >= 0 else line

    def line(self, record: int) -> int:
        """Where the record stands."""
        return record + bisect_right(self.starts, record)
