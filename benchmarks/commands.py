"""How long commands take from the shell's point of view."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.bases import LARGE, base
from benchmarks.measuring import Measurement, compared
from benchmarks.terminals import crm, environment

BARE_HELP = [sys.executable, str(Path(__file__).parent / "bare_help.py"), "--help"]
RUNS = 21
"""They are short, and other programs run as well."""


def timed(command: Sequence[str], **more: str) -> Callable[[], float]:
    """Seconds from the start of a process to its end."""
    variables = environment(**more)

    def run() -> float:
        begin = time.perf_counter()
        subprocess.run(command, env=variables, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begin

    return run


def measure() -> Iterator[Measurement]:
    bare = timed(BARE_HELP)
    yield compared("crm --help", "a bare Typer help", 1.3, timed(crm("--help")), bare, RUNS)
    plain = timed([sys.executable, "-c", "import re"])
    yield compared(
        "crm --version", 'python -c "import re"', 1.3, timed(crm("--version")), plain, RUNS
    )
    listing = crm("--db", str(base(LARGE)), "list", "clients", "--limit", "20")
    yield compared(
        "crm list clients --limit 20", "a bare Typer help", 2.5, timed(listing), bare, RUNS
    )
