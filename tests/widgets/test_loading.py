import asyncio

from textual.app import App

from crm_tui.widgets.loading import Loading


class Reader:
    """Counts its loads; each waits for the gate."""

    def __init__(self) -> None:
        self.begun = self.ended = 0
        self.gate = asyncio.Event()

    async def load(self) -> None:
        self.begun += 1
        await self.gate.wait()
        self.ended += 1


async def test_a_load_that_runs_ends_and_one_more_follows_however_many_were_wished():
    app, reader = App(), Reader()
    async with app.run_test() as pilot:
        loading = Loading(app, reader.load)
        for _ in range(5):
            loading.wish()
            await pilot.pause()
        assert (reader.begun, reader.ended) == (1, 0)
        reader.gate.set()
        await app.workers.wait_for_complete()
        assert (reader.begun, reader.ended) == (2, 2)
        loading.wish()
        await app.workers.wait_for_complete()
        assert reader.ended == 3
