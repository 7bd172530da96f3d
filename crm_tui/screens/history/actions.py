"""The actions of the journal as rows, and one action record by record."""

from collections.abc import Mapping, Sequence

from crm_tui.domain.entities import ENTITIES, entity
from crm_tui.domain.fields import Field
from crm_tui.domain.history import Entry, TransactionRow
from crm_tui.domain.paging import Page
from crm_tui.domain.texts import _, counted
from crm_tui.errors import CrmError, NotFoundError
from crm_tui.screens.card import changes
from crm_tui.screens.history import shaped
from crm_tui.screens.shown import Showing, showing
from crm_tui.services import fields, history, records
from crm_tui.session import Session
from crm_tui.widgets.columns import Column
from crm_tui.widgets.paint import Cell, Line
from crm_tui.widgets.rows import GAP, Item, Row, Section
from crm_tui.widgets.signs import SIGN

WHEN, WHO, WHAT, SOURCE = 13, 10, 16, 8
SOURCES = {"screens": "", "cli": _("command"), "import": _("import")}
UNDONE = _("undone")
MORE = counted("and {count} more", "and {count} more")
MANY = counted("{count} record", "{count} records")
DETAIL = [Column("", 18, inks="quiet"), Column("", 30, flex=1)]


def columns(session: Session) -> list[Column]:
    text = session.language.text
    return [
        Column(text(_("When")), WHEN, inks="quiet"),
        Column(text(_("By")), WHO, flex=1, drop=1),
        Column(text(_("Action")), WHAT, flex=1, inks="quiet"),
        Column(text(_("Of what")), 20, flex=4, inks="strong"),
        Column("", SOURCE, drop=2, right=True, inks="quiet"),
    ]


def page(session: Session, offset: int, limit: int) -> Page[Row]:
    """Actions of everybody, the newest first."""
    found, now = history.page(session, offset, limit), showing(session)
    rows = [action_row(session, now, action) for action in found.rows]
    return Page(rows, found.offset, found.total)


def action_row(session: Session, now: Showing, action: TransactionRow) -> Row:
    """When, who, what was done, and to which record; what is undone is quiet."""
    text, undone = now.language.text, action.undone_by is not None
    source = text(UNDONE if undone else SOURCES.get(action.source, action.source))
    cells: list[Cell] = [
        now.near(action.at),
        action.user or "",
        text(action.label),
        subject(session, action),
        source,
    ]
    return Row(cells, action.id, past=undone, record=action)


def subject(session: Session, action: TransactionRow) -> Line:
    """The record that an action was about, and how many more."""
    entries = history.of_transaction(session, action.id)
    count = sum(entry.count for entry in entries)
    named = next((entry for entry in entries if entry.record is not None), None)
    if named is None:
        return [(session.language.count(MANY, count), "plain")] if count else []
    more = session.language.count(MORE, count - 1) if count > 1 else ""
    return [(title(session, named), "strong"), (f"  {more}", "quiet")]


def title(session: Session, entry: Entry) -> str:
    """The name of an entry's record, archived or not; its id where it is there no more."""
    try:
        named = entity(entry.entity)
        shown_id = named.shown_id(entry.record or 0)
    except CrmError:
        return shaped.title(session.language, entry)
    if named not in ENTITIES:
        return shown_id
    try:
        return str(getattr(records.get(session, named, entry.record or 0), named.title))
    except NotFoundError:
        return shown_id


def details(session: Session, number: int) -> list[Item]:
    """What one action did: a section a record, a row a field."""
    now = showing(session)
    items: list[Item] = []
    for place, entry in enumerate(history.of_transaction(session, number)):
        items += [GAP] if items else []
        items += record_items(session, now, entry, place)
    return items


def record_items(session: Session, now: Showing, entry: Entry, place: int) -> Sequence[Item]:
    if entry.record is None:
        return many_items(now, entry, place)
    try:
        named = entity(entry.entity)
    except CrmError:
        return shaped_items(session, now, shaped.told(entry), place)
    described, shown_id = fields.named(session, named.name), named.shown_id(entry.record)
    heading = f"{shown_id}  {title(session, entry)}"
    return [Section(heading), *value_rows(session, now, described, entry, place)]


def many_items(now: Showing, entry: Entry, place: int) -> Sequence[Item]:
    """What was done to records that are not told one by one."""
    text = now.language.text
    done = text(changes.OPERATIONS.get(entry.action, entry.transaction.label))
    count = now.language.count(MANY, entry.count)
    return [Section(label_of(now, entry)), Row([done, count], (place, ""), record=entry)]


def label_of(now: Showing, entry: Entry) -> str:
    """What kind of records an entry is about."""
    try:
        return now.language.text(entity(entry.entity).label)
    except CrmError:
        return shaped.title(now.language, entry)


def shaped_items(session: Session, now: Showing, entry: Entry, place: int) -> Sequence[Item]:
    rows = value_rows(session, now, shaped.described(entry), entry, place)
    return [Section(shaped.title(session.language, entry)), *rows]


def value_rows(
    session: Session, now: Showing, described: Mapping[str, Field], entry: Entry, place: int
) -> list[Row]:
    """A row a field, from what to what; without any, what was done."""
    told = changes.tell(session, now, described, entry)
    rows = [
        Row([label, [(before, "quiet"), (f" {SIGN['right']} ", "accent"), (after, "plain")]],
            (place, label), record=entry)
        for label, before, after in told.fields
    ]  # fmt: skip
    if not rows:
        done = changes.OPERATIONS.get(entry.action, entry.transaction.label)
        rows = [Row([now.language.text(done), ""], (place, ""), record=entry)]
    return rows
