"""What a list screen shows: of which records, filtered and sorted how; read page by page."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS, Entity
from crm_tui.domain.fields import Field, by_name
from crm_tui.domain.folding import fold
from crm_tui.domain.listing import Listing
from crm_tui.domain.paging import Page
from crm_tui.domain.progress import Progress
from crm_tui.domain.query_completions import completions
from crm_tui.domain.query_nodes import And, Archived, Chosen, Everything, Node, Not, Problem
from crm_tui.domain.texts import _
from crm_tui.domain.views import Arrangement, Order
from crm_tui.i18n import Language
from crm_tui.screens import cells
from crm_tui.screens.progress import StoppedError
from crm_tui.screens.shown import Showing, showing
from crm_tui.services import fields, listings, records, tags
from crm_tui.session import Session
from crm_tui.widgets.columns import Column
from crm_tui.widgets.groups import Groups
from crm_tui.widgets.marks import Marks
from crm_tui.widgets.rows import Row, Section


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the list screens. `base` is the filter that belongs to the place itself."""

    entity: Entity
    place: str
    nothing: str
    new: str
    example: str
    """A filter that shows what may be typed."""
    about: str
    """What the place is for, for its help."""
    base: str = ""
    defaults: Mapping[str, str] = field(default_factory=dict)
    """What a new record begins with."""
    word: str = ""
    usual: str = ""
    """The filter that counts too, unless another speaks of one of the fields in `unless`."""
    unless: tuple[str, ...] = ()
    usually: str = ""
    """What the usual filter leaves, in a word."""

    @property
    def listed(self) -> str:
        """The word of the list on the command line, under which its views are kept."""
        return self.word or self.entity.name


OF_CLIENTS = _("words   city:kazan   last_contact:>30d   phone:none   -word   a or b")
OF_PEOPLE = _("words   client.city:kazan   title:director   email:none   a or b")
OF_ACTIVITIES = _("words   kind:call,visit   start:this-week   owner:me   status:planned")

OF_DEALS = _("words   status:any   stage:offer   amount:>10000   next_contact:none")

ABOUT_CLIENTS = _(
    "Everybody you sell to. A filter narrows the list, marks change several at once, and the card"
    " of one shows all that is known and was ever said."
)
ABOUT_LEADS = _(
    "Clients who have not bought yet: suspects, leads and the qualified. Change the lifecycle of"
    " one who buys, and it leaves this list for the clients."
)
ABOUT_PEOPLE = _(
    "The people who work at your clients, with their phones and addresses. The card of one shows"
    " every contact you had."
)
ABOUT_DEALS = _(
    "What your clients may buy: the open deals, what should be closed first on top. > and < move"
    " one to the stage beside, W says that it is won, Z that it is lost, and why. The filter"
    " status:won or status:any finds the closed ones."
)
ABOUT_ACTIVITIES = _(
    "All that is planned and was held: calls, letters, meetings, visits and tasks. A filter finds"
    " those of a kind, of a week or of a colleague."
)

WITHOUT = _("{label}: empty")

KINDS = {
    "clients": Kind(
        CLIENTS,
        _("Clients"),
        _("No clients yet"),
        _("add a client"),
        OF_CLIENTS,
        ABOUT_CLIENTS,
    ),
    "leads": Kind(
        CLIENTS,
        _("Leads"),
        _("No leads yet"),
        _("add a lead"),
        OF_CLIENTS,
        ABOUT_LEADS,
        base="lifecycle:suspect,lead,qualified",
        defaults={"lifecycle": "lead"},
        word="leads",
    ),
    "people": Kind(
        CONTACTS,
        _("People"),
        _("No people yet"),
        _("add a person"),
        OF_PEOPLE,
        ABOUT_PEOPLE,
    ),
    "deals": Kind(
        DEALS,
        _("Deals"),
        _("No deals yet"),
        _("add a deal"),
        OF_DEALS,
        ABOUT_DEALS,
        usual="status:open",
        unless=("status", "closed_at", "lost_reason"),
        usually=_("in progress"),
    ),
    "activities": Kind(
        ACTIVITIES,
        _("Activities and tasks"),
        _("No activities yet"),
        _("plan an activity"),
        OF_ACTIVITIES,
        ABOUT_ACTIVITIES,
    ),
}


USUAL = Arrangement()


@dataclass(frozen=True, slots=True)
class View:
    """One kind of list, arranged in some way."""

    kind: Kind
    arrangement: Arrangement = USUAL

    @property
    def where(self) -> str:
        return self.arrangement.where

    @property
    def is_filtered(self) -> bool:
        """Whether the filter is another than usual."""
        return self.where != self.kind.usual

    @property
    def typed(self) -> str:
        """What stands in the line of the filter: nothing of the usual one."""
        return self.where if self.is_filtered else ""

    def changed(self, **more: Any) -> "View":
        """The same with some parts of the arrangement changed."""
        return replace(self, arrangement=replace(self.arrangement, **more))


def as_usual(kind: Kind) -> View:
    """The list until the user arranges it."""
    return View(kind, Arrangement(kind.usual))


