"""The log of bugs: where the program failed, never with what.

Values, locals and the messages of exceptions may hold customers' data, so none is written.
"""

import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

NAME = "crm.log"
LARGEST = 1024 * 1024
"""Bytes; a log that has grown beyond them is begun anew."""


def path() -> Path:
    """The log file in the XDG state folder, which is made for its owner alone."""
    from platformdirs import user_state_path

    folder = user_state_path("crm-tui")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / NAME


def trace(error: BaseException) -> str:
    """The places and types of the error and its causes, as Python writes them, without messages."""
    lines = ["Traceback (most recent call last):\n"]
    lines += traceback.StackSummary.extract(
        traceback.walk_tb(error.__traceback__), capture_locals=False
    ).format()
    lines.append(f"{type(error).__module__}.{type(error).__qualname__}\n")
    if error.__cause__ is not None:
        return trace(error.__cause__) + "\nThe above led to:\n\n" + "".join(lines)
    return "".join(lines)


def write(error: BaseException) -> Path | None:
    """Add the error to the log; None where no file can be written, which is no second failure."""
    try:
        file = path()
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
        descriptor = os.open(file, flags, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8", errors="replace") as log:
            if os.fstat(log.fileno()).st_size > LARGEST:
                log.truncate(0)
            log.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{trace(error)}\n")
    except OSError:
        return None
    return file
