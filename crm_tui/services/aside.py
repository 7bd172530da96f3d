"""Long work in a thread of its own, so that nobody waits for it."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from crm_tui.data.database import connect
from crm_tui.domain.catalogue import Catalogue
from crm_tui.session import Session

Result = TypeVar("Result")


def run(session: Session, work: Callable[[Session], Result]) -> Result:
    """Call it in a thread that has no connection yet: the work gets one, closed at its end."""
    connect()
    try:
        with session.guard():
            return work(replace(session, catalogue=Catalogue()))
    finally:
        session.close()