def with_usual(kind: Kind, typed: str, language: Language) -> str:
    """The whole filter: `status:won` says itself what is usual, `kazan` is meant of the open."""
    if not (kind.usual and typed):
        return kind.usual or typed
    known = by_name(kind.entity.fields)
    words = [word for name in kind.unless for word in (name, language.text(known[name].label))]
    if any(re.search(rf"(?<!\w){re.escape(fold(word))}\s*[:<>=]", fold(typed)) for word in words):
        return typed
    return f"{kind.usual} ({typed})" if " " in typed else f"{kind.usual} {typed}"


def title_of(view: View, language: Language) -> str:
    """What the filter leaves; "" without a filter."""
    is_usual = view.kind.usual and not view.is_filtered
    return language.text(view.kind.usually) if is_usual else view.where


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of a view, ready to paint."""

    page: Page[Row]
    columns: Sequence[Column]
    sections: Groups
    problems: Sequence[Problem]
    listing: Listing
    """Its fields are those of the columns."""
    order: Order | None
    """None where an index gives the pages."""


def load(
    session: Session,
    view: View,
    offset: int,
    limit: int,
    before: Shown | None = None,
    progress: Progress = lambda share: None,
) -> Shown | None:
    """`before` is a page of the same view: what has been sorted for it need not be sorted again.

    None where `progress` has stopped it.
    """
    try:
        return _load(session, view, offset, limit, before, progress)
    except StoppedError:
        return None


def _load(
    session: Session,
    view: View,
    offset: int,
    limit: int,
    before: Shown | None,
    progress: Progress,
) -> Shown:
    now, entity = showing(session), view.kind.entity
    arranged = listings.arranged(session, entity, view.arrangement)
    shown, sorts = arranged.listing.fields, arranged.listing.sorts
    read = cells.needed(
        entity,
        fields.with_currencies(session, entity, shown),
        fields.named(session, entity.name),
    )
    listing = Listing(read, condition(session, view), sorts)
    order = before.order if before else None
    if order is None and sorts_anew(view):
        order = records.order(
            session,
            entity,
            listing,
            arranged.group,
            descending=arranged.from_end,
            progress=progress,
        )
    page = (
        records.page(session, entity, listing, offset, limit, before.page.total if before else None)
        if order is None
        else records.rows(session, entity, listing, order, offset, limit)
    )
    rows = [cells.row(now, entity, shown, record) for record in page.rows]
    return Shown(
        Page(rows, page.offset, page.total),
        cells.columns(now, entity, shown, sorts, chosen=bool(view.arrangement.columns)),
        before.sections if before else headings(now, arranged.group, order),
        arranged.problems,
        arranged.listing,
        order,
    )


def sorts_anew(view: View) -> bool:
    """Whether no index gives the pages of the view: then it is sorted once for all of them."""
    kind, columns = view.kind, view.arrangement.columns
    return view.arrangement != Arrangement(columns=columns) or bool(kind.base or kind.usual)


def headings(now: Showing, group: Field | None, order: Order | None) -> Groups:
    if group is None or order is None:
        return Groups()
    sections = [
        Section(heading(now, group, found.value), now.language.number(found.count))
        for found in order.groups
    ]
    return Groups(sections, [found.count for found in order.groups])


def heading(now: Showing, group: Field, value: Any) -> str:
    """What the records of a group have in common: a label, a name, `November 2026`."""
    if value is None:
        return now.language.text(WITHOUT, label=now.language.text(group.label))
    if isinstance(value, date):
        return now.language.date(value, "LLLL y")
    return now.text(group, value)


def problems_of(session: Session, view: View) -> Sequence[Problem]:
    """What of the view is not understood, its columns and its order too."""
    return listings.arranged(session, view.kind.entity, view.arrangement).problems


def condition(session: Session, view: View) -> Node:
    """What the place and the filter ask for together."""
    entity = view.kind.entity
    nodes = [listings.filtered(session, entity, text).node for text in (view.kind.base, view.where)]
    asked = tuple(node for node in nodes if not isinstance(node, Everything))
    return asked[0] if len(asked) == 1 else And(asked) if asked else Everything()


def count_all(session: Session, kind: Kind) -> int:
    """How many the place has without a filter."""
    listing = Listing((), condition(session, View(kind)))
    return records.page(session, kind.entity, listing, 0, 1).total


def complete(session: Session, view: View, text: str) -> list[str]:
    """Whole filters that the typed one may become, the best first."""
    return completions(
        text,
        len(text),
        view.kind.entity.name,
        lambda name: tags.named(session, name),
        session.reading,
        session.language.text,
    )


def archive(session: Session, view: View, marks: Marks, number: int) -> int:
    """Put away the marked records, or that one where none is marked; returns how many."""
    listing = Listing((), marked(session, view, marks, number))
    return records.archive(session, view.kind.entity, listing)


def restore(session: Session, view: View, marks: Marks, number: int) -> int:
    """Take the marked records, or that one, out of the archive."""
    node = And((Archived(), marked(session, view, marks, number)))
    return records.restore(session, view.kind.entity, Listing((), node))


def marked(session: Session, view: View, marks: Marks, number: int) -> Node:
    """What a key on the marked rows is about: the filter less the exceptions, or some ids."""
    ids = Chosen(tuple(key for key in marks.keys if isinstance(key, int)))
    if marks.all_marked:
        return And((condition(session, view), Not(ids)))
    return ids if marks.keys else Chosen((number,))


def describe(problem: Problem, language: Language) -> str:
    """What was not understood, and the word that may have been meant."""
    return language.text(problem.message, **problem.values)
