"""Lends all the open work of the user to a colleague until a day, and takes it back."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from crm_tui.data import setwise
from crm_tui.data.database import snapshot, transaction
from crm_tui.data.journal import Journal, Stamp
from crm_tui.data.stores import loans as stored
from crm_tui.domain.entities import ACTIVITIES, ENTITIES, Entity
from crm_tui.domain.fields import Link
from crm_tui.domain.loans import Lent, Loan
from crm_tui.domain.notifications import Reason
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _
from crm_tui.domain.users import Role
from crm_tui.errors import ConflictError, InvalidInputError, NotFoundError
from crm_tui.services import handover, notifications
from crm_tui.services.writing import acting, action
from crm_tui.session import Session

Work = Callable[[Entity], Any]
"""The ids of the records of an entity."""


def mine(session: Session) -> Loan | None:
    """What the user has lent and not back yet."""
    return stored.of(session.user.id)


def extent(session: Session, who: str, until: date) -> tuple[Link, Lent]:
    """To whom and how much `lend` would lend now; InvalidInputError as by `lend`."""
    to = _borrower(session, who, until)
    with snapshot():
        sizes = {entity.name: setwise.choose(_of(session, entity)) for entity in ENTITIES}
    return to, Lent(**sizes)


def lend(session: Session, who: str, until: date, progress: Progress = lambda share: None) -> Lent:
    """All that the user has open is the colleague's: clients, contacts, deals and plans.

    After that day they come back by themselves. ConflictError while something is lent already.
    """
    to = _borrower(session, who, until)
    with action(session, _("lend my work")) as journal:
        before = stored.of(session.user.id)
        if before is not None:
            message = _("your work is lent to {name} already: take it back first")
            raise ConflictError(message, name=before.borrower.name)
        lent = _give(journal, session, lambda entity: _of(session, entity), to, progress)
        if not lent.total:
            raise NotFoundError(_("you have no open work to lend"))
        stored.insert(journal, session.user.id, to.id, until)
        notifications.of_loan(journal, to, Reason.LENT, until.isoformat())
    return lent


def take_back(session: Session, progress: Progress = lambda share: None) -> Lent:
    """What was lent is the user's again, but for what was done or given away meanwhile."""
    with action(session, _("take my work back")) as journal:
        loan = stored.of(session.user.id)
        if loan is None:
            raise NotFoundError(_("nothing of yours is lent"))
        return _return(journal, session, loan, progress)


def return_what_is_over(session: Session) -> None:
    """What was lent until a day that is past comes back, whoever starts the program first.

    Of two that do it at once one finds nothing left to do.
    """
    today = session.reading.today
    if not stored.over(today) or acting(session).role == Role.CLIENT:
        return
    with transaction():
        for loan in stored.over(today):
            stamp = Stamp(0, session.now(), session.source, _("lent work came back"))
            journal = Journal(stamp)
            _return(journal, session, loan)
            notifications.of_loan(journal, loan.lender, Reason.RETURNED, "")


def _return(
    journal: Journal, session: Session, loan: Loan, progress: Progress = lambda share: None
) -> Lent:
    def work(entity: Entity) -> Any:
        return stored.lent_work(entity, loan)

    back = _give(journal, session, work, loan.lender, progress)
    stored.end(journal, loan)
    return back


def _give(journal: Journal, session: Session, work: Work, to: Link, progress: Progress) -> Lent:
    """The records have that owner; how many of each kind had another."""
    given = {}
    for place, entity in enumerate(ENTITIES):
        size, tell = setwise.choose(work(entity)), partial(_tell_share, progress, place)
        given[entity.name] = handover.give(journal, session, entity, to, size, tell)
    return Lent(**given)


def _tell_share(progress: Progress, place: int, share: float) -> None:
    """One kind of records after the other, each an equal part of the work."""
    progress((place + share) / len(ENTITIES))


def _of(session: Session, entity: Entity) -> Any:
    return stored.open_work(entity, session.user.id)


def _borrower(session: Session, who: str, until: date) -> Link:
    to = handover.colleague(session, ACTIVITIES, who)
    if to.id == session.user.id:
        raise InvalidInputError(_("lend it to somebody else"), field="who")
    if stored.has_come_to(session.user.id, to.id):
        message = _("the work of {name} is lent to you: lend yours to somebody else")
        raise InvalidInputError(message, field="who", name=to.name)
    if until < session.reading.today:
        raise InvalidInputError(_("this day is past"), field="until")
    return to
