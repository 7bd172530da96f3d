"""What a search finds, and which of it comes first."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A record that a search found; `matched` is the phone or e-mail that did, or empty."""

    entity: str
    id: int
    title: str
    matched: str = ""
    whose: str = ""
    """The client of a deal."""


def rank(key: str, words: tuple[str, ...], *, archived: bool) -> tuple[bool, int, int, str]:
    """Sorts matches: a name that begins as typed, a name with all words, then the rest.

    `key` is the folded title, `words` the folded words of the search.
    """
    typed = " ".join(words)
    if key.startswith(typed):
        return archived, 0, len(key), key
    padded = f" {key}"
    inside = all(f" {word}" in padded for word in words)
    return archived, 1 if inside else 2, len(key), key
