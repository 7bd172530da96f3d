"""Text without what a user cannot have meant."""

import re

CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
SEQUENCES = re.compile(r"\x1b\[[0-9;:?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")


def clean(text: str, *, lines: bool = False) -> str:
    """The text without what could drive a terminal: controls, bidi marks, lone surrogates.

    With `lines`, breaks and tabs stay; without, they become spaces. Nothing blank at the ends.
    """
    if text.isprintable():
        return text.strip()
    text = BREAKS.sub("\n", text)
    if lines:
        return CONTROLS.sub("", text).strip()
    return CONTROLS.sub("", text.replace("\n", " ").replace("\t", " ")).strip()


def uncoloured(text: str, *, lines: bool = False) -> str:
    """What a program says: as `clean`, and without what it tells a terminal."""
    return clean(SEQUENCES.sub("", text), lines=lines)
