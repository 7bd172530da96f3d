"""The terminal under the screens: what Textual does not notice when it goes away."""

import select

from textual.drivers.linux_driver import LinuxDriver


class Terminal(LinuxDriver):
    """Textual's driver, which begins anew only after it was stopped.

    A terminal that is closed sends SIGHUP and SIGCONT. At any SIGCONT Textual's own driver starts a
    second thread that reads keys; with no terminal left that one never ends.
    """

    def _sigcont_application(self, *arguments: object) -> None:
        if self._must_signal_resume:
            super()._sigcont_application(*arguments)

    @property
    def is_gone(self) -> bool:
        """Whether the terminal was closed, also where no signal said so."""
        poll = select.poll()
        poll.register(self.fileno, 0)
        return bool(poll.poll(0))
