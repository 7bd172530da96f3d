"""What may stand where the cursor is in a filter: names of fields, and values of choices."""

import re
from collections.abc import Iterator

from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.folding import fold
from crm_tui.domain.query_scopes import FieldsOf, Reverse, Scope, spelled
from crm_tui.domain.query_tokens import COMPARISON
from crm_tui.domain.reading import Reading
from crm_tui.domain.values import Translate

LAST_TERM = re.compile(r'(?:[^\s()"]|"[^"]*"?)*$')
LONGEST = 1000
DATE_WORDS = (
    "today",
    "tomorrow",
    "yesterday",
    "this-week",
    "last-week",
    "this-month",
    "last-month",
)


def completions(
    text: str,
    cursor: int,
    entity: str,
    fields_of: FieldsOf,
    reading: Reading,
    translate: Translate | None = None,
) -> list[str]:
    """Whole filters, each the text with the word before the cursor completed; the best first."""
    before, after = text[:cursor], text[cursor:]
    if not before or len(before) > LONGEST:
        return []
    found = LAST_TERM.search(before)
    term = found[0].lstrip("-") if found else ""
    kept = before[: len(before) - len(term)]
    scope = Scope(fields_of, reading, translate)
    return [f"{kept}{word}{after}" for word in _words(term, entity, scope) if word != term]


def _words(term: str, entity: str, scope: Scope) -> Iterator[str]:
    if term.startswith("#"):
        yield from _tags(term[1:], entity, scope)
        return
    compared = COMPARISON.fullmatch(term)
    path = (compared[1] if compared else term).split(".")
    target = _follow(path[:-1], entity, scope)
    if target is None:
        return
    if compared is None:
        yield from _names(path, target, scope)
        return
    field = scope.find(target, path[-1])
    if isinstance(field, Field):
        listed, comma, typed = compared[3].rpartition(",")
        start = f"{compared[1]}{compared[2]}{listed}{comma}"
        yield from (start + word for word in _values(field, typed, scope))


def _follow(path: list[str], entity: str, scope: Scope) -> str | None:
    """The entity to which a path of links leads."""
    for word in path:
        step = scope.find(entity, word)
        if isinstance(step, Reverse) or (isinstance(step, Field) and step.kind is Kind.LINK):
            entity = step.entity
        else:
            return None
    return entity


def _names(path: list[str], entity: str, scope: Scope) -> Iterator[str]:
    typed = spelled(path[-1])
    if not typed and len(path) == 1:
        return
    for name, step in scope.names(entity).items():
        if name.startswith(typed):
            end = "." if isinstance(step, Reverse) else ":"
            yield ".".join([*path[:-1], name]) + end


def _tags(typed: str, entity: str, scope: Scope) -> Iterator[str]:
    """The known tags, which stand in their field as its choices."""
    described = scope.fields_of(entity).get("tags")
    for choice in described.choices if described else ():
        if choice.key.startswith(fold(typed)):
            yield f"#{choice.key}"


def _values(field: Field, typed: str, scope: Scope) -> Iterator[str]:
    folded = fold(typed.strip('"'))
    words = {word: word for word in _fixed_words(field)}
    for choice in field.choices:
        words[choice.key] = choice.key
        shown = (
            scope.translate(choice.label) if scope.translate and choice.shipped else choice.label
        )
        words.setdefault(fold(shown), choice.key)
    yield from dict.fromkeys(word for start, word in words.items() if start.startswith(folded))


def _fixed_words(field: Field) -> tuple[str, ...]:
    if field.kind in (Kind.DATE, Kind.MOMENT):
        return (*DATE_WORDS, "none", "any")
    if field.kind is Kind.FLAG:
        return ("yes", "no")
    if field.kind is Kind.LINK and field.entity == "users":
        return ("me", "none", "any")
    return () if field.choices and field.kind is not Kind.TAGS else ("none", "any")
