"""One user action: one database transaction, one Transaction in the journal."""

from collections.abc import Iterator
from contextlib import contextmanager

from crm_tui.data.database import transaction
from crm_tui.data.journal import Journal, Stamp
from crm_tui.data.stores import users
from crm_tui.domain.permissions import check_may_write
from crm_tui.domain.users import User
from crm_tui.session import Session


class Rehearsal(Exception):  # noqa: N818 - no error: it takes back what a dry run has written
    """Ends a step of a dry run."""


@contextmanager
def action(session: Session, label: str) -> Iterator[Journal]:
    """Everything inside is written or nothing is. `label` says what the user did, marked."""
    with whole(session):
        yield Journal(stamped(session, label))


@contextmanager
def whole(session: Session) -> Iterator[None]:
    """The same of an action that nobody does, or that is stamped inside."""
    try:
        with transaction():
            yield
    except BaseException:
        session.catalogue.stamp = None  # a choice that was added meanwhile is not there
        raise


def stamped(session: Session, label: str) -> Stamp:
    """What the journal says of an action of this session.

    ForbiddenError for who may change nothing, by what the database says of her now.
    """
    check_may_write(acting(session))
    return Stamp(session.user.id, session.now(), session.source, label)


def acting(session: Session) -> User:
    """The user as the database knows her now: she may have another role since she signed in."""
    return users.by_id(session.user.id) or session.user
