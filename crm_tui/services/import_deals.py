"""Reads what a row of a file says of a deal: what it is called, how it stands, and whose it is."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from crm_tui.data.staging import ALONE, UNNAMED
from crm_tui.data.stores import import_deals as store
from crm_tui.domain import choice_words
from crm_tui.domain.deal_status import DealStatus
from crm_tui.domain.entities import CLIENTS, DEALS, read_id
from crm_tui.domain.folding import fold
from crm_tui.errors import CrmError

NO_VALUES = ("deals_name", "deals_contact", "deals_currency")
"""What alone makes no deal: a name does, but is no value."""

ENDED = (DealStatus.WON, DealStatus.LOST)


def ending(stage: str) -> DealStatus | None:
    """Whether the stage of another program says that a deal is won or lost."""
    found = choice_words.known(DEALS.one, "status", stage)
    return next((end for end in (DealStatus.WON, DealStatus.LOST) if end.value == found), None)


class DealRows:
    """Completes rows; `places` are those of the staged columns among the values of a row."""

    def __init__(self, places: Mapping[str, int], today: date) -> None:
        self._places = places
        self._today = today.isoformat()
        self._values = [
            place
            for name, place in places.items()
            if name.startswith("deals_") and name not in NO_VALUES
        ]

    def find_client(self, row: list[Any], person: str | None) -> None:
        """Note whom the row means by an id in place of a name; without one see `staging_unnamed`.

        `person` is the name of the contact, where nothing else tells who that is.
        """
        places = self._places
        named = row[places["clients_name"]]
        number = self._by_id(named) if named else None
        if number is not None:
            row[places["deal_client"]] = number
            row[places["clients_name"]] = store.name(number)
        elif not named and person is not None:
            row[places[UNNAMED]] = ALONE

    def complete(self, row: list[Any], client: str | None) -> None:
        """Name the deal of the row, if there is one, and tell how and when it ended.

        The close date of what is won or lost is, in most programs, the day when that happened.

        `client` is None where others than the row tell who it is, and how it is called.
        """
        places = self._places
        stage, name = row[places["deals_stage"]], row[places["deals_name"]]
        if isinstance(stage, DealStatus):
            row[places["deals_stage"]] = None
            row[places["deals_status"]] = row[places["deals_status"]] or stage.value
        if name is None and all(row[place] is None for place in self._values):
            return
        ended = row[places["deals_status"]] in ENDED and row[places["deals_closed_at"]] is None
        day = self._said(row, "deals_expected_close") if ended else None
        if day and str(day) <= self._today:
            row[places["deals_closed_at"]] = day
        row[places["deal_called"]] = client
        row[places["deal_key"]] = fold(name or client or "")

    def _said(self, row: Sequence[Any], name: str) -> str | None:
        place = self._places.get(name)
        return None if place is None else row[place]

    def _by_id(self, text: str) -> int | None:
        """Only as it is written out, C-12: a company may be called C12."""
        if text[1:2] != "-":
            return None
        try:
            entity, number = read_id(text)
        except CrmError:
            return None
        return number if entity == CLIENTS and store.name(number) else None
