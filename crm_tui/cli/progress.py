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
    """Call it with the share that is done, or with how much of how much; the line goes at the end.

    with Progress(language, label) as progress:
        work(progress)
    """

    def __init__(self, language: Language, label: str) -> None:
        self._label = language.text(label)
        self._next = time.monotonic() + QUIET
        self._on = sys.stderr.isatty()
        self._painted = False

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: float, total: float = 1.0) -> None:
        now = time.monotonic()
        if not self._on or now < self._next:
            return
        self._next = now + INTERVAL
        self._painted = True
        share = done / total if total else 1.0
        bar = "#" * round(share * WIDTH)
        sys.stderr.write(f"\r\x1b[K{self._label} [{bar:.<{WIDTH}}] {share:4.0%}")
        sys.stderr.flush()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._painted:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
