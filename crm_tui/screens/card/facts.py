"""The summary of a card in lines: what it is, who belongs to it, what happened last.

Everything is computed once a load for any width; `lines` lays it out.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crm_tui.domain import point_labels
from crm_tui.domain.activities import ActivityStatus
from crm_tui.domain.deal_status import DealStatus
from crm_tui.domain.deals import sums
from crm_tui.domain.entities import CLIENTS, CONTACTS
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.listing import Listed
from crm_tui.domain.texts import _, counted
from crm_tui.screens.card.events import event_line, next_lines
from crm_tui.screens.card.wrapping import wrapped
from crm_tui.screens.shown import Showing
from crm_tui.screens.sums import each
from crm_tui.services.cards import Card
from crm_tui.widgets.paint import BLANK, Line, fit, heading, spread, width_of
from crm_tui.widgets.signs import SIGN, spark

SHOWN_ELSEWHERE = {
    "name", "display_name", "kind", "relation", "lifecycle", "owner", "country", "region", "city",
    "postcode", "street", "currency", "next_contact", "last_contact", "archived_at", "first",
    "middle", "last", "created_by", "changed_at", "changed_by",
}  # fmt: skip
"""In the title, in the address, under another heading, or on the tab of changes."""

ADDRESS = ("city", "street", "region", "postcode", "country")
LEADING = ("client", "title", "department", "phone", "email", "tax_id", "created_at", "address")
"""The address last: beside the first ones stand the sums, and it needs the whole width."""
LABEL, TWO_COLUMNS, APART = 14, 66, 3
NOTE_LINES, NOTE_REACH, FEWEST, MOST_PEOPLE = 3, 2000, 3, 8
ADDRESS_LABEL, SINCE = _("Address"), _("Since")
MONTHS = counted("12 months, {count} contact", "12 months, {count} contacts")
OPEN = counted("{count} in progress", "{count} in progress")
NOBODY, NOTHING = _("Nobody yet"), _("Nothing yet")


@dataclass(frozen=True, slots=True)
class Facts:
    """A card with what its painting needs."""

    card: Card
    coming: Sequence[Listed]
    fields: Mapping[str, Field]
    activity_fields: Mapping[str, Field]
    showing: Showing
    phones: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Of a deal those of its client and its contact, as they are kept, by the names of the links.
    """


def lines(facts: Facts, width: int, *, room: int = 0) -> list[Line]:
    """The whole summary: what is asked for most first, the rest below what happened.

    `room` is the height there is, which the newest contacts fill.
    """
    if facts.card.entity not in (CLIENTS, CONTACTS):
        return [*known(facts, everything=True), *notes(facts, width)]
    found = next_lines(facts.showing, facts.activity_fields, facts.coming, LABEL)
    found += [*deals(facts), BLANK, *two_columns(known(facts), money_lines(facts, width), width)]
    if facts.card.entity == CLIENTS:
        found += [BLANK, *people(facts, width)]
    rest = [*notes(facts, width), *details(facts, width)]
    fill = room - len(found) - len(rest) - 2
    return [*found, BLANK, *history(facts, width, max(FEWEST, fill)), *rest]


def deals(facts: Facts) -> list[Line]:
    """How many are open, and what they come to; nothing where none is."""
    is_open = [one for one in facts.card.deals if one.status == DealStatus.OPEN.value]
    if not is_open:
        return []
    now = facts.showing
    label = fit(now.language.text(_("Deals")), LABEL - 1, inks="quiet")
    count = now.language.count(OPEN, len(is_open))
    return [[*label, (f" {count}", "strong"), (f"   {each(now, sums(is_open))}", "plain")]]


def known(facts: Facts, *, everything: bool = False) -> list[Line]:
    """A line a filled field that is asked for most, and a line each of its labelled phones."""
    texts = filled(facts)
    names = [*LEADING, *(name for name in texts if name not in LEADING)] if everything else LEADING
    return [
        line for name in names if name in texts for line in label_lines(facts.showing, *texts[name])
    ]


