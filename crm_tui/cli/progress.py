"""How far long work is, on stderr: only on a terminal, and only after a second."""

import sys
import time
from types import TracebackType
from typing import Self

from crm_tui.i18n import Language

QUIET = 1.0
"""Seconds until the first sign; shorter work shows none."""

INTERVAL = 0.1
WIDTH = 30


class Progress:
    """Call it with how much is done, and of how much where that is known; the line goes at the end.

    with Progress(language, label) as progress:
        work(progress)
    """

    def __init__(self, language: Language, label: str) -> None:
        self._language = language
        self._label = language.text(label)
        self._next = time.monotonic() + QUIET
        self._on = sys.stderr.isatty()
        self._painted = False

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int, total: int | None = None) -> None:
        now = time.monotonic()
        if not self._on or now < self._next:
            return
        self._next = now + INTERVAL
        self._painted = True
        sys.stderr.write(f"\r\x1b[K{self._label} {self._measure(done, total)}")
        sys.stderr.flush()

    def _measure(self, done: int, total: int | None) -> str:
        if not total:
            return self._language.number(done)
        part = min(done / total, 1.0)
        bar = "#" * round(part * WIDTH)
        return f"[{bar:.<{WIDTH}}] {part:4.0%} {self._language.number(done)}"

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._painted:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
