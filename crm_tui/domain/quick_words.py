"""The words of a line that are not understood yet, and how some of them are taken out."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from crm_tui.domain.folding import fold

WITH = ("with", "for", "to", "с", "со", "для", "у", "от", "к", "in", "в", "at")
FILLERS = (*WITH, "about", "on", "the", "a", "о", "об", "про", "по", "насчет", "на")
HOUR_ALONE = re.compile(
    "(?:at|by|в|к) [0-9]{1,2}|[0-9]{1,2} to [0-9]{1,2}|(?:.* )?[0-9]{1,2} ?[-–—] ?[0-9]{1,2}"
)
FROM_TO = re.compile(
    "from [0-9]{1,2} to [0-9]{1,2}|(?:between|между) [0-9]{1,2} (?:and|и) [0-9]{1,2}"
)
SEVERAL = re.compile("[a-z]+s|[а-я]+[ая]ми")
"""What is counted: `between 2 and 3 pallets`."""

NUMBER_SIGNS = ("no", "no.", "nr", "nr.", "№", "номер", "от", "dated")
"""What follows is a number, or the date of a document."""

PARTED = (
    "version", "section", "room", "версия", "версии", "версию", "раздел", "раздела", "разделу",
    "разделе", "пункт", "пункта", "пункту", "пункте", "кабинет", "кабинете",
)  # fmt: skip
"""What follows is no day where it is dotted: `version 2.10`."""

DOTTED = re.compile("[0-9]+(?:[.][0-9]+)+")
EXCEPT = ("кроме", "except")
"""What follows is a day on which it is not."""

AHEAD, BESIDE = ("in", "через"), ("after", "before", "после", "до")
"""`in 2 days after the fair`: nobody knows from when the days count."""


@dataclass(slots=True)
class Line:
    """The words that are not understood yet."""

    words: list[str]
    cuts: set[int] = field(default_factory=set)
    """The places before which something was taken out."""

    def marks(self, pattern: re.Pattern[str], most: int = 20) -> list[str]:
        """Take out the words that the pattern matches; what it catches."""
        found: list[str] = []
        kept: list[str] = []
        for word in self.words:
            matched = pattern.fullmatch(word.rstrip(",;"))
            if matched and len(found) < most:
                found.append(matched[1])
            else:
                kept.append(word)
        self.words = kept
        return found

    def take(
        self, read: Callable[[list[str]], Any], longest: int, not_after: Sequence[str] = ()
    ) -> Any:
        """Take out the longest run of words that can be read, the first of several; or None."""
        for count in range(min(longest, len(self.words)), 0, -1):
            for start in range(len(self.words) - count + 1):
                run = self.words[start : start + count]
                before = fold(self.words[start - 1]) if start else ""
                quoted = any(word[0] in '"«' for word in run)
                if quoted or before in not_after or self._says_else(run, start, before):
                    continue
                value = read(run)
                if value is not None:
                    del self.words[start : start + count]
                    self.cuts = {cut if cut <= start else cut - count for cut in self.cuts}
                    self.cuts.add(start)
                    return value
        return None

    def take_where_cut(self, read: Callable[[str], Any]) -> Any:
        """Take out a word that stands right where something was taken out before."""
        for place in sorted(self.cuts):
            value = read(self.words[place]) if place < len(self.words) else None
            if value is not None:
                del self.words[place]
                return value
        return None

    def _says_else(self, run: list[str], start: int, before: str) -> bool:
        """Whether an hour may count what comes after it, as in `at 3 shops`, or is a number.

        Right behind a day or a repetition it is an hour: `every monday at 9 report`.
        """
        if before in (*NUMBER_SIGNS, *EXCEPT):
            return True
        if before in PARTED and DOTTED.fullmatch(run[0].rstrip(",;")):
            return True
        after = start + len(run)
        follows = self.words[after] if after < len(self.words) else ""
        if fold(run[0]) in AHEAD and fold(follows) in BESIDE:
            return True
        said = fold(bare(run))
        if FROM_TO.fullmatch(said) and SEVERAL.fullmatch(follows):
            return True
        counts = follows[:1].islower() and fold(follows) not in FILLERS
        return counts and start not in self.cuts and bool(HOUR_ALONE.fullmatch(said))


def bare(run: list[str]) -> str:
    return " ".join(run).rstrip(",;.!")
