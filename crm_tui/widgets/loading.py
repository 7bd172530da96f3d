"""Reading again what is shown: one load at a time, and no wish for one is lost."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

from textual.dom import DOMNode
from textual.worker import Worker, WorkerError


class Loading:
    """A wish that comes while a load runs is fulfilled after it.

    To cancel the running load instead would starve it: on a slow machine, with others writing
    more often than a load takes, nothing would ever be shown.
    """

    def __init__(self, node: DOMNode, load: Callable[[], Awaitable[None]]) -> None:
        self._node, self._load = node, load
        self._worker: Worker[None] | None = None
        self._wished = False

    def wish(self) -> None:
        """Load now, or once more after the load that runs."""
        self._wished = True
        if self._worker is None or self._worker.is_finished:
            self._worker = self._node.run_worker(self._run, group="load")

    async def end(self) -> None:
        """Wait until nothing is loaded any more; a load that fails tells it by itself."""
        if self._worker is not None:
            with suppress(WorkerError):
                await self._worker.wait()

    async def _run(self) -> None:
        while self._wished:
            self._wished = False
            await self._load()
