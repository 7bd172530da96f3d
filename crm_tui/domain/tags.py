"""Tags: words by which users sort their records, `hot` or, in levels, `region/north`.

A tag is kept in lower case with a dash for a space, so that however it is typed it is one tag.
What stands above it counts with it: `region` finds `region/north`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crm_tui.domain.choice_keys import choice_key
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

LEVEL = "/"
LONGEST = 60
"""Characters of one tag."""

BETWEEN = re.compile(r"[,;\n]|:::|\s+(?=[#+-])")
EVERYBODY = "* mycontacts"
"""The group of Google to which all belong: it sorts nothing."""


@dataclass(frozen=True, slots=True)
class TagChange:
    """`+hot -cold`: the other tags of the record stay."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def read(text: str) -> tuple[str, ...] | TagChange | None:
    """All tags of a record, `hot, region/north`, or, when each has a sign, a change of them.

    A comma or a semicolon stands between two, or the # of the second; None for no tag at all.
    """
    parts = [part for part in map(str.strip, BETWEEN.split(text)) if part.strip("#+- ")]
    parts = [part for part in parts if part.lower() != EVERYBODY]
    if parts and all(part[0] in "+-" for part in parts):
        added = ordered(read_one(part) for part in parts if part[0] == "+")
        removed = ordered(read_one(part) for part in parts if part[0] == "-")
        return TagChange(added, removed)
    return ordered(map(read_one, parts)) or None


def read_one(text: str) -> str:
    """The tag that a text names; InvalidInputError where that is none."""
    levels = (level for level in text.lstrip("#+- ").split(LEVEL) if level.strip())
    tag = LEVEL.join(filter(None, map(choice_key, levels)))
    if not tag:
        raise InvalidInputError(_("{text} is no tag: write a word"), text=text)
    if len(tag) > LONGEST:
        raise InvalidInputError(
            _("the tag {tag} is too long: at most {limit} characters"), tag=tag, limit=LONGEST
        )
    return tag


def ordered(tags: Iterable[str]) -> tuple[str, ...]:
    """Each tag once, in the order of the alphabet: equal sets are equal values."""
    return tuple(sorted(set(tags)))


def settled(
    value: tuple[str, ...] | TagChange | None, current: tuple[str, ...] | None
) -> tuple[str, ...] | None:
    """The tags that a record has after the change; None for none."""
    if not isinstance(value, TagChange):
        return value
    kept = (tag for tag in current or () if not any(is_below(tag, gone) for gone in value.removed))
    return ordered((*kept, *value.added)) or None


def as_change(text: str) -> str:
    """The text as a change: tags without a sign are added."""
    value = read(text)
    if isinstance(value, TagChange):
        return text
    return " ".join(f"+{tag}" for tag in value or ())


def is_below(tag: str, above: str) -> bool:
    """Whether the tag is the other one or a level of it."""
    return tag == above or tag.startswith(above + LEVEL)


def renamed(tags: Iterable[str], old: str, new: str) -> tuple[str, ...]:
    """The tags with another name for one of them and its levels; two of one name become one."""
    return ordered(new + tag[len(old) :] if is_below(tag, old) else tag for tag in tags)


def written(tags: Iterable[str]) -> str:
    """As `read` understands them."""
    return ", ".join(tags)
