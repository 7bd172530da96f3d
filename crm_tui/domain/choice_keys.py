"""The keys under which what users name themselves is stored, filtered and exported."""

import re

from crm_tui.domain.folding import fold

SPELLED_SIGNS = {"+": "-plus", "#": "-sharp", "&": "-and-"}
"""Signs that tell labels apart: C, C++ and C# are three values."""

RESERVED_KEYS = ("none", "any", "me")
"""Words of the filter language, which no choice may be called."""


def choice_key(label: str) -> str:
    """The key under which a new label is stored, filtered and exported."""
    folded = "".join(SPELLED_SIGNS.get(letter, letter) for letter in fold(label))
    key = re.sub(r"[\W_]+", "-", folded).strip("-")
    if not key:
        key = "-".join(f"{ord(sign):x}" for sign in folded[:8])
    return f"{key}-1" if key in RESERVED_KEYS else key
