"""The path of a file as somebody types or pastes it, and what it may go on with."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

QUOTES = "'\""


def written(typed: str) -> str:
    """Without the quotes, the `file://` or the backslashes that file managers and shells add."""
    text = typed.strip()
    if text[:1] and text[:1] in QUOTES:
        return text[1:].removesuffix(text[0])
    if text.startswith("file://"):
        return unquote(urlsplit(text).path)
    return text if os.path.exists(text) else re.sub(r"\\(.)", r"\1", text)


def path_of(typed: str) -> str:
    return os.path.expanduser(written(typed))


def completed(typed: str, endings: tuple[str, ...]) -> tuple[str, Sequence[str]]:
    """The text with all that is certain added, and the names among which it does not decide.

    Offered are folders and the files whose names end so. OSError for a folder that cannot be
    looked into.
    """
    text = written(typed)
    before, begun = os.path.split(text)
    folder = Path(os.path.expanduser(before or "."))
    names = [name for name in listed(folder, endings, hidden=begun[:1] == ".")
             if name.lower().startswith(begun.lower())]  # fmt: skip
    if not names:
        return text, ()
    text = os.path.join(before, names[0][: shared_length([name.lower() for name in names])])
    return text, names if len(names) > 1 else ()


def shared_length(names: Sequence[str]) -> int:
    """How many letters all of them begin with."""
    first, last = min(names), max(names)
    pairs = enumerate(zip(first, last, strict=False))
    return next((place for place, (one, other) in pairs if one != other), len(first))


def listed(folder: Path, endings: tuple[str, ...], *, hidden: bool) -> list[str]:
    """Folders, with a slash, and such files, in the order of their names."""
    with os.scandir(folder) as found:
        names = [
            f"{one.name}/" if one.is_dir() else one.name
            for one in found
            if (hidden or not one.name.startswith("."))
            and (one.is_dir() or one.name.lower().endswith(endings))
        ]
    return sorted(names, key=str.lower)
