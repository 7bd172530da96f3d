"""What the columns of a file are: by the user, a preset, their titles or their values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from crm_tui.domain import (
    column_matching,
    date_order,
    guessed_kinds,
    joined_columns,
    mapping,
    own_tables,
    point_labels,
    presets,
    values,
)
from crm_tui.domain.date_order import Order, Orders, everywhere
from crm_tui.domain.entities import CLIENTS, CONTACTS, DEALS, Entity
from crm_tui.domain.fields import Field, Kind, by_name
from crm_tui.domain.foreign_properties import OF
from crm_tui.domain.import_activities import holds_activities, is_calendar
from crm_tui.domain.mapping import Column, Target
from crm_tui.domain.own_tables import OwnTable
from crm_tui.domain.presets import Preset
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.exchange import rejects
from crm_tui.exchange.row_files import RowFile
from crm_tui.i18n import RUSSIAN
from crm_tui.services import fields
from crm_tui.session import Session

SAMPLED = 1000
"""Rows that are looked at before the file is read."""

MOST_KEPT = 500
"""Fields that one import makes: a table of SQLite has at most 2000 columns."""

OWN_INTO = {
    CLIENTS.name: (CLIENTS.name, "leads"),
    CONTACTS.name: (CLIENTS.name, "leads", CONTACTS.name),
}
"""What the rows of our tables may be taken for, so that their ids say which they are."""

SHORT = 80
"""Characters of a value that are looked at."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns with all that was found out about them."""

    all: tuple[Column, ...]
    preset: Preset | None
    rows: tuple[tuple[str, ...], ...]
    """The first rows, cut short."""
    missing: tuple[str, ...] = ()
    """The columns that the user has named and the file has not."""
    kept: tuple[Field, ...] = ()
    """Custom fields that the import makes for columns that fit no other."""
    added: tuple[Column, ...] = ()
    """For what the cells of a column say beside its field, see `joined_columns`."""
    into: str = CLIENTS.name
    """What the rows are, one of `INTO`."""

    @property
    def own(self) -> OwnTable | None:
        """Where a table that this program has written says which record a row is."""
        found = own_tables.find([column.header for column in self.all], self.values)
        if found is None or self.into not in OWN_INTO[found.entity]:
            return None
        return None if any(self.all[place].target for place in found.places) else found

    @property
    def own_titles(self) -> tuple[str, ...]:
        places = self.own.places if self.own else ()
        return tuple(self.all[place].header for place in places)

    @property
    def keeps(self) -> Entity:
        """Whose fields the kept ones become."""
        return DEALS if self.into == DEALS.name else CLIENTS

    @property
    def kept_titles(self) -> tuple[str, ...]:
        return tuple(
            column.header
            for column in self.all
            if column.target is not None and column.target.field in self.kept
        )

    def values(self, place: int) -> tuple[str, ...]:
        """What the first rows have in the column."""
        return tuple(row[place] for row in self.rows if place < len(row) and row[place])

    @property
    def is_whole(self) -> bool:
        """Whether the first rows are all."""
        return len(self.rows) < SAMPLED

    @property
    def empty(self) -> frozenset[str]:
        """The titles of columns in which nothing stands in any row."""
        titles = (one.header for place, one in enumerate(self.all) if not self.values(place))
        return frozenset(titles if self.is_whole else ())

    def guessed_kind(self, place: int) -> Kind:
        """What a field for the column holds: text, unless the whole file says something else."""
        return guessed_kinds.kind(self.values(place)) if self.is_whole else Kind.TEXT

    def orders(self, wanted: Order | None, usual: Order | None) -> dict[int, Orders]:
        """Whether the day or the month is first in each column of dates that says so.

        `usual` is for those whose values may mean both.
        """
        found: dict[int, Orders] = {}
        own = self.own.places if self.own else ()
        for place, column in enumerate(self.all):
            kind = column.target.field.kind if column.target else None
            if kind in (Kind.DATE, Kind.MOMENT) or place in own:
                said = everywhere(wanted) or date_order.vote(self.values(place))
                found[place] = everywhere(usual) | said
        return found


