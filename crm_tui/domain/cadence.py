"""Keeping in touch: who has been left alone for longer than was wanted, and how much it matters."""

from datetime import date


def overdue_share(last: date | None, every: int, today: date) -> float:
    """How much of the wanted days is over beyond them: 0.5 after 45 of 30; never spoken: 1 more.

    Zero and less: nobody waits yet.
    """
    if every <= 0:
        return 0.0
    return 1.0 if last is None else (today - last).days / every - 1


def urgency(share: float, value: int | None) -> float:
    """The share times what the client is worth; one without a value counts as the smallest."""
    return share * max(value or 0, 1)
