"""How long it takes to read an Excel file, in terms of the library that reads it."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook

from benchmarks import imports
from benchmarks.measuring import Measurement, compared
from crm_tui.exchange import xlsx_files
from crm_tui.exchange.xlsx_writer import XlsxWriter

ROWS = 10_000


def measure() -> Iterator[Measurement]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clients.xlsx"
        with path.open("wb") as stream:
            writer = XlsxWriter(stream, "Clients", imports.HEADER, [20] * len(imports.HEADER))
            for row in imports.rows(ROWS):
                writer.row(row)
            writer.close()

        def ours() -> float:
            begin = time.perf_counter()
            assert sum(1 for _row in xlsx_files.inspect(path, path.name).rows()) == ROWS
            return time.perf_counter() - begin

        def alone() -> float:
            begin = time.perf_counter()
            with CalamineWorkbook.from_path(str(path)) as book:
                assert sum(1 for _row in book.get_sheet_by_index(0).iter_rows()) == ROWS + 1
            return time.perf_counter() - begin

        yield compared(f"XLSX of {ROWS:,} rows, read", "python-calamine alone", 2.0, ours, alone)
