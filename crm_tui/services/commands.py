"""Runs a command of the user's beside the screens: it can neither draw on them nor hold them up."""

import os
import re
import signal
import subprocess
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from tempfile import TemporaryFile
from typing import IO

from crm_tui.domain import values
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

MOST = 32 * 1024 * 1024
"""Bytes that a command may say; one that says more is ended."""

SHOWN = 256 * 1024
"""Bytes of them that are shown."""

INTERVAL = 0.1
GRACE = 2.0
"""Seconds that a command has to end by itself once it is stopped."""

SEQUENCES = re.compile(r"\x1b\[[0-9;:?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
"""Colours, and what else drives a terminal."""


class End(Enum):
    BY_ITSELF = "by itself"
    STOPPED = "stopped"
    SAID_TOO_MUCH = "said too much"


@dataclass(frozen=True, slots=True)
class Ended:
    """`code` is that of the shell, `output` the whole of what it wrote to stdout."""

    end: End
    code: int = 0
    output: str = ""


Heard = Callable[[str], object]
"""Gets what a command has said so far, ready to be shown, its complaints first."""


def run(
    words: str,
    lines: Iterable[str],
    *,
    database: str,
    aside: bool,
    stopping: threading.Event,
    heard: Heard,
) -> Ended:
    """Give the lines to a command of the shell, and wait until it ends or `stopping` is set.

    It has no terminal, and files instead of pipes: what it never reads or leaves running cannot
    hold anybody. With `aside` its complaints are no part of its output. `CRM_DB` is `database`.
    """
    try:
        with TemporaryFile() as told, TemporaryFile() as output, TemporaryFile() as complaints:
            for line in lines:
                if stopping.is_set():
                    return Ended(End.STOPPED)
                told.write(line.encode(errors="replace") + b"\n")
            told.seek(0)
            process = subprocess.Popen(
                words,
                shell=True,
                stdin=told,
                stdout=output,
                stderr=complaints if aside else subprocess.STDOUT,
                start_new_session=True,
                env={**os.environ, "CRM_DB": database},
            )
            said = (complaints, output)
            end = wait(process, said, stopping, heard)
            heard(shown(said))
            return Ended(end, process.returncode, text_of(output, MOST))
    except OSError as error:
        message = _("the command cannot be run: {reason}")
        raise InvalidInputError(message, reason=error.strerror or "") from error


def wait(
    process: "subprocess.Popen[bytes]",
    said: tuple[IO[bytes], ...],
    stopping: threading.Event,
    heard: Heard,
) -> End:
    """How it ended; then nothing that it started runs on, but after an end by itself."""
    while True:
        try:
            process.wait(INTERVAL)
        except subprocess.TimeoutExpired:
            heard(shown(said))
        if sum(os.fstat(one.fileno()).st_size for one in said) > MOST:
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
    texts = (values.clean(SEQUENCES.sub("", text_of(one, SHOWN)), lines=True) for one in said)
    return "\n".join(filter(None, texts))


def text_of(file: IO[bytes], limit: int) -> str:
    """What the file begins with; the command shares our place in it, so that place stays."""
    return os.pread(file.fileno(), limit, 0).decode(errors="replace")
