"""A connection of its own for long work, so that nothing else waits for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from crm_tui.data.database import connect
from crm_tui.domain.catalogue import Catalogue
from crm_tui.session import Session


@contextmanager
def connected(session: Session) -> Iterator[Session]:
    """The session for the calling thread, which has no connection yet and has none afterwards."""
    own = replace(session, catalogue=Catalogue())
    with own.guard():
        connect()
        try:
            yield own
        finally:
            own.close()
