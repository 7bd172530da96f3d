"""Changes many records at once: the same wish for all that a list shows, with one undo."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from crm_tui.data import assigning, setwise
from crm_tui.data.database import snapshot
from crm_tui.data.journal import Journal
from crm_tui.data.setwise import Assignment
from crm_tui.data.stores import archiving, records, settings
from crm_tui.domain import deal_status, money, values
from crm_tui.domain.activities import Activity, ActivityStatus
from crm_tui.domain.entities import ACTIVITIES, DEALS, Entity
from crm_tui.domain.fields import Field, Kind, Link
from crm_tui.domain.listing import Listing
from crm_tui.domain.money import Amount
from crm_tui.domain.progress import Progress
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.services import entering, fields, giving, notifications, stage_moves
from crm_tui.services.records import plan_again
from crm_tui.session import Session

PLANNED_AGAIN, PLANNED_AT_ONCE = 100, 300
"""Activities that are done at a time, and without steps: each may be planned again by itself."""


class Archiving(Enum):
    AWAY = "archive"
    BACK = "restore"


Wish = Mapping[str, str] | Archiving
"""Typed texts by the names of the fields, or where the records go."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How many of the records change; the others have the values already."""

    changing: int
    total: int


def editable(described: Sequence[Field]) -> list[Field]:
    """The fields that many records can get at once."""
    return [field for field in described if not field.derived and not field.is_point]


def extent(session: Session, entity: Entity, listing: Listing, wish: Wish) -> Extent:
    """What `change` would do now. Nothing is written; InvalidInputError as by `change`."""
    entered = read(session, entity, wish)
    with snapshot():
        total = setwise.choose(records.chosen(entity, listing))
        assignments = assigned(session, entity, wish, entered, session.now())
        return Extent(setwise.changing(entity, assignments), total)


def change(
    session: Session,
    entity: Entity,
    listing: Listing,
    wish: Wish,
    progress: Progress = lambda share: None,
) -> Extent:
    """Give what is typed to all records of the list, as they are then; they are one undo.

    Very many are written in steps between which others write, see `giving`. InvalidInputError, with
    the field, for what cannot be typed into a form either.
    """
    wanted = Wanted(session, entity, wish)
    given = giving.give(wanted, records.chosen(entity, listing), progress)
    return Extent(given.changed, given.total)


class Wanted(giving.Gift):
    """What the wish gives to each of the records."""

    def __init__(self, session: Session, entity: Entity, wish: Wish) -> None:
        super().__init__(session, entity)
        self.label = label(wish)
        self._wish = wish
        self._entered = read(session, entity, wish)
        self._now = session.now()
        self._plans_again = entity == ACTIVITIES and _is_done(self._entered)
        if self._plans_again:
            self.part, self.at_once = PLANNED_AGAIN, min(self.at_once, PLANNED_AT_ONCE)

    def assigned(self) -> Sequence[Assignment]:
        return assigned(self.session, self.entity, self._wish, self._entered, self._now)

    def moves(self, waiting: Sequence[int]) -> stage_moves.Changes:
        if self._entered.keys().isdisjoint(stage_moves.MOVES):
            return ()
        return ((number, self._entered) for number in waiting)

    def links(self) -> Sequence[tuple[str, Link]]:
        known = self._known
        return [
            (known[name].entity, value)
            for name, value in self._entered.items()
            if isinstance(value, Link)
        ]

    def begin(self, journal: Journal) -> None:
        for name, value in self._entered.items():
            if isinstance(value, values.NewChoice):
                add_choice(journal, self.session, self._known[name], value)

    def give(self, journal: Journal) -> int:
        again = _repeating(self.session) if self._plans_again else []
        changed = super().give(journal)
        for activity in again:
            plan_again(journal, self.session, activity)
        if self.entity == ACTIVITIES and self._entered.keys() & {"start", "end", "due"}:
            check_times(self.session)
        if self.entity == ACTIVITIES:
            entering.check_whole(self._entered.get("parent"))
        return changed

    def end(self, journal: Journal) -> None:
        if journal.written is not None:
            notifications.of_many(journal, self.session, self.entity, self._known, self._entered)

    @property
    def _known(self) -> Mapping[str, Field]:
        return fields.named(self.session, self.entity.name)


def _is_done(entered: Mapping[str, Any]) -> bool:
    return entered.get("status") == ActivityStatus.DONE.value


