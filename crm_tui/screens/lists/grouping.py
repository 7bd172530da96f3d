"""The grouping of a long list: how far it is, and that Esc or another view stops it."""

import threading

from crm_tui.screens.progress import StoppedError


class Grouping:
    """One run of it, for the thread that groups and for the screen that waits."""

    def __init__(self) -> None:
        self.share = 0.0
        self.is_long = False
        """Whether the screen says that it takes its time."""
        self.is_over = threading.Event()

    def progress(self, share: float) -> None:
        """Called in the thread that groups."""
        if self.is_over.is_set():
            raise StoppedError
        self.share = share

    def end(self) -> None:
        self.is_long = False
        self.is_over.set()
