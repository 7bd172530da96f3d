"""Rows of an import by which one sees what becomes of all: who is new, who is whom."""

from collections.abc import Callable
from dataclasses import dataclass

from crm_tui.domain.texts import _

EACH = 3
"""Rows of each verdict that are shown."""

DUPLICATE = "duplicate"
VERDICTS = ("new", "updated", "same", DUPLICATE)
"""Those of which there are samples; of refused rows their reasons are told."""

NEW = _("line {line}: {name} is added")
UPDATED = _("line {line}: {name} is {others}, which gets something new")
SAME = _("line {line}: {name} is {others}, and nothing changes")
REPEATED = _("line {line}: {name} is {others} again")
SEVERAL = _("line {line}: {name} fits several: {others}")
UNSURE = _("line {line}: {name} fits several")
LINE = _("line {line}")

Translate = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Sample:
    """One row of the file; `name` is what it says: of an activity its subject and with whom it is,
    else the names of the client, the contact and the deal."""

    line: int
    verdict: str
    name: str
    records: tuple[tuple[str, str], ...] = ()
    """The records that it is, or fits: id such as C-12, and name."""
    lines: tuple[int, ...] = ()
    """The rows above that it is, or fits."""

    @property
    def is_duplicate(self) -> bool:
        """Told even where nobody asks what becomes of the rows: somebody must look at it."""
        return self.verdict == DUPLICATE

    def told(self, translate: Translate) -> str:
        """In a sentence; `translate` takes a marked text with its values."""
        others = [f"{number} {name}" for number, name in self.records]
        others += [translate(LINE, line=line) for line in self.lines]
        message = self._message(len(others))
        return translate(message, line=self.line, name=self.name, others=", ".join(others))

    def _message(self, others: int) -> str:
        if self.is_duplicate:
            return {0: UNSURE, 1: REPEATED}.get(others, SEVERAL)
        if not others:
            return NEW
        return {"updated": UPDATED, "same": SAME}.get(self.verdict, NEW)
