"""The files of the drafts: one a form, for the user alone, in the state folder.

A program that has drafts holds a lock. The system frees it however the program ends, so a draft
whose lock is free was left behind, and no other is ever offered.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from crm_tui.data import state
from crm_tui.domain.drafts import Draft, packed, unpacked
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError

DRAFT, LOCK = ".json", ".lock"

_held: dict[Path, tuple[str, int]] = {}
"""The folders that this program has drafts in: the first part of its files' names, its lock."""


def folder(login: str, database: str) -> Path:
    """Of that user in that database; it need not be there."""
    return state.folder("drafts", login, database)


def keep(place: Path, name: str, draft: Draft) -> None:
    """Write the draft under a name of its own; CrmError where no file can be written."""
    with explained():
        state.write(place / f"{_own(place)}-{name}{DRAFT}", packed(draft))


def drop(place: Path, name: str) -> None:
    """It was saved or thrown away; that it never was kept is no failure."""
    if place in _held:
        throw_away(place, f"{_own(place)}-{name}{DRAFT}")


def throw_away(place: Path, file: str) -> None:
    with explained():
        (place / file).unlink(missing_ok=True)


def left(place: Path) -> list[Draft]:
    """Those whose program has ended, the newest first."""
    found = [_read(file) for file in place.glob(f"*{DRAFT}") if not _is_held(file)]
    return sorted(filter(None, found), key=lambda draft: draft.at, reverse=True)


def claim(place: Path, draft: Draft, name: str) -> bool:
    """Take over a draft that was left; False where somebody else was quicker."""
    with explained():
        try:
            (place / draft.file).rename(place / f"{_own(place)}-{name}{DRAFT}")
        except FileNotFoundError:
            return False
    return True


def release(place: Path) -> None:
    """This program ends: what it has not saved is now left behind."""
    if place in _held:
        own, lock = _held.pop(place)
        (place / f"{own}{LOCK}").unlink(missing_ok=True)
        os.close(lock)


@contextmanager
def explained() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = _("what you type cannot be kept as a draft: {reason}")
        raise CrmError(message, reason=error.strerror) from error


def _own(place: Path) -> str:
    """How this program's files begin; the lock is held from the first time on."""
    if place not in _held:
        state.make(place)
        own = token_hex(8)
        lock = os.open(place / f"{own}{LOCK}", state.PRIVATE, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        _held[place] = own, lock
    return _held[place][0]


def _is_held(file: Path) -> bool:
    """Whether the program that wrote it still runs; the lock of one that ended is removed."""
    lock_file = file.with_name(f"{file.name.partition('-')[0]}{LOCK}")
    try:
        lock = os.open(lock_file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        lock_file.unlink(missing_ok=True)
        return False
    finally:
        os.close(lock)


def _read(file: Path) -> Draft | None:
    """None where it is gone meanwhile, or no draft."""
    try:
        return unpacked(json.loads(file.read_text(encoding="utf-8")), file.name)
    except (OSError, ValueError):
        return None
