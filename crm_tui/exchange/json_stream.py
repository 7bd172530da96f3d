"""JSON values of a text of any length, one at a time."""

import json
from collections.abc import Iterator
from enum import Enum
from typing import IO, Any

LIMIT = 32 * 1024 * 1024
"""Characters of one value."""

PARTS = 1_000_000
"""Values within one, for each needs much memory; a text has fewer commas."""

PIECE = 1 << 16
BLANK = " \t\r\n\ufeff"

WORDS = ("true", "false", "null", "-Infinity", "NaN", "Infinity")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """With all values of a name that stands more than once, in a list."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    several: dict[str, list[Any]] = {}
    for name, value in pairs:
        several.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in several.items()}


DECODER = json.JSONDecoder(
    parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_object
)
"""Numbers stay as they are written."""


class Why(Enum):
    NO_JSON = "no JSON"
    CUT_OFF = "cut off"
    NO_COMMA = "no comma"
    TOO_DEEP = "too deep"
    TOO_MANY = "too many"


class BrokenJsonError(ValueError):
    def __init__(self, why: Why, line: int) -> None:
        super().__init__(why)
        self.why, self.line = why, line


class SeveralError(ValueError):
    """Behind the one object stands another."""


class JsonStream:
    """Holds only a piece of the text; `line` is where it stands, from 1."""

    def __init__(self, stream: IO[str]) -> None:
        self.line = 1
        self.number = 0
        """Which value of an array is read, from 1; 0 outside."""
        self._stream = stream
        self._text = ""
        self._place = 0

    def values(self) -> Iterator[tuple[int, Any]]:
        """Each value with the line in which it begins: what stands one after the other, and for an
        array what is in it. BrokenJsonError where that is no JSON.
        """
        while letter := self._next():
            if letter == "[":
                yield from self.elements()
            else:
                line = self.line
                yield line, self._value()

    def elements(self) -> Iterator[tuple[int, Any]]:
        """Those of the array that begins here."""
        self._place += 1
        self.number = 1
        while self._there() != "]":
            line = self.line
            yield line, self._value()
            self.number += 1
            after = self._there()
            if after == ",":
                self._place += 1
            elif after != "]":
                raise BrokenJsonError(Why.NO_COMMA, self.line)
        self._place += 1
        self.number = 0

    def members(self) -> Iterator[tuple[str, int, Any, bool]]:
        """Of the object that begins here each name with its line and value, or where that is an
        array with each value in it, and whether it is one. Nothing may stand behind the object:
        SeveralError where that is another one, else BrokenJsonError.
        """
        self._there()
        self._place += 1
        while self._there() != "}":
            name = self._value()
            if not isinstance(name, str) or self._there() != ":":
                raise BrokenJsonError(Why.NO_JSON, self.line)
            self._place += 1
            if self._there() == "[":
                yield from ((name, line, value, True) for line, value in self.elements())
            else:
                line = self.line
                yield name, line, self._value(), False
            after = self._there()
            if after == ",":
                self._place += 1
            elif after != "}":
                raise BrokenJsonError(Why.NO_COMMA, self.line)
        self._place += 1
        if letter := self._next():
            raise SeveralError if letter == "{" else BrokenJsonError(Why.NO_JSON, self.line)

    def _there(self) -> str:
        letter = self._next()
        if not letter:
            raise BrokenJsonError(Why.CUT_OFF, self.line)
        return letter

    def _next(self) -> str:
        """The next letter that is not blank, which stays to be read; nothing at the end."""
        while True:
            while self._place < len(self._text):
                letter = self._text[self._place]
                if letter not in BLANK:
                    return letter
                self.line += letter == "\n"
                self._place += 1
            if not self._more(PIECE):
                return ""

    def _value(self) -> Any:
        """The value that begins here; more is read until it is whole."""
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._place)
            except RecursionError as error:
                raise BrokenJsonError(Why.TOO_DEEP, self.line) from error
            except ValueError as error:
                check_parts(self._text, self._place, self.line)  # all of it belongs to this value
                held = len(self._text) - self._place
                if held > LIMIT or not self._more(max(PIECE, min(held, PARTS))):
                    why = Why.CUT_OFF if _ends_within(error) else Why.NO_JSON
                    raise BrokenJsonError(why, self.line) from error
            else:
                check_parts(self._text, self._place, self.line, end)
                self.line += self._text.count("\n", self._place, end)
                self._place = end
                return value

    def _more(self, size: int) -> bool:
        piece = self._stream.read(size)
        self._text = self._text[self._place :] + piece
        self._place = 0
        return bool(piece)


def check_parts(text: str, start: int = 0, line: int = 1, end: int | None = None) -> None:
    """BrokenJsonError for what would fill the memory with its very many values."""
    if (len(text) if end is None else end) - start <= PARTS:
        return
    if sum(text.count(sign, start, end) for sign in ",[{") > PARTS:
        raise BrokenJsonError(Why.TOO_MANY, line)


def _ends_within(error: ValueError) -> bool:
    """Whether it would be a value if the text went on: a string is open, or all of it is read
    but a word."""
    if not isinstance(error, json.JSONDecodeError):
        return False
    rest = error.doc[error.pos :].strip(BLANK)
    is_open = error.msg.startswith("Unterminated string")
    return is_open or any(word.startswith(rest) for word in WORDS)
