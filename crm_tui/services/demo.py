"""The demo: a made-up company in a database of its own."""

from collections.abc import Callable

from crm_tui.data.database import transaction
from crm_tui.data.demo import building
from crm_tui.data.demo.workdays import Workdays
from crm_tui.data.journal import Journal, Stamp
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.session import Session

MOST_CLIENTS = 1_000_000


def build(
    session: Session,
    clients: int,
    seed: int,
    progress: Callable[[int], object] = lambda _done: None,
) -> None:
    """Fill the new database of the session; the same seed and time give the same company.

    The journal has it as a part of the set-up, so that the first undo does not take it back.
    """
    check_size(clients)
    now = session.now()
    with transaction():
        stamp = Stamp(session.user.id, now, session.source, _("build the demo"), kind="setup")
        building.build(Journal(stamp), Workdays(now, session.zone), clients, seed, progress)


def check_size(clients: int) -> None:
    """InvalidInputError for a company that is too small or too large to build."""
    if not 1 <= clients <= MOST_CLIENTS:
        raise InvalidInputError(
            _("a demo has from 1 to {most} clients"), field="clients", most=MOST_CLIENTS
        )
