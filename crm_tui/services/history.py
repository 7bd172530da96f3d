"""The history of changes, and taking changes back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from crm_tui.data import reverting, reverting_steps, running_changes
from crm_tui.data.database import looking, transaction
from crm_tui.data.journal import Journal, Stamp
from crm_tui.data.reverting import Refused
from crm_tui.data.reverting_steps import DisturbedError
from crm_tui.data.stores import history, permissions, users
from crm_tui.domain.entities import Entity, entity
from crm_tui.domain.history import ChangeRow, Entry, TransactionRow
from crm_tui.domain.paging import Page
from crm_tui.domain.permissions import check_may_undo, check_may_write
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _
from crm_tui.errors import ConflictError, InvalidInputError, NotFoundError
from crm_tui.services import fields, records
from crm_tui.services.users import LAST_ADMIN
from crm_tui.services.writing import acting
from crm_tui.session import Session

NOTHING = _("nothing of change {txn} can be taken back: others have changed it since")
PASSED_OVER = _(
    "nothing of change {txn} can be taken back: others have changed it since; "
    "the next undo takes the change before it"
)
AT_ONCE = 5_000
"""Records; a larger change is taken back in steps between which others can write."""

_UNDO, _REDO = ("undo", _("undo")), ("redo", _("redo"))
"""The kind of what is done, and what the user calls it."""

HIDDEN = {"id", "version", "created_at", "created_by", "changed_at", "changed_by", "name_key"}
"""Columns that say nothing to a reader."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or redo did: its own number, how many records, and what it left alone.

    `of` is the change that was taken back, or that counts again.
    """

    transaction: int
    of: TransactionRow
    reverted: int
    refused: tuple[Refused, ...]


def page(session: Session, offset: int, limit: int) -> Page[TransactionRow]:
    """Actions of everybody, the newest first."""
    return history.page(offset, limit)


def entries(
    session: Session,
    wanted: Entity | None = None,
    record: int | None = None,
    before: int | None = None,
) -> Iterator[Entry]:
    """The history of everything or of one record, the newest first, one entry a record.

    With `before`, the number of a change, only what is older.
    """
    name = wanted.name if wanted else None
    for row in history.iterate(name, record, before):
        for change in history.changes(row.id, name, record):
            yield entry(row, change)


def action_of(session: Session, number: int) -> TransactionRow:
    """The action of that number; NotFoundError where there is none."""
    return _row(number, "")


def of_transaction(session: Session, number: int) -> list[Entry]:
    """What one action did."""
    row = history.get(number)
    return [entry(row, change) for change in history.changes(number)] if row else []


def entry(row: TransactionRow, change: ChangeRow) -> Entry:
    names = dict.fromkeys((*change.before, *change.after))
    values = {
        name.removeprefix("extra."): (change.before.get(name), change.after.get(name))
        for name in names
        if name not in HIDDEN
    }
    told = {name: pair for name, pair in values.items() if pair[0] != pair[1]}
    return Entry(row, change.entity, change.op, change.record, change.count, told)


def currencies(session: Session, entry: Entry) -> tuple[str | None, str | None]:
    """Those of an entry's sums before and after: as it says, else as the record has it now."""
    before, after = entry.fields.get("currency", (None, None))
    if after is None and entry.record is not None:
        after = _currency_now(session, entry.entity, entry.record)
    return before or after, after or before


def _currency_now(session: Session, entity_name: str, number: int) -> str | None:
    try:
        record = records.get(session, entity(entity_name), number)
    except NotFoundError:
        return None
    currency: str | None = getattr(record, "currency", None)
    return currency


def size_of_undo(session: Session, number: int | None = None) -> int:
    """How many records `undo` would be about; 0 where there is nothing to undo."""
    target = number if number is not None else history.newest_to_undo(session.user.id)
    return history.size(target) if target is not None else 0


def size_of_redo(session: Session) -> int:
    target = history.newest_to_redo(session.user.id)
    return history.size(target) if target is not None else 0


def undo(
    session: Session, number: int | None = None, progress: Progress = lambda share: None
) -> Undone:
    """Take back the user's newest change, or the one of that number, whoever made it.

    ConflictError where nothing of it can be taken back; asked without a number, the next undo
    then takes the change before, and that one is left to `number`. ForbiddenError for a change
    that the user could not have made. What `progress` raises leaves everything as it was.
    """
    with looking():
        target = number if number is not None else history.newest_to_undo(session.user.id)
        row = _row(target, _("there is nothing left to undo"))

    def pass_over(done: Undone) -> None:
        if number is not None:
            raise ConflictError(NOTHING, txn=row.id)
        reverting.refuse(done.transaction)

    check = partial(_check_may_be_undone, session, row)
    done = _take_back(session, row, _UNDO, check, pass_over, progress)
    if not done.reverted:
        raise ConflictError(PASSED_OVER, txn=row.id)
    return done


