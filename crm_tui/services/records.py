"""What a user can do with any record: list, get, add, edit, archive."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from crm_tui.data.journal import Journal
from crm_tui.data.rows import read
from crm_tui.data.stores import archiving, participants, points, record_writes, records
from crm_tui.domain import deal_status
from crm_tui.domain.activities import Activity, ActivityStatus
from crm_tui.domain.conflicts import EditConflictError, collisions
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, DEALS, Entity
from crm_tui.domain.fields import Field, by_name
from crm_tui.domain.hooks import Moment
from crm_tui.domain.listing import Listed, Listing
from crm_tui.domain.paging import Page
from crm_tui.domain.progress import Progress
from crm_tui.domain.query_everything import Everything
from crm_tui.domain.texts import _
from crm_tui.domain.typed_points import TypedPoints
from crm_tui.services import entering, fields, hooks, notifications, repeating, stage_moves
from crm_tui.services.writing import action
from crm_tui.session import Session

if TYPE_CHECKING:
    from crm_tui.domain.views import Order


TIMES = frozenset(("start", "end", "due", "duration"))
"""Fields of an activity that must agree with one another, see `entering.check_times`."""


def page(
    session: Session,
    entity: Entity,
    listing: Listing,
    offset: int,
    limit: int,
    total: int | None = None,
) -> Page[Listed]:
    """Some rows of a list, for the screens; `total` is what another page of it has told."""
    return records.page(entity, listing, offset, limit, total)


def order(
    session: Session,
    entity: Entity,
    listing: Listing,
    group: Field | None = None,
    *,
    descending: bool = False,
    progress: Progress = lambda share: None,
) -> "Order":
    """The ids of a whole list, for `rows`; the records that share a value of `group` together.

    What `progress` raises ends it.
    """
    from crm_tui.data.stores import grouping

    if group is None:
        return grouping.order(entity, listing)
    return grouping.grouped(
        entity,
        listing,
        group,
        session.zone,
        descending=descending,
        progress=progress,
    )


def rows(
    session: Session, entity: Entity, listing: Listing, order: "Order", offset: int, limit: int
) -> Page[Listed]:
    """A page of a list whose order is known."""
    ids = order.ids[offset : offset + limit]
    return Page(read(entity, listing.fields, ids), offset, len(order.ids))


def is_empty(session: Session, entity: Entity) -> bool:
    """Whether there is no record outside the archive."""
    return not records.page(entity, Listing((), Everything()), 0, 1).total


def iterate(
    session: Session, entity: Entity, listing: Listing, limit: int | None = None
) -> Iterator[Listed]:
    """All rows of a list, for export and the command line; they stand as at the beginning."""
    return records.iterate(entity, listing, limit)


def by_ids(
    session: Session, entity: Entity, shown: Sequence[Field], ids: Sequence[int]
) -> list[Listed]:
    """Some fields of the records, in the order of the ids."""
    return read(entity, shown, ids)


def get(session: Session, entity: Entity, number: int) -> Any:
    """The whole record; NotFoundError where there is none."""
    return records.get(entity, fields.in_force(session, entity), number)


def point_labels(session: Session, entity: Entity, number: int) -> Mapping[str, str]:
    """What the phones and e-mails of a record are for, of those that say so."""
    return points.labels_of(entity, number)


def add(session: Session, entity: Entity, typed: Mapping[str, str]) -> Any:
    """A new record from typed texts; returns it as it was saved."""
    entered = entering.read(session, entity, typed)
    if entity != CLIENTS:
        return add_values(session, entity, entered)
    hooks.before(session, Moment.CLIENT, {"client": dict(typed)})
    client = add_values(session, entity, entered)
    hooks.after(session, Moment.CLIENT, lambda: {"client": told(session, entity, client)})
    return client


def told(session: Session, entity: Entity, record: Any) -> dict[str, object]:
    """The record as `crm show --format json` prints it."""
    from crm_tui.services import objects

    return objects.as_object(session, entity, fields.in_force(session, entity), record)


def add_values(session: Session, entity: Entity, entered: Mapping[str, Any]) -> Any:
    """A new record from values that are read already."""
    with action(session, _("add")) as journal:
        number = insert(journal, session, entity, entered)
    return get(session, entity, number)


def insert(
    journal: Journal,
    session: Session,
    entity: Entity,
    entered: Mapping[str, Any],
    follows: Any = None,
) -> int:
    """A new record as a part of an action; returns its id.

    Of what it has from the record that it `follows` nobody is told again.
    """
    described = fields.in_force(session, entity)
    complete = entering.complete(session, entity, entered)
    entering.check_required(entity, by_name(described), complete)
    if entity == ACTIVITIES:
        entering.check_times(session, complete)
    if entity == DEALS:
        deal_status.check_reason(complete)
    settled = entering.settle(journal, session, entity, complete, None)
    number = record_writes.insert(journal, entity, described, settled, session.phone_region)
    known = by_name(described)
    notifications.of_record(journal, session, entity, known, number, settled, follows)
    return number


def edit(
    session: Session,
    entity: Entity,
    number: int,
    typed: Mapping[str, str],
    original: Any = None,
) -> Any:
    """Change the typed fields and return the record.

    `original` is the record as the user saw it: fields that somebody else changed since merge
    with hers, and the same field raises EditConflictError. Nothing is written when nothing differs.
    """
    return edit_values(session, entity, number, entering.read(session, entity, typed), original)


def edit_values(
    session: Session,
    entity: Entity,
    number: int,
    entered: Mapping[str, Any],
    original: Any = None,
) -> Any:
    changes = [(number, entered)]
    with stage_moves.heard(session, entity, changes), action(session, _("edit")) as journal:
        change(journal, session, entity, number, entered, original)
    return get(session, entity, number)


def change(
    journal: Journal,
    session: Session,
    entity: Entity,
    number: int,
    entered: Mapping[str, Any],
    original: Any = None,
) -> dict[str, Any]:
    """Change a record as a part of an action, see `edit`; returns what was written.

    What repeats and is done now is planned for its next time.
    """
    described = fields.in_force(session, entity)
    current = records.get(entity, described, number)
    changed = judged(journal, session, entity, current, entered, original)
    if changed:
        record_writes.update(journal, entity, described, current, changed, session.phone_region)
        follow_up(journal, session, entity, current, changed)
    return changed


def judged(
    journal: Journal,
    session: Session,
    entity: Entity,
    current: Any,
    entered: Mapping[str, Any],
    original: Any,
) -> dict[str, Any]:
    """The values that the record gets and does not have yet, if it may have them."""
    described = fields.in_force(session, entity)
    known = by_name(described)
    if entity == ACTIVITIES and not current.time_zone:
        entered = {**entered, **entering.clock(session, entered)}
    if entity == DEALS:
        entered = {**entered, **deal_status.closing(current.status, entered, session.now())}
    settled = entering.settle(journal, session, entity, entered, current)
    changed = differing(described, current, settled) | relabelled(entity, current.id, settled)
    if original is not None and original.version != current.version:
        found = collisions(known, original, current, changed)
        if found:
            raise EditConflictError(entity.shown_id(current.id), current, found)
    if changed:
        merged = {f.name: f.value(current) for f in described} | changed
        entering.check_required(entity, known, merged)
        if entity == ACTIVITIES and not TIMES.isdisjoint(changed):
            entering.check_times(session, merged)
        if entity == DEALS and "status" in changed:
            deal_status.check_reason(merged)
    return changed


def follow_up(
    journal: Journal, session: Session, entity: Entity, before: Any, changed: Mapping[str, Any]
) -> None:
    """What a change of a record entails, once it is written; `before` is the record until then."""
    if entity == ACTIVITIES:
        entering.check_whole(changed.get("parent"))
        if changed.get("status") == ActivityStatus.DONE.value:
            plan_again(journal, session, before)
    known = fields.named(session, entity.name)
    notifications.of_record(journal, session, entity, known, before.id, changed, before)


def plan_again(journal: Journal, session: Session, activity: Activity) -> None:
    """Plan what repeats and is done now for its next time; `activity` is as it was until now."""
    values = repeating.next_time(session, activity)
    if values:
        number = insert(journal, session, ACTIVITIES, values, activity)
        participants.copy(journal, activity.id, number)


def differing(described: Sequence[Any], current: Any, settled: Mapping[str, Any]) -> dict[str, Any]:
    """The values that the record does not have yet."""
    known = by_name(described)
    return {name: v for name, v in settled.items() if known[name].value(current) != v}


def relabelled(entity: Entity, number: int, settled: Mapping[str, Any]) -> dict[str, Any]:
    """The phones and e-mails whose labels the record does not have yet."""
    return {
        name: value
        for name, value in settled.items()
        if isinstance(value, TypedPoints) and points.relabelled(entity, number, value.labels)
    }


def archive(session: Session, entity: Entity, listing: Listing) -> int:
    """Put away the records of the list, with one undo for all; returns how many."""
    with action(session, _("archive")) as journal:
        return archiving.archive(journal, entity, records.chosen(entity, listing))


def restore(session: Session, entity: Entity, listing: Listing) -> int:
    """Take the records of the list out of the archive; returns how many."""
    with action(session, _("restore")) as journal:
        return archiving.restore(journal, entity, records.chosen(entity, listing))
