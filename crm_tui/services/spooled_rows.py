"""Rows that wait in a private file, so that memory does not grow with their number."""

import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any, Generic, TypeVar

Row = TypeVar("Row")


@contextmanager
def spooled() -> Iterator["Spool[Any]"]:
    """An empty one; the file is gone afterwards."""
    with TemporaryFile(prefix="crm-import-") as file:
        yield Spool(file)


class Spool(Generic[Row]):
    """Takes rows in and gives them out in their order."""

    def __init__(self, file: IO[bytes]) -> None:
        self.count = 0
        self._file = file

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
