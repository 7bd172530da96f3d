"""The places that `g` leads to, each a mode with a stack of screens of its own."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from textual.screen import Screen

from crm_tui.domain.texts import _


@dataclass(frozen=True, slots=True)
class Place:
    """`opened` is the module and class of its first screen, imported when it is first opened."""

    mode: str
    letter: str
    label: str
    opened: str
    argument: str = ""

    def build(self) -> Screen[Any]:
        return build(self.opened, *([self.argument] if self.argument else []))


@dataclass(frozen=True, slots=True)
class Page:
    """A screen that is rarely needed, on top of where one is; `opened` and `argument` as above."""

    label: str
    opened: str
    argument: str


LISTS = "crm_tui.screens.lists.screen:ListScreen"
ACTIVITIES = "crm_tui.screens.lists.activities:ActivitiesScreen"
DEALS = "crm_tui.screens.lists.deals:DealsScreen"
PLACES = (
    Place("today", "t", _("Today"), "crm_tui.screens.today.screen:TodayScreen"),
    Place("clients", "c", _("Clients"), LISTS, "clients"),
    Place("leads", "l", _("Leads"), LISTS, "leads"),
    Place("people", "p", _("People"), LISTS, "people"),
    Place("deals", "d", _("Deals"), DEALS, "deals"),
    Place("activities", "a", _("Activities and tasks"), ACTIVITIES, "activities"),
    Place("calendar", "k", _("Calendar"), "crm_tui.screens.calendar.screen:CalendarScreen"),
    Place("team", "u", _("Team desk"), "crm_tui.screens.team:TeamScreen"),
    Place("notifications", "n", _("For you"), "crm_tui.screens.notifications:NotificationsScreen"),
    Place("imports", "i", _("Imports"), "crm_tui.screens.imports.screen:ImportsScreen"),
    Place("history", "h", _("History of changes"), "crm_tui.screens.history.screen:HistoryScreen"),
    Place("settings", ",", _("Settings"), "crm_tui.screens.settings.screen:SettingsScreen"),
)
HOME = PLACES[0].mode

DUPLICATES = "crm_tui.screens.duplicates.screen:DuplicatesScreen"
PAGES = (
    Page(_("Duplicates: clients"), DUPLICATES, "clients"),
    Page(_("Duplicates: people"), DUPLICATES, "contacts"),
)
"""What has no key: the palette leads there."""


def build(opened: str, *arguments: object) -> Screen[Any]:
    """The screen of a `module:Class`, which is imported now."""
    module, _colon, name = opened.partition(":")
    screen: Screen[Any] = getattr(import_module(module), name)(*arguments)
    return screen


def mode_of_list(word: str) -> str:
    """The place of the list that is called so on the command line."""
    return "people" if word == "contacts" else word


def place(mode: str) -> Place:
    return next(place for place in PLACES if place.mode == mode)