def details(facts: Facts, width: int, shown: Sequence[str] = LEADING) -> list[Line]:
    """The filled fields that are not shown yet, under a heading of their own."""
    rest = [pair for name, pair in filled(facts).items() if name not in shown]
    if not rest:
        return []
    text = facts.showing.language.text
    size = min(width // 3, max(LABEL, *(len(text(name)) + 1 for name, _text in rest)))
    title = heading(text(_("DETAILS")), width)
    lines = [line for pair in rest for line in label_lines(facts.showing, *pair, size)]
    return [BLANK, title, *lines]


def filled(facts: Facts) -> dict[str, tuple[str, str]]:
    """Label and text of the fields that have a value, by name; the address is one of them."""
    record, showing = facts.card.record, facts.showing
    labels = point_labels.by_value(facts.card.points)
    texts = {
        name: (field.label, told(showing, field, record, labels))
        for name, field in facts.fields.items()
        if name not in SHOWN_ELSEWHERE and field.kind not in (Kind.MONEY, Kind.NOTE)
    }
    texts["address"] = (ADDRESS_LABEL, address(facts))
    since = showing.language.date(showing.day(record.created_at), "d MMM y")
    texts["created_at"] = (SINCE, since)
    return {name: pair for name, pair in texts.items() if pair[1]}


def told(showing: Showing, field: Field, record: Any, labels: Mapping[str, str]) -> str:
    """The value; phones and e-mails with what they are for, a line each."""
    value, translate = field.value(record), showing.language.text
    if not field.is_point or not labels or not value:
        return showing.text(field, value, currency(record))
    return "\n".join(
        point_labels.beside(showing.text(field, point), labels.get(point), translate)
        for point in value.split(", ")
    )


def label_lines(showing: Showing, name: str, text: str, size: int = LABEL) -> Iterator[Line]:
    """The label stands before the first of the lines of the text."""
    label = showing.language.text(name)
    for part in text.split("\n"):
        yield [*fit(label, size - 1, inks="quiet"), (" ", "plain"), (part, "plain")]
        label = ""


def address(facts: Facts) -> str:
    """The parts that are filled, what a visitor needs first, on one line."""
    values = [facts.fields[name].value(facts.card.record) for name in ADDRESS
              if name in facts.fields]  # fmt: skip
    return ", ".join(value for value in values if value)


def currency(record: Any) -> str | None:
    return getattr(record, "currency", None)


def money_lines(facts: Facts, width: int) -> list[Line]:
    """Label and amount, all as wide as the longest of them, and no wider than half of the card.

    In a narrow card they stand below the known facts, and the longest begins where those do.
    """
    record, showing = facts.card.record, facts.showing
    pairs: list[tuple[Line, Line]] = [
        ([(showing.language.text(field.label), "quiet")],
         showing.money(field.value(record), currency(record)))
        for field in facts.fields.values()
        if field.kind is Kind.MONEY and field.value(record) is not None
    ]  # fmt: skip
    least, most = (0, width * 9 // 20) if width >= TWO_COLUMNS else (LABEL, width)
    needed = max(
        (max(least, width_of(name) + APART) + width_of(money) for name, money in pairs), default=0
    )
    return [spread(name, money, min(needed, most)) for name, money in pairs]


def two_columns(left: list[Line], right: list[Line], width: int) -> list[Line]:
    """Side by side where there is room, else one below the other."""
    if width < TWO_COLUMNS:
        below = [BLANK, *right] if right else []
        return [fit(line, width) for line in [*left, *below]]
    size = max(map(width_of, right), default=0)
    blank = [BLANK] * (len(right) - len(left))
    return [
        [*fit(near, width - size - 2), ("  ", "plain"), *fit(right[place], size)]
        if place < len(right)
        else fit(near, width)
        for place, near in enumerate([*left, *blank])
    ]


def notes(facts: Facts, width: int) -> list[Line]:
    """The beginning of each note; the whole of it opens on demand."""
    found: list[Line] = []
    for field in facts.fields.values():
        text = field.value(facts.card.record) if field.kind is Kind.NOTE else None
        if text:
            title = facts.showing.language.text(field.label).upper()
            found += [BLANK, heading(title, width), *preview(facts, text, width)]
    return found


def preview(facts: Facts, text: str, width: int) -> list[Line]:
    """Three lines of a note, however long it is, and how it goes on."""
    kept: list[Line] = [[(line, "plain")] for line in wrapped(text[:NOTE_REACH], width)]
    if len(kept) <= NOTE_LINES and len(text) <= NOTE_REACH:
        return kept
    more = facts.showing.language.text(_("read the notes"))
    keys: Line = [(f"{SIGN['more']} ", "faint"), ("Enter ", "key"), (more, "quiet")]
    return [*kept[:NOTE_LINES], keys]


def long_notes(facts: Facts, width: int) -> str:
    """All notes in full, one below the other; "" where the previews show them whole."""
    values = (field.value(facts.card.record) for field in facts.fields.values()
              if field.kind is Kind.NOTE)  # fmt: skip
    texts = [value for value in values if value]
    cut = any(len(preview(facts, text, width)) > NOTE_LINES for text in texts)
    return "\n\n".join(texts) if cut else ""


def people(facts: Facts, width: int) -> list[Line]:
    language, contacts = facts.showing.language, facts.card.contacts
    title = heading(language.text(_("PEOPLE")), width, count=str(len(contacts) or ""))
    if not contacts:
        return [title, nobody(facts)]
    return [
        title,
        *[person_line(facts.showing, contact, width) for contact in contacts[:MOST_PEOPLE]],
    ]


def nobody(facts: Facts) -> Line:
    text = facts.showing.language.text
    hint: Line = [("7 n ", "key"), (text(_("new contact")), "quiet")]
    return [(f"{text(NOBODY)}   ", "quiet"), *hint]


def person_line(showing: Showing, contact: Listed, width: int) -> Line:
    """Name, job, phone, and when she was last spoken to."""
    part = max(12, min(22, width // 4))
    phone = showing.phone((contact.phone or "").split(",")[0])
    left = [*fit(contact.display_name, part, inks="strong"), (" ", "plain")]
    left += [*fit(contact.title or "", part, inks="quiet"), (" ", "plain"), (phone, "plain")]
    last = showing.ago(contact.last_contact) if contact.last_contact else ""
    return spread(left, [(last, "quiet")], width) if width >= TWO_COLUMNS else fit(left, width)


def history(facts: Facts, width: int, room: int) -> list[Line]:
    """A bar a month, and the newest contacts that were held."""
    language, months = facts.showing.language, list(facts.card.months)
    count = spark(months) if any(months) else ""
    if count and width > 50:
        count = f"{count}  {language.count(MONTHS, sum(months))}"
    title = heading(language.text(_("HISTORY")), width, count=count)
    planned = ActivityStatus.PLANNED.value
    held = [activity for activity in facts.card.activities if activity.status != planned]
    if not held:
        log: Line = [(f"{language.text(NOTHING)}   ", "quiet"), ("l ", "key")]
        return [title, [*log, (language.text(_("log a contact")), "quiet")]]
    return [title, *[_event(facts, activity, width) for activity in held[:room]]]


def _event(facts: Facts, activity: Listed, width: int) -> Line:
    return event_line(facts.showing, facts.activity_fields, activity, width)
