"""The categories of a vCard or a calendar as tags, and back in the words of the file."""

from collections.abc import Collection, Iterable, Iterator

from crm_tui.domain import tags
from crm_tui.errors import InvalidInputError
from crm_tui.exchange.content_lines import ContentLine, escaped, grouped

NAME = "CATEGORIES"
LONGEST = 20_000
"""Characters of a line whose words are looked at."""

NO_TAGS = frozenset(("mycontacts",))
"""Where Google puts everybody."""


def read(lines: Iterable[ContentLine]) -> tuple[tuple[str, ...], list[ContentLine]]:
    """The tags, and the lines that do not say just these: with other letters, or more."""
    found: set[str] = set()
    kept = []
    for line in lines:
        words = _words(line)
        known = [tag(word) for word in words]
        found.update(one for one in known if one is not None)
        if known != words or not words or line.group or line.params:
            kept.append(line)
    return tags.ordered(found), kept


def written(kept: Iterable[ContentLine], said: Collection[str]) -> Iterator[str]:
    """The lines of the tags: each in the words of a kept line where one has it.

    What is no tag any more is said no more; what never was one stays.
    """
    left = set(said)
    for line in kept:
        words = _words(line)
        staying = [word for word in words if tag(word) is None or tag(word) in said]
        left.difference_update(map(tag, staying))
        if staying == words:
            yield line.raw
        elif staying:
            head = f"{grouped(line.group)}{NAME}{line.params_without()}"
            yield f"{head}:{','.join(map(escaped, staying))}"
    if left:
        yield f"{NAME}:{','.join(map(escaped, sorted(left)))}"


def _words(line: ContentLine) -> list[str]:
    if len(line.value) > LONGEST:
        return []
    return [word for word in line.parts(",") if word]


def tag(word: str) -> str | None:
    """The tag that a category is; None where it is none."""
    try:
        found = tags.read_one(word)
    except InvalidInputError:
        return None
    return None if found in NO_TAGS else found
