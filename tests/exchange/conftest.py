"""Files to be read."""

from pathlib import Path

import pytest

from crm_tui.exchange import readers
from crm_tui.exchange.row_files import BrokenRow


@pytest.fixture
def table(tmp_path):
    """Writes the bytes and reads them as the import does: the header, the rows, the broken rows."""

    def read(name: str, content: bytes | None = None, **options):
        path: Path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        file = readers.inspect(path, name, **options)
        rows = list(file.rows())
        whole = [dict(zip(file.header, row.cells, strict=False)) for row in rows]
        broken = [row for row in rows if isinstance(row, BrokenRow)]
        return [row for row, found in zip(whole, rows, strict=True) if found not in broken], broken

    return read
