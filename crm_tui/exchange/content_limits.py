"""How much one card, or one entry of a calendar, may say: more would take minutes and gigabytes."""

from collections.abc import Collection

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import content_lines

SHORT_LIMIT = 64 * 1024
"""Characters of what is taken apart: of a name, an address, a rule or a list of days, and of what
stands before the value of any property."""

TOTAL_LIMIT = 1024 * 1024
"""Characters of all these together."""

LONG_LINE = 50
"""Characters of a line that counts; many thousands of shorter ones do not come to the total."""


class Limits:
    """Counts what one card or entry says, which has at most so many properties; `short` are those
    whose values are taken apart, for those of all others are only kept."""

    def __init__(self, most: int, short: Collection[str]) -> None:
        self._most, self._short = most, short
        self._properties = self._taken_apart = 0

    @property
    def is_full(self) -> bool:
        """Whether nothing fits any more."""
        return self._properties > self._most or self._taken_apart > TOTAL_LIMIT

    def check(self, number: int, line: str) -> None:
        """InvalidInputError, with the number, where one more unfolded line is too much."""
        self._properties += 1
        if self._properties > self._most:
            message = _("it has more than {limit} properties")
            raise InvalidInputError(message, line=number, limit=self._most)
        if len(line) <= LONG_LINE:
            return
        name, before = content_lines.head(line)
        length = len(line) if name in self._short else before
        if length > SHORT_LIMIT:
            message = _("{property} is too long: at most {limit} characters")
            raise InvalidInputError(message, line=number, property=name, limit=SHORT_LIMIT)
        self._taken_apart += length
        if self._taken_apart > TOTAL_LIMIT:
            message = _("it says more than {limit} characters beside its texts and attachments")
            raise InvalidInputError(message, line=number, limit=TOTAL_LIMIT)