def _repeating(session: Session) -> Collection[Activity]:
    """Of the chosen activities those that are to be planned again, once they are done."""
    known = fields.in_force(session, ACTIVITIES)
    return records.several(ACTIVITIES, known, setwise.repeating()).values()


def check_times(session: Session) -> None:
    """InvalidInputError where one of the chosen activities ends before it begins by now."""
    known = fields.in_force(session, ACTIVITIES)
    for number in setwise.backwards():
        activity = records.get(ACTIVITIES, known, number)
        try:
            entering.check_times(
                session, {"start": activity.start or activity.due, "end": activity.end}
            )
        except InvalidInputError:
            message = _("{record} would end before it begins")
            shown = ACTIVITIES.shown_id(number)
            raise InvalidInputError(message, field="end", record=shown) from None


def label(wish: Wish) -> str:
    if isinstance(wish, Archiving):
        return _("archive") if wish is Archiving.AWAY else _("restore")
    return _("edit many")


def read(session: Session, entity: Entity, wish: Wish) -> dict[str, Any]:
    """The typed values, each of which many records may have."""
    if isinstance(wish, Archiving):
        return {}
    entered = entering.read(session, entity, wish)
    described = fields.named(session, entity.name)
    for name, value in entered.items():
        field = described[name]
        if field not in editable([field]):
            message = _("{name} differs from record to record: change it one by one")
            raise InvalidInputError(message, field=name, name=name)
        if entity.needs(field) and not value:
            raise InvalidInputError(_("{label} is missing"), field=name, label=field.label)
    if entity == ACTIVITIES:
        entering.check_times(session, entered)
    if entity == DEALS:
        deal_status.check_reason(entered)
    return entered


def add_choice(journal: Journal, session: Session, field: Field, value: values.NewChoice) -> None:
    key = values.choice_key(value.label)
    settings.add_choice(journal, field.pick_list, key, value.label)
    fields.forget(session)


def assigned(
    session: Session, entity: Entity, wish: Wish, entered: Mapping[str, Any], now: datetime
) -> list[Assignment]:
    """What the chosen records get."""
    if isinstance(wish, Archiving):
        return [archiving.away(now) if wish is Archiving.AWAY else archiving.BACK]
    described = fields.named(session, entity.name)
    found: dict[str, Assignment] = {}
    for name, value in entered.items():
        field = described[name]
        if isinstance(value, Amount):
            for one in of_sum(session, entity, entered, field, value):
                found.setdefault(one.key, one)
            continue
        kept = values.choice_key(value.label) if isinstance(value, values.NewChoice) else value
        one = assigning.assignment(entity, field, kept)
        found[one.key] = one
    if entity == DEALS:
        for name, value in deal_status.closing(None, entered, now).items():
            turns = (described["status"], entered["status"])
            found[name] = assigning.where_it_turns(entity, turns, described[name], value)
    return list(found.values())


def of_sum(
    session: Session, entity: Entity, entered: Mapping[str, Any], field: Field, amount: Amount
) -> Sequence[Assignment]:
    """A sum in the currency that it names, or in the one that each record has."""
    described = fields.named(session, entity.name)
    if "currency" not in described:
        minor = money.rescaled(amount, session.currency, session.currency)
        return [assigning.assignment(entity, field, minor)]
    meant = entered.get("currency") or amount.currency
    if meant is None:
        codes = {code or session.currency for code in assigning.currencies(entity)}
        minor_of = {code: money.rescaled(amount, session.currency, code) for code in codes}
        return assigning.sums(entity, field, minor_of, session.currency)
    check_currency(entity, described, entered, meant)
    minor = money.rescaled(amount, session.currency, meant)
    return [
        assigning.assignment(entity, field, minor),
        assigning.assignment(entity, described["currency"], meant),
    ]


def check_currency(
    entity: Entity, described: Mapping[str, Field], entered: Mapping[str, Any], currency: str
) -> None:
    """The amounts of a record share one currency, also those that stay."""
    for name, amount in entering.sums(entered).items():
        if amount.currency not in (None, currency):
            raise InvalidInputError(
                _("the amounts of a record share one currency, here {currency}"),
                field=name,
                currency=currency,
            )
    others = [f for f in described.values() if f.kind is Kind.MONEY and f.name not in entered]
    count = assigning.count_other_sums(entity, others, currency)
    if count:
        raise InvalidInputError(
            _("{count} of the records have sums in another currency than {currency}"),
            field="currency",
            count=count,
            currency=currency,
        )
