"""The card: everything about one client or contact, in tabs."""

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from typing import Any

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget

from crm_tui.domain.activities import ActivityKind
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS, Entity, entity
from crm_tui.domain.fields import Link
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_nodes import Chosen
from crm_tui.domain.texts import _
from crm_tui.errors import NotFoundError
from crm_tui.screens.base import Party
from crm_tui.screens.bulk.keys import ChangingScreen
from crm_tui.screens.bulk.reading import Target
from crm_tui.screens.calling import CallKeys
from crm_tui.screens.card import events, lists, loading
from crm_tui.screens.card.facts import Facts
from crm_tui.screens.card.summary import CardSummary
from crm_tui.screens.card.titles import aside_of, title_of
from crm_tui.screens.copying import CopySheet, copyables
from crm_tui.screens.deal_keys import OF_A_DEAL, DealKeys
from crm_tui.screens.playbooks import StartSheet
from crm_tui.services import activities, playbooks, records
from crm_tui.widgets.record_list import RecordList
from crm_tui.widgets.row_list import RowList
from crm_tui.widgets.signs import SIGN
from crm_tui.widgets.tabs import Tab, TabLine

SUMMARY, HISTORY, PEOPLE, CHANGES = "summary", "history", "people", "changes"
OF_DEALS = DEALS.name
TABS = (
    ("1", SUMMARY, _("Summary")),
    ("2", HISTORY, _("History")),
    ("3", OF_DEALS, _("Deals")),
    ("7", PEOPLE, _("People")),
    ("8", CHANGES, _("Changes")),
)
"""The digits between are kept for what comes to the card later."""


def tabs_of(of: Entity) -> list[Tab]:
    """A deal has no deals. The labels are marked."""
    return [Tab(name, digit, label) for digit, name, label in TABS
            if not (of == DEALS and name == OF_DEALS)]  # fmt: skip


