"""Drafts: what was typed into a form or dialog and is not saved yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Draft:
    """Enough to open the same form again with the same texts in it.

    `screen` is the `module:Class`, `arguments` are what it was opened with, plain values of JSON.
    `before` are the texts that stood in the form when it was opened and `version` is that of the
    record then, so that a change by somebody else meanwhile is still a conflict.
    """

    screen: str
    arguments: Sequence[Any]
    title: str
    """What it is and about whom, as the user reads it."""
    texts: Mapping[str, str]
    at: datetime
    before: Mapping[str, str] = field(default_factory=dict)
    version: int | None = None
    file: str = ""
    """The name of the file that holds it; "" before it is kept."""

    def is_of(self, screen: str, arguments: Sequence[Any]) -> bool:
        """Whether the form that is opened like this is the one that it was typed into."""
        return self.screen == screen and list(self.arguments) == list(arguments)


def packed(draft: Draft) -> dict[str, Any]:
    """The draft in plain values of JSON."""
    return {
        "screen": draft.screen,
        "arguments": list(draft.arguments),
        "title": draft.title,
        "texts": dict(draft.texts),
        "at": draft.at.isoformat(),
        "before": dict(draft.before),
        "version": draft.version,
    }


def unpacked(found: Any, file: str) -> Draft | None:
    """The draft of such values; None where they are no draft."""
    try:
        draft = Draft(
            screen=str(found["screen"]),
            arguments=list(found["arguments"]),
            title=str(found["title"]),
            texts=_texts(found["texts"]),
            at=datetime.fromisoformat(found["at"]),
            before=_texts(found["before"]),
            version=None if found["version"] is None else int(found["version"]),
            file=file,
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return draft if draft.at.tzinfo is not None and draft.texts else None


def _texts(found: Any) -> dict[str, str]:
    return {str(name): str(text) for name, text in found.items()}
