"""What must not reach a terminal: control sequences, bidi switches, halves of characters.

Also taken out: what joins or tints emoji, since terminals disagree about its width.
"""

import re
from functools import lru_cache

BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
CONTROL = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{BIDI}]")
UNSURE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u180e\u200b-\u200d\u2060-\u2064\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffb\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]"
)
SPACES = re.compile("[\t\r\n]+")


def clean(text: str) -> str:
    """One harmless line: breaks are spaces, controls show as a replacement character."""
    return text if text.isascii() and text.isprintable() else _clean(text)


@lru_cache(maxsize=4096)
def _clean(text: str) -> str:
    return CONTROL.sub("\ufffd", UNSURE.sub("", SPACES.sub(" ", text)))
