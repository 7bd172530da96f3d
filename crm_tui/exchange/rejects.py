"""The file of refused rows: what stood in the source, and why it was refused."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import IO

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import sources
from crm_tui.exchange.csv_writer import CsvWriter
from crm_tui.exchange.formulas import restored
from crm_tui.exchange.row_files import RowFile

ADDED = ("line", "reason")
SHOWN = 5
"""Refused rows whose reasons are told at once; the others are in the file."""


def is_refused(header: Sequence[str]) -> bool:
    """Whether these are the titles of such a file: the last two are ours."""
    return tuple(header[-len(ADDED) :]) == ADDED


class Rejects:
    """Takes refused rows; the file is begun with the first and gets its name by `publish`."""

    def __init__(self, file: RowFile, wanted: Path) -> None:
        self._file = file
        self._own = file.header[: -len(ADDED)] if is_refused(file.header) else file.header
        self._wanted = wanted
        self._making = wanted.with_name(f".{wanted.name}.{os.getpid()}-{id(self):x}.new")
        self._stream: IO[str] | None = None
        self._writer: CsvWriter | None = None
        self.count = 0
        self.reasons: list[tuple[int, str]] = []
        """The lines and reasons of the first ones."""
        self.path: Path | None = None
        """Where the rows are, once they are safe."""

    def add(self, line: int, cells: Sequence[str], reason: str) -> None:
        if self._writer is None:
            self._writer = self._begin(reason)
        header = self._file.header
        padded = [restored(cell) for cell in cells] + [""] * (len(header) - len(cells))
        own, surplus = padded[: len(self._own)], padded[len(header) :]
        self._writer.row([*own, str(line), reason, *surplus])
        self.count += 1
        if self.count <= SHOWN:
            self.reasons.append((line, reason))

    def close(self) -> None:
        """Everything on the disk, before it is certain that the accepted rows are written."""
        if self._stream is not None:
            with _meaning(self._wanted):
                self._stream.close()

    def publish(self) -> None:
        """Give the file its name, or the next free one: no file is overwritten."""
        if not self.count:
            return
        with _meaning(self._wanted):
            for number in count(1):
                path = self._wanted if number == 1 else _numbered(self._wanted, number)
                try:
                    os.link(self._making, path)
                except FileExistsError:
                    continue
                self.path = path
                return

    def discard(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._making.unlink(missing_ok=True)

    def _begin(self, reason: str) -> CsvWriter:
        """In the encoding of the source, so that the same program opens it; for its owner only.

        Where that has no letters for the reason, as Windows-1252 for Russian, in UTF-8.
        """
        told = _has_letters(self._file.encoding, reason)
        encoding = "utf-8-sig" if self._file.has_mark or not told else self._file.encoding
        with _meaning(self._wanted):
            self._making.touch(mode=0o600)
            self._stream = self._making.open("w", encoding=encoding, errors="replace", newline="")
        writer = CsvWriter(self._stream, self._file.delimiter)
        writer.row([*self._own, *ADDED])
        return writer


def _has_letters(encoding: str, text: str) -> bool:
    try:
        "".join(filter(str.isalpha, text)).encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@contextmanager
def rejects(file: RowFile, wanted: str | None) -> Iterator[Rejects]:
    """A place for refused rows; what is not published inside is forgotten."""
    if wanted == sources.STDIN:
        raise InvalidInputError(_("--rejects needs the name of a file: stdout has the counts"))
    path = Path(wanted) if wanted else _beside(file.source)
    if path.exists() and not path.is_file():
        raise InvalidInputError(_("{path} is no regular file"), path=path)
    found = Rejects(file, path)
    try:
        yield found
    finally:
        found.discard()


def _beside(source: str) -> Path:
    """clients.rejected.csv for clients.csv; in the current folder for standard input."""
    if source == sources.STDIN:
        return Path("stdin.rejected.csv")
    return Path(source).with_suffix(".rejected.csv")


def _numbered(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}-{number}{path.suffix}")


@contextmanager
def _meaning(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InvalidInputError(
            _("refused rows cannot be written to {file}: {reason}: name another --rejects"),
            file=str(path),
            reason=error.strerror or str(error),
        ) from error
