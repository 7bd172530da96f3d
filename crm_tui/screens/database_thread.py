"""The one thread that owns the screens' connection, so that services never overlap."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

from crm_tui.session import Session

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class DatabaseThread:
    """Opens the session at `open`; calls that come before wait for it.

    When a newer worker cancels an older one, the older result is dropped at the `await` and can
    never overwrite the newer one on screen.
    """

    def __init__(self, open_session: Callable[[], Session]) -> None:
        self._open_session = open_session
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="crm-database")
        self._opened = asyncio.Event()
        self.session: Session | None = None

    async def open(self) -> Session:
        """Raises what `open_session` raises; then no call ever ends."""
        self.session = await self._run(self._open_session)
        self._opened.set()
        return self.session

    async def call(
        self,
        service: Callable[Concatenate[Session, Arguments], Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result:
        await self._opened.wait()
        session = self.session
        assert session is not None

        def guarded() -> Result:
            with session.guard():
                return service(session, *args, **kwargs)

        return await self._run(guarded)

    async def close(self) -> None:
        """Wait for what is being written, and close the connection; later calls never end."""
        self._opened.clear()
        if self.session is not None:
            await self._run(self.session.close)
        self._executor.shutdown(wait=False)

    async def _run(self, function: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._executor, function)
