"""Moving in a long list of clients and in a short one: time to paint, and bytes painted."""

from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.bases import LARGE, SMALL, base
from benchmarks.frames import rows_of_clients, rows_of_today
from benchmarks.measuring import RUNS, Measurement, median, milliseconds, percentile_95
from benchmarks.terminals import DOWN, END, HOME, PAGE_DOWN, Terminal, crm, environment

PRESSED = {"j": (DOWN, 60), "PgDn": (PAGE_DOWN, 40), "End": (END, 20)}
"""The key and how often; before End the cursor goes home, uncounted."""

BYTES_AT_MOST = 1.1
"""The names in the long list are a little longer."""


class Painted(NamedTuple):
    seconds: float
    """p95."""
    bytes: float
    """On average."""


def moved(clients: int) -> dict[str, Painted]:
    """What each of the keys costs in a list of so many clients."""
    found = {}
    with Terminal(crm("--db", str(base(clients))), environment()) as terminal:
        terminal.wait_for(rows_of_today)
        terminal.settle()
        terminal.press("g")
        terminal.settle()
        terminal.press("c")
        terminal.wait_for(rows_of_clients)
        terminal.settle()
        for name, (key, times) in PRESSED.items():
            terminal.press(HOME)
            terminal.settle()
            found[name] = pressed(terminal, key, times)
    return found


def pressed(terminal: Terminal, key: str, times: int) -> Painted:
    seconds, received = [], 0
    for _ in range(times):
        before = terminal.received
        seconds.append(terminal.paint(key))
        received += terminal.received - before
        if key == END:
            terminal.press(HOME)
            terminal.settle()
    return Painted(percentile_95(seconds), received / times)


def measure() -> Iterator[Measurement]:
    pairs = [(moved(LARGE), moved(SMALL)) for _ in range(RUNS)]
    for name in PRESSED:
        long, short = (
            median(run[name].seconds for run in runs) for runs in zip(*pairs, strict=True)
        )
        details = f"{milliseconds(long)} / {milliseconds(short)}"
        yield Measurement(
            f"{name}, key to paint, p95", f"{SMALL:,} clients", long / short, 1.3, details
        )
        long, short = (median(run[name].bytes for run in runs) for runs in zip(*pairs, strict=True))
        details = f"{long:.0f} / {short:.0f} bytes"
        yield Measurement(
            f"{name}, bytes", f"{SMALL:,} clients", long / short, BYTES_AT_MOST, details
        )
