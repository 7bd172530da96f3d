"""Rows that wait in a private file, so that memory does not grow with their number."""

import pickle
import weakref
from collections.abc import Iterator, Sequence
from itertools import islice
from tempfile import TemporaryFile
from typing import Generic, TypeVar

Row = TypeVar("Row")


class Spool(Generic[Row]):
    """Takes rows in, and when all are in gives them out; its file is gone with it."""

    def __init__(self) -> None:
        self.count = 0
        self._file = TemporaryFile(prefix="crm-rows-")  # noqa: SIM115 - it lives as long as this
        weakref.finalize(self, self._file.close)

    def add(self, row: Row) -> int:
        """Returns the place of the row, for `at`."""
        place = self._file.tell()
        pickle.dump(row, self._file, pickle.HIGHEST_PROTOCOL)
        self.count += 1
        return place

    def at(self, place: int) -> Row:
        self._file.seek(place)
        row: Row = pickle.load(self._file)
        return row

    def all(self) -> Iterator[Row]:
        """In their order."""
        self._file.seek(0)
        for _number in range(self.count):
            yield pickle.load(self._file)

    def chunks(self, size: int) -> Iterator[Sequence[Row]]:
        rows = self.all()
        while some := list(islice(rows, size)):
            yield some
