"""Rows that wait in a private file, so that memory does not grow with their number."""

import pickle
from collections.abc import Iterator, Sequence
from itertools import islice
from tempfile import TemporaryFile
from typing import Generic, Self, TypeVar

Row = TypeVar("Row")


class Spool(Generic[Row]):
    """Takes rows in and gives them out in their order; the file is gone when it is closed."""

    def __init__(self) -> None:
        self.count = 0
        self._file = TemporaryFile(prefix="crm-import-")  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def add(self, row: Row) -> None:
        pickle.dump(row, self._file, pickle.HIGHEST_PROTOCOL)
        self.count += 1

    def all(self) -> Iterator[Row]:
        self._file.seek(0)
        for _number in range(self.count):
            yield pickle.load(self._file)

    def chunks(self, size: int) -> Iterator[Sequence[Row]]:
        rows = self.all()
        while some := list(islice(rows, size)):
            yield some
