"""How long until something is to be seen: the first frame, Today, Clients."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.bases import LARGE, SMALL, base
from benchmarks.measuring import Measurement, compared
from benchmarks.terminals import Terminal, crm, environment

EMPTY_APP = [sys.executable, str(Path(__file__).parent / "empty_app.py")]
OVERDUE = re.compile(r"! +\d+ (?:d|mo) ")
PHONE = re.compile(r"\+\d+ \d")
RUNS = 9


def header_and_footer(lines: Sequence[str]) -> bool:
    return "Today" in lines[0] and "keys" in lines[-1]


def rows_of_today(lines: Sequence[str]) -> bool:
    return any(OVERDUE.search(line) for line in lines)


def rows_of_clients(lines: Sequence[str]) -> bool:
    return "Clients" in lines[0] and any(PHONE.search(line) for line in lines)


def empty(lines: Sequence[str]) -> bool:
    return any("READY" in line for line in lines)


def until(command: Sequence[str], seen: Callable[[Sequence[str]], bool]) -> Callable[[], float]:
    """Seconds from the start of the program until its screen is as wanted."""

    def run() -> float:
        with Terminal(command, environment()) as terminal:
            return terminal.wait_for(seen)

    return run


def to_clients(clients: int) -> Callable[[], float]:
    """Seconds from the key after g until the first clients are on screen."""
    command = crm("--db", str(base(clients)))

    def run() -> float:
        with Terminal(command, environment()) as terminal:
            terminal.wait_for(rows_of_today)
            terminal.settle()
            terminal.press("g")
            terminal.settle()
            pressed = terminal.press("c")
            return terminal.wait_for(rows_of_clients) - (pressed - terminal.started)

    return run


def measure() -> Iterator[Measurement]:
    start = crm("--db", str(base(LARGE)))
    limit = until(EMPTY_APP, empty)
    yield compared("first frame of crm", "an empty Textual app", 1.6,
                   until(start, header_and_footer), limit, RUNS)  # fmt: skip
    yield compared("rows of Today on screen", "an empty Textual app", 2.2,
                   until(start, rows_of_today), limit, RUNS)  # fmt: skip
    yield compared(f"Clients after g c, {LARGE:,} clients", f"{SMALL:,} clients", 1.2,
                   to_clients(LARGE), to_clients(SMALL), RUNS)  # fmt: skip