def redo(session: Session, progress: Progress = lambda share: None) -> Undone:
    """Make the user's last undo undone."""
    with looking():
        target = history.newest_to_redo(session.user.id)
        undoing = _row(target, _("there is nothing left to redo"))
        again = _row(undoing.undoes, _("there is nothing left to redo"))

    def refuse(done: Undone) -> None:
        raise ConflictError(NOTHING, txn=undoing.id)

    check = partial(_check_may_be_redone, session, undoing, again)
    done = _take_back(session, undoing, _REDO, check, refuse, progress)
    return replace(done, of=again)


def _row(number: int | None, nothing: str) -> TransactionRow:
    row = history.get(number) if number is not None else None
    if row is None:
        message = nothing if number is None else _("there is no change {txn}")
        raise NotFoundError(message, txn=number)
    return row


def _check_may_be_undone(session: Session, row: TransactionRow) -> None:
    """Inside the transaction that takes it back: as it is by now."""
    now = _row(row.id, "")
    if now.kind in ("undo", "redo", "setup"):
        raise InvalidInputError(_("change {txn} cannot be undone"), txn=now.id)
    _check_is_written(now)
    if now.undone_by:
        raise ConflictError(_("change {txn} is undone already"), txn=now.id)
    _check_rights(session, now.id)


def _check_may_be_redone(session: Session, undoing: TransactionRow, again: TransactionRow) -> None:
    _check_is_written(undoing)
    if history.newest_to_redo(session.user.id) != undoing.id:
        raise NotFoundError(_("there is nothing left to redo"))
    _check_rights(session, again.id)


def _check_is_written(row: TransactionRow) -> None:
    if running_changes.is_running(row.id):
        raise ConflictError(_("change {txn} is still being written"), txn=row.id)


def _check_rights(session: Session, number: int) -> None:
    user = acting(session)
    check_may_write(user)
    check_may_undo(user, permissions.touched(number))


def _take_back(
    session: Session,
    row: TransactionRow,
    way: tuple[str, str],
    check: Callable[[], None],
    nothing: Callable[[Undone], None],
    progress: Progress,
) -> Undone:
    """In steps where it is large; `nothing` is called, in the transaction, where nothing can be."""
    with looking():
        check()
        is_large = history.size(row.id) > AT_ONCE
    done = _in_steps(session, row, way, check, progress) if is_large else None
    if done is None:
        with transaction():
            check()
            done = _revert(session, row, way, progress)
            if not done.reverted:
                nothing(done)
    return done


def _revert(
    session: Session, row: TransactionRow, way: tuple[str, str], progress: Progress
) -> Undone:
    journal = _journal(session, row, way)
    result = reverting.revert(journal, row.id, progress)
    _check_admin()
    if result.records:
        reverting.mark(row.id, journal.transaction)
        _count_again(row)
    fields.forget(session)
    return Undone(journal.transaction, row, result.records, result.refused)


def _in_steps(
    session: Session,
    row: TransactionRow,
    way: tuple[str, str],
    check: Callable[[], None],
    progress: Progress,
) -> Undone | None:
    """None where it is to be done at once: nothing can be taken back, or others have written what
    makes a difference meanwhile.
    """
    journal = _journal(session, row, way)

    def begin() -> None:
        check()
        reverting.mark(row.id, journal.transaction)

    def end() -> None:
        _check_admin()
        _count_again(row)

    try:
        result = reverting_steps.revert(journal, row.id, begin, end, progress)
    except DisturbedError:
        return None
    finally:
        fields.forget(session)
    if result is None or not result.records:
        return None
    return Undone(journal.transaction, row, result.records, result.refused)


def _count_again(undoing: TransactionRow) -> None:
    """What an undo has taken back, now that the undo is taken back itself."""
    if undoing.undoes is not None:
        reverting.mark(undoing.undoes, None)


def _journal(session: Session, row: TransactionRow, way: tuple[str, str]) -> Journal:
    kind, label = way
    stamp = Stamp(session.user.id, session.now(), session.source, label, kind, undoes=row.id)
    return Journal(stamp)


def _check_admin() -> None:
    if not users.has_admin():
        raise ConflictError(LAST_ADMIN)
