"""Lends all the open work of the user to a colleague until a day, and takes it back."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from crm_tui.data import setwise
from crm_tui.data.database import snapshot
from crm_tui.data.journal import Journal, Stamp
from crm_tui.data.stores import loans as stored
from crm_tui.domain.entities import ACTIVITIES, ENTITIES, Entity
from crm_tui.domain.fields import Link
from crm_tui.domain.loans import Lent, Loan
from crm_tui.domain.notifications import Reason
from crm_tui.domain.permissions import check_may_write
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _
from crm_tui.domain.users import Role
from crm_tui.errors import ConflictError, InvalidInputError, NotFoundError
from crm_tui.services import giving, handover, notifications
from crm_tui.services.giving import Gift
from crm_tui.services.handover import Owned
from crm_tui.services.writing import acting
from crm_tui.session import Session

Gifts = Sequence[tuple[Gift, Any]]
"""Each with the query for the ids of the records that go."""


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

    After that day they come back by themselves. ConflictError while something is lent already. Very
    much goes in steps between which others write, see `giving`; so does what comes back.
    """
    check_may_write(acting(session))
    _check_has_all(session)
    to, lent = extent(session, who, until)
    if not lent.total:
        raise NotFoundError(_("you have no open work to lend"))
    gifts = [(Lending(session, entity, to, until), _of(session, entity)) for entity in ENTITIES]
    return _pass_on(gifts, progress)


def take_back(session: Session, progress: Progress = lambda share: None) -> Lent:
    """What was lent is the user's again, but for what was done or given away meanwhile."""
    check_may_write(acting(session))
    loan = stored.of(session.user.id)
    if loan is None:
        raise NotFoundError(_("nothing of yours is lent"))
    return _pass_on(_returning(Returning, session, loan), progress)


def return_what_is_over(session: Session) -> None:
    """What was lent until a day that is past comes back, whoever starts the program first.

    Of two that do it at once one finds nothing left to do; what others stop is tried again.
    """
    today = session.reading.today
    if not stored.over(today) or acting(session).role == Role.CLIENT:
        return
    for loan in stored.over(today):
        with suppress(ConflictError):
            _pass_on(_returning(ReturningAlone, session, loan), lambda share: None)


class Passing(Owned, ABC):
    """The work of one kind, as a part of all that goes from one user to another."""

    def begin(self, journal: Journal) -> None:
        if self.entity == ENTITIES[0]:
            self.open(journal)

    def end(self, journal: Journal) -> None:
        if self.entity == ENTITIES[-1]:
            self.close(journal)

    @abstractmethod
    def open(self, journal: Journal) -> None:
        """Before anything of it goes, so that nobody else begins the same."""

    def close(self, journal: Journal) -> None:
        """When all of it is there."""


class Lending(Passing):
    label = _("lend my work")

    def __init__(self, session: Session, entity: Entity, to: Link, until: date) -> None:
        super().__init__(session, entity, to)
        self._until = until
        self._loan: list[tuple[str, Link]] = []

    def links(self) -> Sequence[tuple[str, Link]]:
        """Also the loan: what it has brought there by then is to come back as one."""
        return [*super().links(), *self._loan]

    def open(self, journal: Journal) -> None:
        _check_has_all(self.session)
        number = stored.insert(journal, self.session.user.id, self.to.id, self._until)
        self._loan = [(stored.KIND, Link(number, self.to.name))]

    def close(self, journal: Journal) -> None:
        notifications.of_loan(journal, self.to, Reason.LENT, self._until.isoformat())


class Returning(Passing):
    label = _("take my work back")

    def __init__(self, session: Session, entity: Entity, loan: Loan) -> None:
        super().__init__(session, entity, loan.lender)
        self._loan = loan

    def open(self, journal: Journal) -> None:
        stored.end(journal, self._loan)


class ReturningAlone(Returning):
    """It comes back by itself, as nobody's action."""

    label = _("lent work came back")

    def stamp(self) -> Stamp:
        return Stamp(0, self.session.now(), self.session.source, self.label)

    def close(self, journal: Journal) -> None:
        notifications.of_loan(journal, self.to, Reason.RETURNED, "")


def _returning(kind: type[Returning], session: Session, loan: Loan) -> Gifts:
    return [(kind(session, entity, loan), stored.lent_work(entity, loan)) for entity in ENTITIES]


def _pass_on(gifts: Gifts, progress: Progress) -> Lent:
    """How many of each kind have another owner by it."""
    given = zip(gifts, giving.give_all(gifts, progress), strict=True)
    return Lent(**{gift.entity.name: one.changed for (gift, _query), one in given})


def _check_has_all(session: Session) -> None:
    before = stored.of(session.user.id)
    if before is not None:
        message = _("your work is lent to {name} already: take it back first")
        raise ConflictError(message, name=before.borrower.name)


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
