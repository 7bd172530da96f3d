"""The imports there were; `history.undo` takes one back."""

from crm_tui.data.database import transaction
from crm_tui.data.stores import past_imports
from crm_tui.domain.imports import PastImport
from crm_tui.domain.paging import Page
from crm_tui.domain.texts import _
from crm_tui.errors import NotFoundError
from crm_tui.exchange.rejects import Rejects
from crm_tui.session import Session


def publish(refused: Rejects, written: int | None) -> None:
    """Give the refused rows of an import their file; `written` is the change that it was."""
    refused.publish()
    if written is not None and refused.path is not None:
        with transaction():
            past_imports.note_rejects(written, str(refused.path.absolute()))


def page(session: Session, offset: int, limit: int) -> Page[PastImport]:
    """The imports of everybody, the newest first."""
    return past_imports.page(offset, limit)


def get(session: Session, transaction: int) -> PastImport:
    """The import that was this change."""
    found = past_imports.get(transaction)
    if found is None:
        raise NotFoundError(_("change {txn} is no import"), txn=transaction)
    return found
