"""Which reader is for which file."""

from pathlib import Path

from crm_tui.exchange import csv_files
from crm_tui.exchange.row_files import RowFile


def inspect(
    path: Path, source: str, *, encoding: str | None = None, delimiter: str | None = None
) -> RowFile:
    """Look at the file with the reader that its name or its first bytes ask for.

    InvalidInputError when that cannot read it. What no other reader knows is a CSV file.
    """
    return csv_files.inspect(path, source, encoding=encoding, delimiter=delimiter)