class CardScreen(ChangingScreen, DealKeys, CallKeys):
    """Reads itself again when anybody changes something."""

    ABOUT = _(
        "All about one client, person or deal: the digits turn to the summary, the contacts, the"
        " deals, the people and the changes. What you log here belongs to this one."
    )
    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("d", "done", _("done"), id="card.done"),
        Binding("t", "new_task", _("task"), id="card.task"),
        Binding("e", "edit", _("edit"), id="card.edit"),
        Binding("n", "new", _("new"), id="card.new"),
        Binding("y", "copy", _("copy"), show=False, id="card.copy"),
        Binding("escape", "app.back", _("back"), id="card.back"),
        Binding("x", "archive", _("archive"), show=False, id="card.archive"),
        *[
            Binding(digit, f"tab('{name}')", label, show=False, id=f"card.{name}")
            for digit, name, label in TABS
        ],
    ]

    def __init__(self, entity_name: str, number: int) -> None:
        super().__init__()
        self.entity, self.number = entity(entity_name), number
        self.PLACE = self.entity.label
        self.facts: Facts | None = None
        self.open_tab = SUMMARY
        self.tabs = tabs_of(self.entity)

    def body(self) -> Iterable[Widget]:
        text = self.language.text
        yield TabLine([replace(tab, label=text(tab.label)) for tab in self.tabs])
        yield CardSummary(id=SUMMARY)

    def on_mount(self) -> None:
        self.query_one(CardSummary).focus()
        self.seen_generation = self.crm.generation
        self.reload()

    async def load(self) -> None:
        """Read the record and what the open tab shows; a record that is gone closes the card."""
        with nullcontext() if self.facts else self.crm.keys_held():
            await self._load()

    async def _load(self) -> None:
        facts = await self.call(loading.found, self.entity, self.number)
        if not self.is_there:
            return
        if facts is None:
            self.load_failed()
        elif isinstance(facts, NotFoundError):
            self.tell_error(facts)
            self.dismiss(None)
        elif self.entity == ACTIVITIES:
            self._open_instead(facts.card.record)
        else:
            await self._show(facts)

    async def _show(self, facts: Facts) -> None:
        if not self.query(f"#{HISTORY}"):
            await self._add_lists(facts)
        if self.is_there:
            self._take(facts)
            await self._read_tab()

    def _open_instead(self, activity: Any) -> None:
        """An activity has no card: its client's opens, or its form where it has no client."""
        self.dismiss(None)
        if activity.client:
            self.open_card(CLIENTS.name, activity.client.id)
        else:
            self.crm.open_form(ACTIVITIES.name, activity.id)

    def _take(self, facts: Facts) -> None:
        self.facts = facts
        self.header.path = str(getattr(facts.card.record, self.entity.title))
        tabs = self.query_one(TabLine)
        tabs.title, tabs.aside = title_of(facts), aside_of(facts)
        self.query_one(CardSummary).take(facts)
        self.note_deal()

    async def _add_lists(self, facts: Facts) -> None:
        showing = facts.showing
        history = lists.history(self, self.entity, self.number, showing)
        found = [history, lists.people_list(showing), lists.change_list(showing)]
        if self.entity != DEALS:
            found.append(lists.deal_list(showing))
        for widget in found:
            widget.display = False
        await self.query_one("#body").mount_all(found)

    async def _read_tab(self) -> None:
        shown = self.query_one(f"#{self.open_tab}")
        if isinstance(shown, RecordList):
            shown.reload()
        elif isinstance(shown, lists.PeopleList | lists.DealList | lists.ChangeList):
            await shown.read(self, self.entity, self.number)

    # Tabs.

    @work(exclusive=True, group="tab")
    async def action_tab(self, name: str) -> None:
        """Show that tab; its list is read anew."""
        if self.facts is None:
            return
        self.open_tab = name
        self.query_one(TabLine).active = name
        for tab in self.tabs:
            self.query_one(f"#{tab.name}").display = tab.name == name
        self.query_one(f"#{name}").focus()
        self.refresh_bindings()
        await self._read_tab()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a planned activity of the history can be done, and only a deal be won."""
        if action == "tab":
            return any(tab.name == parameters[0] for tab in self.tabs)
        if action in OF_A_DEAL:
            return self.entity == DEALS or self.open_tab == OF_DEALS
        return action != "done" or self.open_tab == HISTORY

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        event.stop()
        self.note_deal()

    @on(lists.ChangeList.Wanted)
    @work(group="older")
    async def _read_older_changes(self) -> None:
        await self.query_one(lists.ChangeList).read_older(self, self.entity, self.number)

    @on(RowList.Chosen, f"#{HISTORY}")
    def _open_activity(self, event: RowList.Chosen) -> None:
        self.crm.open_form(ACTIVITIES.name, event.row.record.id)

    @on(RowList.Chosen, f"#{PEOPLE}")
    def _open_person(self, event: RowList.Chosen) -> None:
        self.open_card(*event.row.key)  # type: ignore[misc]

    @on(RowList.Chosen, f"#{OF_DEALS}")
    def _open_deal(self, event: RowList.Chosen) -> None:
        self.open_card(OF_DEALS, event.row.record.id)

    # What can be done with the record.

    @property
    def link(self) -> Link:
        name = getattr(self.facts.card.record, self.entity.title) if self.facts else ""
        return Link(self.number, name)

    def party(self) -> Party | None:
        """The person or the deal at the cursor of their tab, else whose card it is."""
        people = self.query(lists.PeopleList)
        row = people.first().row if people and self.open_tab == PEOPLE else None
        if row is not None and row.key[0] == CONTACTS.name:  # type: ignore[index]
            return CONTACTS.name, Link(row.key[1], row.record)  # type: ignore[index]
        deal = self.deal()
        return (OF_DEALS, Link(deal.id, deal.name)) if deal else (self.entity.name, self.link)

    def at_hand(self) -> Any:
        return self.facts.card.record if self.facts else None

    def deal(self) -> Any:
        """The deal whose card it is, or the one at the cursor."""
        if self.entity == DEALS:
            return self.at_hand()
        rows = self.query(lists.DealList)
        row = rows.first().row if rows and self.open_tab == OF_DEALS else None
        return row.record if row is not None else None

    def target(self, record: Any) -> Target:
        return Target(self.entity, self.number, record.archived_at is not None)

    def _belonging(self) -> dict[str, str]:
        """How a new record says that it belongs to this one."""
        mine = {self.entity.one: self.entity.shown_id(self.number)}
        record = self.facts.card.record if self.facts else None
        links = ((of, getattr(record, of.one, None)) for of in (CLIENTS, CONTACTS))
        return {of.one: of.shown_id(link.id) for of, link in links if link} | mine

    def action_edit(self) -> None:
        self.crm.open_form(self.entity.name, self.number)

    def action_new(self) -> None:
        """On the deals one more, on the people of a client a contact, else something is planned."""
        if self.open_tab == OF_DEALS:
            self.crm.open_form(OF_DEALS, None, self._belonging())
        elif self.open_tab == PEOPLE and self.entity == CLIENTS:
            self.crm.open_form(CONTACTS.name, None, self._belonging())
        else:
            self._plan_several()

    @work(exclusive=True, group="playbooks")
    async def _plan_several(self) -> None:
        """Where there are no playbooks, one activity is planned at once."""
        known = await self.call(playbooks.everything)
        party = self.party()
        if known and party and self.is_there:
            single = partial(self._plan, ActivityKind.CALL)
            self.app.push_screen(StartSheet(known, party, single))
        elif known is not None and self.is_there:
            self._plan(ActivityKind.CALL)

    def action_new_task(self) -> None:
        self.crm.open_task(self.party())

    def _plan(self, kind: ActivityKind) -> None:
        label = self.language.text(kind.label)
        self.crm.open_form(ACTIVITIES.name, None, {**self._belonging(), "kind": label})

    @work(group="copy")
    async def action_copy(self) -> None:
        known = await self.call(copyables, self.entity, self.number)
        if known and self.is_there:
            self.app.push_screen(CopySheet(known))

    @work(group="write")
    async def action_done(self) -> None:
        """The planned activity at the cursor was held."""
        row = self.query_one(f"#{HISTORY}", RowList).row
        if row is None or not events.is_planned(row.record):
            return
        done = await self.write(activities.done, row.record.id, "", row.record)
        if done is not None:
            self.tell(_("{sign} Done: {name}    u undo"), sign=SIGN["done"], name=done.subject)

    @work(group="write")
    async def action_archive(self) -> None:
        """Out of the lists; everything stays, and `u` brings it back."""
        if self.facts is None:
            return
        listing = Listing((), Chosen((self.number,)))
        if await self.write(records.archive, self.entity, listing):
            self.tell(
                _("{sign} Archived: {name}    u undo"), sign=SIGN["done"], name=self.link.name
            )
