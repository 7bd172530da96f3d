"""A program in a terminal of its own: what it sends, how fast, and what is on the screen."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

import pyte

from benchmarks.bases import NOW, ROOT

WIDTH, HEIGHT = 80, 24
PATIENCE = 20.0
QUIET = 0.08
"""Seconds without a byte after which a paint is over."""

PROGRAM = "import sys; from crm_tui.__main__ import main; sys.exit(main())"
"""What the installed `crm` does."""

DOWN, PAGE_DOWN, END, HOME = "j", "\x1b[6~", "\x1b[F", "\x1b[H"


def crm(*arguments: str) -> list[str]:
    return [sys.executable, "-c", PROGRAM, *arguments]


def environment(**more: str) -> dict[str, str]:
    """That of a sales rep over ssh: 256 colours, no true colour, UTF-8."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    fixed = {
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "CRM_NOW": NOW,
        "PYTHONPATH": str(ROOT),
    }
    return {**kept, **fixed, **more}


class Terminal:
    """Start a program, send keys, read its screen. Ends the program when it is left."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self.stream = pyte.ByteStream(self.screen)
        self.received = 0
        self.last_byte = 0.0
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(environment),
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._master)

    def read(self, timeout: float) -> bool:
        """Take in what comes within the time; False if nothing does."""
        ready, _, _ = select.select([self._master], [], [], timeout)
        if not ready:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError as error:  # the program has ended
            raise EOFError("\n".join(self.screen.display)) from error
        self.last_byte = time.perf_counter()
        self.received += len(data)
        self.stream.feed(data)
        return True

    def wait_for(self, seen: Callable[[Sequence[str]], bool]) -> float:
        """Seconds since the start until the screen's lines are as wanted."""
        deadline = time.monotonic() + PATIENCE
        while not seen(self.screen.display):
            if time.monotonic() > deadline:
                raise TimeoutError("\n".join(self.screen.display))
            self.read(0.05)
        return self.last_byte - self.started

    def settle(self) -> None:
        while self.read(QUIET * 3):
            pass

    def press(self, keys: str) -> float:
        """Send the keys; returns when."""
        now = time.perf_counter()
        os.write(self._master, keys.encode())
        return now

    def paint(self, key: str) -> float:
        """Seconds from a key to the last byte of what it makes the program paint."""
        begin = self.press(key)
        while not self.read(1.0):
            if time.perf_counter() - begin > PATIENCE:
                raise TimeoutError("\n".join(self.screen.display))
        while self.read(QUIET):
            pass
        return self.last_byte - begin
