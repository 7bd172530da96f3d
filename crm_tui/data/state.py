"""What is kept for one user of one database outside of it: files for her alone."""

import json
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

NEW = ".new"
PRIVATE = os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC


def folder(kind: str, login: str, database: str) -> Path:
    """Where what is called `kind` is kept for that user; it need not be there."""
    from platformdirs import user_state_path

    whose = sha256(f"{login}\0{os.path.realpath(database)}".encode()).hexdigest()[:16]
    return user_state_path("crm-tui") / kind / whose


def make(place: Path) -> None:
    place.mkdir(mode=0o700, parents=True, exist_ok=True)


def write(file: Path, content: Mapping[str, Any]) -> None:
    """The file holds the old or the new content, never a half; OSError where it cannot."""
    making = file.with_name(f"{file.name}.{os.getpid()}{NEW}")  # two programs may write at once
    with os.fdopen(os.open(making, PRIVATE, 0o600), "w", encoding="utf-8") as written:
        json.dump(content, written, ensure_ascii=False)
        written.flush()
        os.fsync(written.fileno())
    making.replace(file)
