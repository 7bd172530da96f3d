"""The imports that were written: which file became what."""

from typing import Any

from peewee import fn

from crm_tui.data.journal import Journal
from crm_tui.data.models.imports import ImportBatch
from crm_tui.data.models.journal import Transaction
from crm_tui.data.models.users import User
from crm_tui.data.search import storable
from crm_tui.domain.imports import PastImport
from crm_tui.domain.paging import Page

COLUMNS = (
    ImportBatch.file,
    ImportBatch.encoding,
    ImportBatch.delimiter,
    ImportBatch.mapping,
    ImportBatch.rejects,
    ImportBatch.rows,
    ImportBatch.new,
    ImportBatch.updated,
    ImportBatch.same,
    ImportBatch.duplicate,
    ImportBatch.rejected,
    fn.COALESCE(ImportBatch.blank, 0).alias("blank"),
)

WRITTEN = Transaction.steps.is_null()


def record(journal: Journal, file: str, **values: Any) -> None:
    """Note which file becomes this transaction, and how its rows come out."""
    own = {"transaction": journal.transaction, "file": storable(file)}
    ImportBatch.insert(**own, **values).execute()


def record_counts(journal: Journal, **counts: int) -> None:
    """How its rows came out in the end."""
    own = ImportBatch.transaction == journal.transaction
    ImportBatch.update(**counts).where(own).execute()


def page(offset: int, limit: int) -> Page[PastImport]:
    """The newest first."""
    rows = [PastImport(**row) for row in _all().offset(offset).limit(limit)]
    return Page(rows, offset, _all().count())


def get(transaction: int) -> PastImport | None:
    found = _all().where(ImportBatch.transaction == transaction).first()
    return PastImport(**found) if found else None


def file_of(transaction: int) -> str | None:
    """What it imports, also while it is still being written."""
    own = ImportBatch.transaction == transaction
    found: str | None = ImportBatch.select(ImportBatch.file).where(own).scalar()
    return found


def note_rejects(transaction: int, file: str) -> None:
    """Say where the refused rows of an import are."""
    ImportBatch.update(rejects=storable(file)).where(
        ImportBatch.transaction == transaction
    ).execute()


def _all() -> Any:
    return (
        ImportBatch.select(
            *COLUMNS,
            Transaction.id.alias("transaction"),
            Transaction.at,
            Transaction.undone_by,
            User.name.alias("user"),
        )
        .join(Transaction, on=(Transaction.id == ImportBatch.transaction))
        .left_outer_join(User, on=(User.id == Transaction.user))
        .where(WRITTEN)
        .order_by(ImportBatch.id.desc())
        .dicts()
    )
