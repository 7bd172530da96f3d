"""How many SQL statements a key costs in a long list and in a short one: never more."""

import asyncio
import os
from collections.abc import Iterator

from benchmarks.bases import LARGE, NOW, SMALL, base
from benchmarks.measuring import Measurement

KEYS = {"j": ("j", 100), "PgDn": ("pagedown", 20), "End": ("end", 1)}


async def counted(clients: int) -> dict[str, int]:
    """The statements of each key in a list of so many clients."""
    from crm_tui.bootstrap import open_session
    from crm_tui.data.database import database
    from crm_tui.i18n import Language
    from crm_tui.screens.app import CrmApp

    path, found, statements = str(base(clients)), {}, []

    def count(event) -> None:
        if "data_version" not in event.sql:  # the watch for others' changes goes by the clock
            statements.append(event.sql)

    app = CrmApp(lambda: open_session(path, "en", "screens"), Language())
    async with app.run_test(size=(80, 24)) as pilot:
        await app.run_service(lambda _session: database.query_hooks.append(count))
        await pilot.press("g", "c")
        await settled(statements, pilot)
        for name, (key, times) in KEYS.items():
            await pilot.press("home")
            await settled(statements, pilot)
            before = len(statements)
            for _ in range(times):
                await pilot.press(key)
                await settled(statements, pilot)
            found[name] = len(statements) - before
    return found


async def settled(statements, pilot) -> None:
    """Wait until nothing more is asked of the database."""
    seen = -1
    while seen != len(statements):
        seen = len(statements)
        await asyncio.sleep(0.05)
        await pilot.pause()


def measure() -> Iterator[Measurement]:
    os.environ["CRM_NOW"] = NOW
    long, short = asyncio.run(counted(LARGE)), asyncio.run(counted(SMALL))
    for name in KEYS:
        yield Measurement(
            f"{name}, SQL statements",
            f"{SMALL:,} clients",
            long[name] / max(short[name], 1),
            1.0,
            f"{long[name]} / {short[name]} in {KEYS[name][1]} presses",
        )
