"""The import, as `benchmarks.imports` measures it."""

import contextlib
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import imports
from benchmarks.measuring import Measurement


def measure() -> Iterator[Measurement]:
    with tempfile.TemporaryDirectory() as folder:
        few = imports.write(Path(folder) / "few.csv", imports.FEW_ROWS)
        many = imports.write(Path(folder) / "many.csv", imports.ROWS)
        told = io.StringIO()
        with contextlib.redirect_stdout(told):
            ratio = imports.compare_time(many)
        yield Measurement(
            "CSV import", "csv + executemany", ratio, imports.TIME_LIMIT, measured(told)
        )
        told = io.StringIO()
        with contextlib.redirect_stdout(told):
            ratio = imports.compare_memory(few, many)
        yield Measurement(
            f"memory of {imports.ROWS:,} rows",
            f"{imports.FEW_ROWS:,} rows",
            ratio,
            imports.MEMORY_LIMIT,
            measured(told),
        )


def measured(told: io.StringIO) -> str:
    """`1.2 s / 0.5 s` of the sentence that was printed."""
    return told.getvalue().rpartition(": ")[2].partition(" = ")[0]
