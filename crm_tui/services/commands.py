"""Runs a command of the user's beside the screens: it can neither draw on them nor hold them up."""

import io
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from tempfile import TemporaryFile
from typing import IO, Any

from crm_tui.domain.cleaning import uncoloured
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

MOST = 32 * 1024 * 1024
"""Bytes that a command may say; one that says more is ended."""

TIMES = 4
"""So many times what it got it may say in any case, where its answer is read."""

SHOWN = 256 * 1024
"""Bytes of them that are shown."""

INTERVAL = 0.1
GRACE = 2.0
"""Seconds that a command has to end by itself once it is stopped."""


class End(Enum):
    BY_ITSELF = "by itself"
    STOPPED = "stopped"
    SAID_TOO_MUCH = "said too much"


@dataclass(frozen=True, slots=True)
class Ended:
    """`code` is that of the shell; `said` are the bytes that it wrote, `most` those it might."""

    end: End
    code: int = 0
    said: int = 0
    most: int = MOST


Heard = Callable[[str], object]
"""Gets what a command has said so far, ready to be shown, its complaints first."""


def run(
    words: str,
    lines: Iterable[str],
    *,
    database: str,
    stopping: threading.Event,
    heard: Heard,
    answer: IO[bytes] | None = None,
) -> Ended:
    """Give the lines to a command of the shell, and wait until it ends or `stopping` is set.

    It has no terminal, and files instead of pipes: what it never reads or leaves running cannot
    hold anybody. With a file for its `answer`, its complaints are no part of that. `CRM_DB` is
    `database`.
    """
    try:
        with TemporaryFile() as told, TemporaryFile() as complaints, TemporaryFile() as shared:
            for line in lines:
                if stopping.is_set():
                    return Ended(End.STOPPED)
                told.write(line.encode(errors="replace") + b"\n")
            most = max(MOST, TIMES * told.tell()) if answer else MOST
            told.seek(0)
            output = answer or shared
            process = subprocess.Popen(
                words,
                shell=True,
                stdin=told,
                stdout=output,
                stderr=complaints if answer else subprocess.STDOUT,
                start_new_session=True,
                env={**os.environ, "CRM_DB": database},
            )
            said = (complaints, output)
            end = wait(process, said, most, stopping, heard)
            heard(shown(said))
            return Ended(end, process.returncode, size_of(said), most)
    except OSError as error:
        message = _("the command cannot be run: {reason}")
        raise InvalidInputError(message, reason=error.strerror or "") from error


def wait(
    process: "subprocess.Popen[bytes]",
    said: tuple[IO[bytes], ...],
    most: int,
    stopping: threading.Event,
    heard: Heard,
) -> End:
    """How it ended; then nothing that it started runs on, but after an end by itself."""
    while True:
        try:
            process.wait(INTERVAL)
        except subprocess.TimeoutExpired:
            heard(shown(said))
        if size_of(said) > most:
            stop(process, 0)
            return End.SAID_TOO_MUCH
        if process.returncode is not None:
            return End.BY_ITSELF
        if stopping.is_set():
            stop(process, GRACE)
            return End.STOPPED


def stop(process: "subprocess.Popen[bytes]", grace: float) -> None:
    """Ask its whole group to end, and end by force what is there after so many seconds."""
    for number, seconds in ((signal.SIGTERM, grace), (signal.SIGKILL, None)):
        try:
            os.killpg(process.pid, number)
            process.wait(seconds)
        except (ProcessLookupError, PermissionError):
            pass  # all of it has ended, or what is left belongs to somebody else
        except subprocess.TimeoutExpired:
            continue
    process.wait()


def shown(said: Iterable[IO[bytes]]) -> str:
    """The beginning of it, without colours and whatever else drives a terminal."""
    texts = (uncoloured(text_of(one, SHOWN), lines=True) for one in said)
    return "\n".join(filter(None, texts))


def size_of(said: Iterable[IO[bytes]]) -> int:
    return sum(os.fstat(one.fileno()).st_size for one in said)


def text_of(file: IO[bytes], limit: int) -> str:
    """What the file begins with; the command shares our place in it, so that place stays."""
    return os.pread(file.fileno(), limit, 0).decode(errors="replace")


@contextmanager
def reading(answer: IO[bytes]) -> Iterator[IO[str]]:
    """What a command has written there, from its beginning."""
    with io.BufferedReader(Beside(answer)) as file:
        yield io.TextIOWrapper(file, encoding="utf-8", newline="")


class Beside(io.RawIOBase):
    """Reads a file at a place of its own: what still runs may write it at the other."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._place = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = os.pread(self._file.fileno(), len(buffer), self._place)
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)
