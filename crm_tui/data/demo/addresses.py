"""The demo's e-mail addresses and telephone numbers: none of them can be anybody's."""

import re
from collections import defaultdict
from functools import lru_cache
from unicodedata import normalize

CYRILLIC = str.maketrans(
    dict(zip("абвгдеёзийклмнопрстуфхыэ", "abvgdeezijklmnoprstufhye", strict=True))
    | {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ь": "", "ю": "yu"}
    | {"я": "ya", "ö": "oe", "ü": "ue", "ä": "ae", "ß": "ss"}
)
UNWRITTEN = dict.fromkeys((*range(0x300, 0x370), ord("’")))
"""Accents, and the apostrophe of O’Brien."""

OTHERS = re.compile(r"[^a-z0-9]+")
STEP = 37
"""Has no divisor in common with a power of ten, so that every number comes once a round."""


@lru_cache(maxsize=4096)
def latin(text: str) -> str:
    """The text in Latin letters, digits and hyphens, for an address."""
    bare = normalize("NFKD", text.lower().translate(CYRILLIC))
    letters = bare.translate(UNWRITTEN)
    return OTHERS.sub("-", letters).strip("-")


class Telephones:
    """Gives out the numbers of a range one after the other, as a pattern says them."""

    def __init__(self) -> None:
        self.given: dict[str, int] = defaultdict(int)

    def draw(self, pattern: str) -> str:
        """The pattern with digits for its # signs; a range that is used up begins anew."""
        self.given[pattern] += 1
        return filled(pattern, self.given[pattern] * STEP)


def filled(pattern: str, number: int) -> str:
    """The last digits of the number in the places of the # signs."""
    places = pattern.count("#")
    digits = iter(f"{number % 10**places:0{places}d}" if places else "")
    return "".join(next(digits) if letter == "#" else letter for letter in pattern)
