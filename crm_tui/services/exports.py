"""Writes records out: to a file, which is whole or not there at all, or to a stream.

`crm list` comes this way too, so what only other ways need is imported there.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, Protocol

from crm_tui.data.stores import records
from crm_tui.domain.entities import Entity
from crm_tui.domain.exports import BINARY, DOSSIERS, FORMATS, OF, check
from crm_tui.domain.fields import Field
from crm_tui.domain.listing import Listed, Listing
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.services import fields, listings
from crm_tui.session import Session

STEP, STEP_OF_DOSSIERS = 500, 20
"""Records between two calls of the progress."""


def format_by_name(name: str) -> str | None:
    """The format that the end of a file's name says; None for any other end."""
    ending = name.rpartition(".")[2].casefold()
    return ending if ending in FORMATS else None


class Stream(Protocol):
    def write(self, text: str, /) -> object: ...


def listing(
    session: Session,
    entity: Entity,
    *,
    where: str = "",
    sort: Sequence[str] = (),
    columns: Sequence[str] = (),
) -> Listing:
    """The list that the words describe, with all fields where no columns are named."""
    wanted = columns or [field.name for field in fields.in_force(session, entity)]
    return listings.listing(session, entity, where=where, sort=sort, columns=wanted)


def iterate(
    session: Session, entity: Entity, listing: Listing, limit: int | None = None
) -> Iterator[Listed]:
    """The records of the list, with the currency that their sums need."""
    read = fields.with_currencies(session, entity, listing.fields)
    return records.iterate(entity, replace(listing, fields=read), limit)


def as_cells(session: Session, entity: Entity, shown: Sequence[Field], record: Any) -> list[str]:
    """A record as a row of a CSV file, which an import reads back."""
    from crm_tui.domain import plain_values

    plain = (
        plain_values.plain(
            field, field.value(record), getattr(record, field.currency, None), session.zone
        )
        for field in shown
    )
    return [entity.shown_id(record.id), *plain]


def write(
    session: Session,
    entity: Entity,
    listing: Listing,
    stream: Any,
    *,
    file_format: str,
    raw: bool = False,
    progress: Progress | None = None,
) -> int:
    """Write the records of the list in one of the forms of `domain.exports`; returns how many.

    `stream` takes text, for a binary form bytes. `raw` leaves formulas in CSV alive. Cards, events
    and dossiers have all that they can have, whatever columns the list shows.
    """
    check(entity.name, file_format)
    if file_format in (*OF, *DOSSIERS):
        listing = replace(listing, fields=_all_fields(session, entity))
    rows = iterate(session, entity, listing)
    if progress is not None:
        step = STEP_OF_DOSSIERS if file_format in DOSSIERS else STEP
        rows = told(rows, records.count(entity, listing), progress, step)
    if file_format == "csv":
        return write_csv(session, entity, listing.fields, rows, stream, raw=raw)
    return _write_rows(session, entity, listing.fields, rows, stream, file_format)


def _write_rows(
    session: Session,
    entity: Entity,
    shown: Sequence[Field],
    rows: Iterator[Listed],
    stream: Any,
    form: str,
) -> int:
    """In any form but CSV; what only one of them needs is imported for it."""
    match form:
        case "json" | "jsonl":
            return write_json(session, entity, shown, rows, stream, lines=form == "jsonl")
        case "xlsx":
            from crm_tui.services import export_sheets

            return export_sheets.write(session, entity, shown, rows, stream)
        case "ics":
            from crm_tui.services import export_events

            return export_events.write(session, rows, stream)
        case "vcf":
            from crm_tui.services import export_cards

            return export_cards.write_cards(session, entity, rows, stream)
    from crm_tui.services import dossiers

    return dossiers.write_each(session, entity, rows, stream, form)


def _all_fields(session: Session, entity: Entity) -> tuple[Field, ...]:
    """Also what no list shows."""
    from crm_tui.domain import foreign_properties

    foreign = foreign_properties.OF.get(entity.name)
    return (*fields.in_force(session, entity), *([foreign] if foreign else []))


def write_json(
    session: Session,
    entity: Entity,
    shown: Sequence[Field],
    rows: Iterator[Listed],
    stream: Stream,
    *,
    lines: bool,
) -> int:
    from crm_tui.exchange.json_writer import JsonLinesWriter, JsonWriter
    from crm_tui.services import objects

    writer = JsonLinesWriter(stream) if lines else JsonWriter(stream)
    count = 0
    for record in rows:
        writer.row(objects.as_object(session, entity, shown, record))
        count += 1
    writer.close()
    return count


def write_csv(
    session: Session,
    entity: Entity,
    shown: Sequence[Field],
    rows: Iterator[Listed],
    stream: Stream,
    *,
    raw: bool,
) -> int:
    import csv

    from crm_tui.exchange.csv_writer import CsvWriter

    row = csv.writer(stream, lineterminator="\r\n").writerow if raw else CsvWriter(stream).row
    row(["id", *(field.name for field in shown)])
    count = 0
    for record in rows:
        row(as_cells(session, entity, shown, record))
        count += 1
    return count


def told(rows: Iterator[Listed], total: int, progress: Progress, step: int) -> Iterator[Listed]:
    """The rows, while the progress hears of them."""
    for count, row in enumerate(rows):
        if not count % step:
            progress(count / max(total, 1))
        yield row


def save(
    session: Session,
    entity: Entity,
    listing: Listing,
    path: Path,
    *,
    file_format: str,
    raw: bool = False,
    progress: Progress | None = None,
) -> int:
    """Write the records into the file, which holds the old or the new content, never a half."""
    with replacing(path, binary=file_format in BINARY) as stream:
        return write(
            session, entity, listing, stream, file_format=file_format, raw=raw, progress=progress
        )


@contextmanager
def replacing(path: Path, *, binary: bool = False) -> Iterator[IO[Any]]:
    """A new file that takes the name when all is written; only its owner may read it."""
    target = Path(os.path.realpath(path))  # a link may lead in a circle
    if os.path.exists(target) and not target.is_file():
        raise InvalidInputError(_("{path} is no regular file"), path=path)
    making = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        descriptor = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            mode: dict[str, Any] = {"mode": "w", "encoding": "utf-8", "newline": ""}
            with os.fdopen(descriptor, **({"mode": "wb"} if binary else mode)) as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            making.replace(target)
        finally:
            making.unlink(missing_ok=True)
    except OSError as error:
        raise InvalidInputError(
            _("{path} cannot be written: {reason}"), path=path, reason=error.strerror or ""
        ) from error
