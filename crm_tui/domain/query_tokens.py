"""Cuts the text of a filter into parentheses, signs, phrases and terms; any text can be cut."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

PARTS = re.compile(
    r'\s+|(?P<open>\()|(?P<close>\))|(?P<without>-+(?=[^\s)-]))|(?P<phrase>"[^"]*"?)'
    r'|(?P<term>(?:"[^"]*"?|[^\s()"])+)'
)
COMPARISON = re.compile(r"([^\W\d][\w.-]*)(:(?:>=|<=|>|<|=)?|>=|<=|>|<|=)(.*)", re.DOTALL)
VALUE = re.compile(r'(?:"[^"]*"?|[^",])+')
OR_WORDS = ("or", "или")


class Part(Enum):
    OPEN = "open"
    CLOSE = "close"
    WITHOUT = "without"
    PHRASE = "phrase"
    TERM = "term"
    OR = "or"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the typed text, and where it begins."""

    part: Part
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_unclosed(self) -> bool:
        return self.text.count('"') % 2 == 1


@dataclass(frozen=True, slots=True)
class TypedValue:
    """One value of a comparison; in quotes it is never a range or a word with a meaning."""

    text: str
    quoted: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """`path`, one of `: = > >= < <=`, and the values: `client.city:Kazan,Omsk`."""

    path: tuple[str, ...]
    sign: str
    values: tuple[TypedValue, ...]


def tokens(text: str) -> Iterator[Token]:
    for found in PARTS.finditer(text):
        if found.lastgroup is None:
            continue
        part = Part(found.lastgroup)
        if part is Part.TERM and found[0].lower() in OR_WORDS:
            part = Part.OR
        yield Token(part, found[0], found.start())


def comparison(token: Token) -> Comparison | None:
    """The term as `field:value`; None when it is a plain word, an address of the web among them."""
    found = COMPARISON.fullmatch(token.text)
    if found is None or found[3].startswith("//"):
        return None
    values = tuple(_values(found[3], token.start + found.start(3)))
    sign = found[2] if len(found[2]) == 1 else found[2].removeprefix(":")
    return Comparison(tuple(found[1].split(".")), sign, values)


def unquoted(text: str) -> str:
    return text.replace('"', " ").strip()


def _values(text: str, offset: int) -> Iterator[TypedValue]:
    for found in VALUE.finditer(text):
        bare = unquoted(found[0])
        if bare:
            quoted = found[0].startswith('"')
            yield TypedValue(bare, quoted, offset + found.start(), offset + found.end())
