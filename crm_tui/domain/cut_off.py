"""Changes whose program was ended, by a kill or a crash, before all was written."""

from dataclasses import dataclass

from crm_tui.domain.history import TransactionRow


@dataclass(frozen=True, slots=True)
class CutOff:
    """What it had written was taken back by the next who opened the database."""

    action: TransactionRow
    file: str | None
    """What was imported."""
    written: int
    """How many records it had written by then."""
    kept: int
    """How many of them stay as they are, because others have changed them since."""
