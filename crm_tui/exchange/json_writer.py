"""Writes objects as one JSON array, or as JSON Lines, without ever holding all of them."""

import json
from collections.abc import Iterator, Mapping
from typing import Protocol


class Writable(Protocol):
    def write(self, text: str, /) -> object: ...


class JsonWriter:
    """An array with an object a line; `close` ends it, and must be called."""

    def __init__(self, stream: Writable) -> None:
        self._stream = stream
        self._before = "["

    def row(self, values: Mapping[str, object]) -> None:
        self._stream.write(self._before + encoded(values))
        self._before = ",\n "

    def close(self) -> None:
        self._stream.write("[]\n" if self._before == "[" else "]\n")


class JsonLinesWriter:
    """An object a line."""

    def __init__(self, stream: Writable) -> None:
        self._stream = stream

    def row(self, values: Mapping[str, object]) -> None:
        self._stream.write(encoded(values) + "\n")

    def close(self) -> None:
        """Nothing is open."""


def pieces(values: Mapping[str, object]) -> Iterator[str]:
    """An object on one line, as `encoded`; an iterator in it becomes an array, item by item."""
    between = "{"
    for name, value in values.items():
        yield f"{between}{encoded(name)}: "
        between = ", "
        if isinstance(value, Iterator):
            yield from _array(value)
        else:
            yield encoded(value)
    yield "}"


def _array(items: Iterator[object]) -> Iterator[str]:
    between = "["
    for item in items:
        yield between + encoded(item)
        between = ", "
    yield "[]" if between == "[" else "]"


def encoded(value: object) -> str:
    """JSON on one line, letters as they are."""
    return json.dumps(value, ensure_ascii=False)
