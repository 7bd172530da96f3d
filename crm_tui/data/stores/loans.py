"""Reads and writes who has lent her work to whom, and what that is."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from crm_tui.data.journal import Journal
from crm_tui.data.models.journal import Change, Transaction
from crm_tui.data.models.loans import Loan as Table
from crm_tui.data.models.users import User
from crm_tui.data.tables import RECORDS
from crm_tui.domain.activities import ActivityStatus
from crm_tui.domain.deal_status import DealStatus
from crm_tui.domain.entities import ACTIVITIES, DEALS, Entity
from crm_tui.domain.fields import Link
from crm_tui.domain.loans import Loan

KIND = "loans"
OPEN = {DEALS.name: DealStatus.OPEN.value, ACTIVITIES.name: ActivityStatus.PLANNED.value}
"""The status of what is still to be done, where records have one."""


def of(lender: int) -> Loan | None:
    """What the user has lent and not back yet."""
    found = _open(Table.lender == lender)
    return found[0] if found else None


def over(today: date) -> Sequence[Loan]:
    """What should be back by now; what came back by itself and was undone stays where it is."""
    alone = Change.select(Change.record).join(Transaction)
    returned = alone.where(Change.entity == KIND, Change.op == "update", Transaction.user.is_null())
    return _open((Table.until < today) & Table.id.not_in(returned))


def insert(journal: Journal, lender: int, borrower: int, until: date) -> int:
    """Returns the id of the loan."""
    row = {"lender": lender, "borrower": borrower, "until": until, "lending": journal.transaction}
    return journal.insert(KIND, row)


def end(journal: Journal, loan: Loan) -> None:
    """It is back; ConflictError where somebody else has ended it meanwhile."""
    after = {"archived_at": journal.stamp.at}
    before = {"archived_at": None}
    journal.update(KIND, loan.id, after, before=before, after=after, version=loan.version)


def open_work(entity: Entity, owner: int) -> Any:
    """The records that the user owns; of deals the open ones, of activities the planned."""
    return _owned(entity, owner).tuples()


def lent_work(entity: Entity, loan: Loan) -> Any:
    """What of the loan is still open and the borrower's, or of whom she has lent it to in turn."""
    table: Any = RECORDS[entity.name]
    lent = [(table.owner == one.borrower.id) & table.id.in_(_changed(entity, one))
            for one in _in_turn(loan)]  # fmt: skip
    held = reduce(or_, lent)
    return _open_records(entity).where(table.id.in_(_changed(entity, loan)), held).tuples()


def has_come_to(user: int, lender: int) -> bool:
    """Whether the user has what that one has lent, or somebody to whom she has lent it in turn."""
    loan = of(lender)
    return loan is not None and any(one.borrower.id == user for one in _in_turn(loan))


def _in_turn(loan: Loan) -> Iterator[Loan]:
    """The loan, that of its borrower, and so on."""
    seen: set[int] = set()
    following: Loan | None = loan
    while following is not None and following.id not in seen:
        seen.add(following.id)
        yield following
        following = of(following.borrower.id)


def _changed(entity: Entity, loan: Loan) -> Any:
    return Change.select(Change.record).where(
        Change.transaction == loan.lending, Change.entity == entity.name, Change.op == "update"
    )


def _owned(entity: Entity, owner: int) -> Any:
    table: Any = RECORDS[entity.name]
    return _open_records(entity).where(table.owner == owner)


def _open_records(entity: Entity) -> Any:
    table: Any = RECORDS[entity.name]
    query = table.select(table.id).where(table.archived_at.is_null())
    if entity.name in OPEN:
        query = query.where(table.status == OPEN[entity.name])
    return query


def _open(condition: Any) -> list[Loan]:
    lender, borrower = User.alias(), User.alias()
    rows: Any = (
        Table.select(
            *(Table.id, Table.version, lender.id, lender.name, borrower.id, borrower.name),
            *(Table.until, Table.lending),
        )
        .join(lender, on=Table.lender == lender.id)
        .switch(Table)
        .join(borrower, on=Table.borrower == borrower.id)
        .where(condition, Table.archived_at.is_null())
        .order_by(Table.id)
        .tuples()
    )
    return [
        Loan(number, version, Link(who, name), Link(to, other), until, lending)
        for number, version, who, name, to, other, until, lending in rows
    ]