def find(
    session: Session,
    file: RowFile,
    *,
    into: str | None,
    preset: str | None,
    wanted: Mapping[str, str | None] | None,
    keep_unknown: bool,
    kept: Collection[str] = (),
) -> Columns:
    """The columns of a file, see `check`."""
    recognised = presets.recognised(file.header, file.properties)
    found = presets.named(preset) if preset else recognised
    said = {
        **aside(file.header),
        **(found.wanted(file.header) if found else {}),
        **(wanted or {}),
        **dict.fromkeys(kept),
    }
    rows = tuple(tuple(cell[:SHORT] for cell in row.cells) for row in islice(file.rows(), SAMPLED))
    known = {
        CLIENTS.name: (*fields.in_force(session, CLIENTS), OF[CLIENTS.name]),
        CONTACTS.name: (*fields.in_force(session, CONTACTS), OF[CONTACTS.name]),
        DEALS.name: fields.in_force(session, DEALS),
    }
    translate = RUSSIAN.text
    of_deals = found.deals if found else column_matching.holds_deals(file.header, known, translate)
    into = into or (DEALS if of_deals else CLIENTS).name
    missing = mapping.missing(file.header, {**(wanted or {}), **dict.fromkeys(kept)})
    columns = Columns((), found, rows, missing, into=into)
    mapped = column_matching.map_columns(
        file.header,
        known,
        translate,
        said,
        into=into,
        samples=[columns.values(place) for place in range(len(file.header))],
    )
    mapped = joined_columns.completed(mapped, known, said)
    columns = replace(columns, all=mapped)
    known_of = {*aside(file.header), *(wanted or {})}
    unknown = [column.header for column in mapped if column.header not in known_of]
    columns = _keeping(session, columns, {*kept, *(unknown if keep_unknown else ())})
    if joined_columns.tax_place(columns.all) is None:
        return columns
    return _with_reason_code(session, columns, keep_unknown=keep_unknown)


def aside(header: Sequence[str]) -> dict[str, None]:
    """The columns that we have written behind the refused rows of an earlier import."""
    titles = mapping.distinct(header)[-len(rejects.ADDED) :]
    return dict.fromkeys(titles) if rejects.is_refused(header) else {}


def targets(session: Session) -> list[Target]:
    """What a column can be taken for."""
    known = mapping.targets(
        {entity.name: fields.in_force(session, entity) for entity in (CLIENTS, CONTACTS, DEALS)}
    )
    return list(known.values())


def check(columns: Columns, file: RowFile) -> None:
    """InvalidInputError when none of the columns is a name, or what has one is a calendar."""
    if not mapping.has_name(columns.all) or is_calendar(file.header):
        raise _nameless(file, columns.preset)


def _nameless(file: RowFile, preset: Preset | None) -> InvalidInputError:
    if preset:
        message = _("{file}, from {program}, names no clients and no people: there is none to take")
        return InvalidInputError(message, file=file.source, program=preset.program)
    if holds_activities(file.header):
        message = _("{file} holds activities: import it --into activities")
        return InvalidInputError(message, file=file.source)
    return InvalidInputError(
        _(
            "{file} has no column for a name: choose which one it is (--map), or let its first line"
            " name the columns"
        ),
        file=file.source,
    )


def _keeping(session: Session, columns: Columns, titles: Collection[str]) -> Columns:
    """The same with a custom field for each column of these titles that fits no other."""
    keeps = columns.keeps
    own = (field for field, _archived in fields.own(session, keeps))
    known = {*by_name(fields.in_force(session, keeps)), *by_name(own)}
    kept: list[Field] = []
    mapped: list[Column] = []
    header, points = [column.header for column in columns.all], mapping.points(columns.all)
    fitting = {*point_labels.columns(header, points).values()}
    for place, column in enumerate(columns.all):
        fits = column.target is not None or place in fitting
        wanted = column.header in titles and len(kept) < MOST_KEPT
        new = not fits and wanted and columns.values(place)
        field = _custom(column.header, columns.guessed_kind(place)) if new else None
        if field is not None and field.name not in known:
            known.add(field.name)
            kept.append(field)
            mapped.append(replace(column, target=Target(keeps.name, field)))
        else:
            mapped.append(column)
    return replace(columns, all=tuple(mapped), kept=tuple(kept))


def _with_reason_code(session: Session, columns: Columns, *, keep_unknown: bool) -> Columns:
    """The same with a column for the code behind the tax id: a field of one's own, or the notes."""
    described = by_name(fields.in_force(session, CLIENTS))
    new = _custom(joined_columns.REASON_CODE, Kind.TEXT)
    own = next((field for field in (*columns.kept, *described.values())
                if field.custom and field.name == new.name), None)  # fmt: skip
    archived = {field.name for field, _archived in fields.own(session, CLIENTS)} - {*described}
    if own is None and keep_unknown and columns.keeps == CLIENTS and new.name not in archived:
        own, columns = new, replace(columns, kept=(*columns.kept, new))
    column = Column(new.label, Target(CLIENTS.name, own or described["notes"]))
    return replace(columns, added=(column,))


def _custom(header: str, kind: Kind) -> Field:
    label = values.clean(header)
    name = values.choice_key(label).replace("-", "_")
    return Field(name=name, label=label, kind=kind, custom=True)
