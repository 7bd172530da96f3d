"""What columns of a file are, in a file of its own: for the next one that has the same columns."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

ENDINGS = ("json", "toml")
Fields = dict[str, str | None]
"""The fields of columns, as `Target.shown`, by their titles; None leaves a column out."""


def read(file: str) -> Fields:
    """InvalidInputError where the file cannot be read or says something else."""
    try:
        text = Path(file).read_text("utf-8")
    except (OSError, ValueError) as error:
        raise _unreadable(file, error) from error
    return understood(text, file)


def understood(text: str, file: str) -> Fields:
    """The same of a text; `file` says what it is, and what it is called in an error.

    In TOML, which has no null, an empty text leaves a column out.
    """
    try:
        found = (tomllib.loads if file.endswith(".toml") else json.loads)(text)
    except (ValueError, RecursionError) as error:
        raise _unreadable(file, error) from error
    if not isinstance(found, dict) or not all(
        value is None or isinstance(value, str) for value in found.values()
    ):
        raise InvalidInputError(
            _("{file} should hold an object such as {example}"),
            file=file,
            example='{"Firm": "name"}',
        )
    return {title: name or None for title, name in found.items()}


def completed(found: Mapping[str, str | None], said: Mapping[str, str | None] | None) -> Fields:
    """What the columns of a file are, and behind it what was said of those that it has not."""
    others = {title: name for title, name in (said or {}).items() if title not in found}
    return {**found, **others}


def write(file: str, fields: Mapping[str, str | None]) -> None:
    """As JSON, or as TOML where the name of the file ends so; InvalidInputError where it cannot."""
    try:
        Path(file).write_text(_text(file, fields), "utf-8")
    except OSError as error:
        message = _("{path} cannot be written: {reason}")
        raise InvalidInputError(message, path=file, reason=error.strerror or "") from error


def _text(file: str, fields: Mapping[str, str | None]) -> str:
    if not file.endswith(".toml"):
        return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"
    return "".join(f"{_quoted(title)} = {_quoted(name or '')}\n" for title, name in fields.items())


def _quoted(text: str) -> str:
    """As JSON and TOML write a text, both."""
    return json.dumps(text, ensure_ascii=False)


def _unreadable(file: str, error: Exception) -> InvalidInputError:
    message = _("{file} cannot be read as a map of columns: {reason}")
    reason = (error.strerror if isinstance(error, OSError) else "") or str(error)
    return InvalidInputError(message, file=file, reason=reason)
