"""Writes objects as one JSON array, or as JSON Lines, without ever holding all of them."""

import json
from collections.abc import Mapping
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


def encoded(value: object) -> str:
    """JSON on one line, letters as they are."""
    return json.dumps(value, ensure_ascii=False)
