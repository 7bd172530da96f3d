"""Which reader is for which file."""

from pathlib import Path

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import (
    csv_files,
    ics_files,
    json_files,
    kinds,
    mail_files,
    sources,
    vcard_files,
    xlsx_files,
)
from crm_tui.exchange.kinds import FileKind
from crm_tui.exchange.row_files import RowFile


def inspect(
    path: Path,
    source: str,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> RowFile:
    """Look at the file with the reader that its name or its first bytes ask for.

    InvalidInputError when that cannot read it. What no other reader knows is a CSV file.
    """
    if sources.size(path, source) == 0:
        raise InvalidInputError(_("{file} is empty"), file=source)
    match kinds.find(path, source):
        case FileKind.XLSX:
            return xlsx_files.inspect(path, source, sheet=sheet)
        case FileKind.JSON:
            return json_files.inspect(path, source, encoding=encoding)
        case FileKind.VCARD:
            return vcard_files.inspect(path, source, encoding=encoding)
        case FileKind.CALENDAR:
            return ics_files.inspect(path, source, encoding=encoding)
        case FileKind.MAILBOX | FileKind.LETTER as kind:
            return mail_files.inspect(path, source, mailbox=kind is FileKind.MAILBOX)
    return csv_files.inspect(path, source, encoding=encoding, delimiter=delimiter)
