"""What stands in a cell of a file where there is nothing."""

DASHES = ("-", "–", "—", "--")
WORDS = ("n/a", "#n/a", "none", "null", "no", "нет", "н/д")
BLANKS = frozenset((*DASHES, *WORDS))


def is_blank(text: str) -> bool:
    """Whether the cell says so: for days, numbers, sums, phones, e-mails and pick-lists, of which
    none is written this way."""
    return text.strip().casefold() in BLANKS
