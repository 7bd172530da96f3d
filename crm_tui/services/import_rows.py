"""Reads the rows of a file into what an import stages: checked, in the form of the database."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from crm_tui.data.staging import OUTSIDE, OWN_ID, UNNAMED, Point
from crm_tui.domain import mapping, money, names, point_labels, values
from crm_tui.domain.clients import ClientKind
from crm_tui.domain.date_order import Orders
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.folding import fold
from crm_tui.domain.mapping import CLIENTS, CONTACTS, Column, has_contact
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError, InvalidInputError
from crm_tui.exchange.formulas import restored
from crm_tui.services.import_cells import CODES, TEXTS, CellReaders
from crm_tui.services.import_deals import DealRows
from crm_tui.services.import_joined import Joined
from crm_tui.services.import_layouts import NAME_PARTS, Cell, Read, is_point, layout, staged_name
from crm_tui.services.import_own import OwnRows
from crm_tui.services.import_points import extend, labelled
from crm_tui.services.import_points import reader as point_reader
from crm_tui.services.import_texts import PlainTexts
from crm_tui.session import Session

COMPANY, PERSON = ClientKind.COMPANY.value, ClientKind.PERSON.value
"""Reckoned once: to ask a member for its value is slow."""

_folded = lru_cache(4096)(fold)
_split = lru_cache(4096)(names.split)
"""For people: of a file with their deals or phones, the same ones in many rows."""


class ReadRow(NamedTuple):
    """`keys` are the kind to make, the folded client and the folded contact name.

    Only a deal may be without the name of its client.
    """

    keys: tuple[str, str | None, str | None]
    values: list[Any]
    client_points: Sequence[Point]
    contact_points: Sequence[Point]


class RowReader:
    """Reads one row after the other; knows the columns."""

    def __init__(
        self,
        session: Session,
        columns: Sequence[Column],
        users: dict[str, int],
        orders: Mapping[int, Orders],
        added: Sequence[Column] = (),
        own: OwnRows | None = None,
    ) -> None:
        """`added`: see `Joined`."""
        self._session = session
        self._width = len(columns)
        self._joined = Joined(columns, added) or None
        columns = (*columns, *added)
        self._headers = [column.header for column in columns]
        self._labels = point_labels.columns(self._headers, mapping.points(columns))
        self._contact = has_contact(columns)
        self.layout = layout(columns, own=own.table.entity if own else "")
        self._places = {name: place for place, name in enumerate(self.layout.values)}
        """Where the staged columns stand among the values of a row."""
        self.readers = CellReaders(session, self._headers, users, orders, self._places)
        start = len(self.layout.clients)
        self._people = range(start, start + len(self.layout.contacts))
        """Where it stands what is said of the contact, first the names as in `NAME_PARTS`."""
        self._deals = DealRows(self._places, session.reading.today) if self.layout.deals else None
        self._own, self._own_place = own, self._places.get(OWN_ID, 0)
        self._outside = self._places.get(OUTSIDE)
        self._cells: list[Cell] = []
        self._plain: dict[int, int] = {}
        """The columns of mere texts by the places of their values."""
        self._money: list[Cell] = []
        self._own_sums: set[int] = set()
        self._points: list[Cell] = []
        for source, column in enumerate(columns):
            if column.target is not None:
                self._prepare(source, column.target.entity, column.target.field)
        self._birthdays = self.readers.birthdays
        self._texts = PlainTexts(self._plain, len(self._places))
        self._others = [cell for cell in self._cells if cell.target not in self._plain]

    def read(self, cells: list[str]) -> ReadRow:
        """InvalidInputError, with a sentence for the user, for a row that cannot be taken."""
        if len(cells) != self._width:
            cells = self._even(cells)
        if self._joined is not None:
            cells = self._joined.cells(cells)
        row: list[Any] | None = self._texts.values(cells)
        left = self._cells if row is None else self._others
        row = row or [None] * len(self._places)
        source = 0
        try:
            for source, target, read, _labels, _currency in left:
                text = cells[source]
                if text:
                    row[target] = read(text if text[0] != "'" else restored(text))
            points: tuple[list[Point], list[Point]] = ([], [])
            for source, target, read, labels, _currency in self._points:
                text = cells[source]
                if text:
                    found = read(text)
                    if labels is not None and cells[labels]:
                        found = labelled(found, cells[labels])
                    extend(points[target], found)
            for source, target, read, _labels, currency in self._money:
                if cells[source]:
                    self._read_sum(row, target, currency, read, cells[source])
        except CrmError as error:
            reason = self._session.language.error(error)
            raise InvalidInputError(
                _("{column}: {reason}"), column=self._headers[source], reason=reason
            ) from error
        if self._own is not None:
            row[self._own_place : self._own_place + 2] = self._own.read(cells)
        keys = self._name(row, points)
        if self._contact and keys[2] is None:
            self._give_client(row, cells, points)
        return ReadRow(keys, row, *points)

    def _even(self, cells: list[str]) -> list[str]:
        if any(cell.strip() for cell in cells[self._width :]):
            raise InvalidInputError(_("the row has more cells than there are columns"))
        return [*cells, *[""] * (self._width - len(cells))]

    def _name(
        self, row: list[Any], points: tuple[list[Point], list[Point]]
    ) -> tuple[str, str | None, str | None]:
        """Fills in the names of contact, client and deal; returns the keys."""
        person = self._person(row) if self._contact else None
        place = self._places["clients_name"]
        kind = COMPANY
        if self._deals is not None:
            self._deals.find_client(row, None if any(points) else person)
        name = row[place]
        if name is None:
            self._without_name(row, person)
            if person is None:
                return kind, None, None
            row[place] = name = person
            kind = PERSON
        elif person in (None, name) and names.looks_like_person(name):
            kind = PERSON
        if self._deals is not None:
            self._deals.complete(row, name)
        return kind, fold(name), _folded(person) if person else None

    def _without_name(self, row: list[Any], person: str | None) -> None:
        """Who else may tell whom the row means; without any name it needs that."""
        is_identified = self._outside is not None and bool(row[self._outside])
        if self._deals is not None or is_identified:
            row[self._places[UNNAMED]] = row[self._places[UNNAMED]] or True
        elif person is None:
            raise InvalidInputError(_("there is no name"))
        if self._deals is not None and person is None:
            self._deals.complete(row, None)

    def _give_client(
        self, row: list[Any], cells: Sequence[str], points: tuple[list[Point], list[Point]]
    ) -> None:
        """What is said of a contact whom the row does not name is the client's, and not lost."""
        extend(points[0], points[1])
        points[1].clear()
        own, its = (self._places.get(f"{name}_external_id") for name in (CLIENTS, CONTACTS))
        if own is not None and its is not None and row[own] is None:
            row[own], row[its] = row[its], None
        said = [
            values.clean(f"{self._headers[cell.source]}: {cells[cell.source]}", lines=True)
            for cell in self._cells
            if cell.target in self._people and row[cell.target] is not None
        ]
        if said:
            notes = self._places["clients_notes"]
            row[notes] = "\n".join(filter(None, (row[notes], *said)))

    def _person(self, row: list[Any]) -> str | None:
        start = self._people.start
        shown: str | None
        shown, first, middle, last = row[start : start + len(NAME_PARTS)]
        if shown is None:
            row[start] = shown = names.whole(first, middle, last)
        elif first is None and last is None:
            row[start + 1 : start + len(NAME_PARTS)] = _split(shown)
        if shown and self._birthdays is not None:
            self._birthdays.keep(row)
        return shown

    def _read_sum(self, row: list[Any], target: int, place: int, read: Read, text: str) -> None:
        """A sum, and at `place` the currency that it brings: those of one record share it.

        One of a field of one's own that brings none is in that of the record.
        """
        amount = read(text) if row[place] is None else self.readers.sum(text, row[place])
        if amount is None:
            return
        usual = None if target in self._own_sums else self._session.currency
        row[target] = money.in_currency(amount, row[place])
        row[place] = amount.currency or row[place] or usual

    def _prepare(self, source: int, entity: str, field: Field) -> None:
        if is_point(field):
            label = point_labels.of_title(self._headers[source])
            read = point_reader(self._session, field, label)
            labels = self._labels.get(source)
            self._points.append(Cell(source, int(entity == CONTACTS), read, labels))
            return
        place = self._places[f"{entity}_{staged_name(field)}"]
        cell = Cell(source, place, self.readers.of(entity, field, source))
        currency = self._places.get(f"{entity}_currency")
        if field.kind is Kind.MONEY and currency is not None:
            self._money.append(cell._replace(currency=currency))
            self._own_sums |= {place} if field.custom else set()
        elif any(place == other.target for other in self._cells):
            self._cells.insert(0, cell)  # read before the surer one, whose value then stays
            self._plain.pop(place, None)
        else:
            self._cells.append(cell)
            if field.kind in TEXTS and field.name not in CODES:
                self._plain[place] = source
