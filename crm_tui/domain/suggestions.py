"""The known word nearest to one that was mistyped."""

from collections.abc import Iterable

LONGEST_WORD = 60
LIKENESS = 0.6


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that looks most like the word, in any case; None when none comes near."""
    if not word or len(word) > LONGEST_WORD:
        return None
    from difflib import get_close_matches

    by_folded = {candidate.casefold(): candidate for candidate in candidates}
    found = get_close_matches(word.casefold(), by_folded, n=1, cutoff=LIKENESS)
    return by_folded[found[0]] if found else None
