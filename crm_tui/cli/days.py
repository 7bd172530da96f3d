"""`crm today`: the day as Today shows it, for a terminal, a mail or a script."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crm_tui.cli.cards import write_rows_of
from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable, Plain
from crm_tui.cli.output import write_json
from crm_tui.cli.records import as_object
from crm_tui.cli.streams import write
from crm_tui.domain.dates import read_day
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS, Entity
from crm_tui.domain.texts import _

if TYPE_CHECKING:
    from crm_tui.domain.listing import Listed
    from crm_tui.services.days import Day
    from crm_tui.services.sections import Section
    from crm_tui.session import Session

ACTIVITY = ("at", "kind", "client", "subject", "owner")
SECTIONS: tuple[tuple[str, str, Entity, tuple[str, ...]], ...] = (
    ("overdue", _("OVERDUE"), ACTIVITIES, ACTIVITY),
    ("reminders", _("REMINDERS"), ACTIVITIES, ACTIVITY),
    ("agenda", _("AGENDA"), ACTIVITIES, ACTIVITY),
    ("to_do", _("TO DO TODAY"), ACTIVITIES, ACTIVITY),
    ("quiet", _("QUIET TOO LONG"), CLIENTS, ("name", "last_contact", "cadence", "phone")),
    ("birthdays", _("BIRTHDAYS"), CONTACTS, ("display_name", "birthday", "client", "phone")),
    ("coming", _("COMING"), ACTIVITIES, ACTIVITY),
    (
        "deals_without_next_step", _("DEALS WITHOUT A NEXT STEP"), DEALS,
        ("name", "client", "amount", "stage", "expected_close"),
    ),
    ("without_next_step", _("WITHOUT A NEXT STEP"), CLIENTS, ("name", "last_contact", "phone")),
)  # fmt: skip


def run(
    context: typer.Context,
    date: Annotated[
        str, typer.Option("--date", metavar="DAY", help=_("another day, such as tomorrow"))
    ] = "",
    plain: Plain = False,
    output: JsonOrTable = "table",
) -> None:
    with opened(context) as session:
        from crm_tui.services import days, loans

        loans.return_what_is_over(session)

        day = read_day(date, session.reading) if date else session.reading.today
        found = days.get(session, day)
        if output == "json":
            write_json({"date": day.isoformat(), **objects(session, found)})
        else:
            write_day(session, found)


def objects(session: "Session", day: "Day") -> dict[str, object]:
    """An array for each section, of objects in the shape of the listings."""
    from crm_tui.services import records

    found: dict[str, object] = {}
    for name, _title, entity, _columns in SECTIONS:
        section: Section = getattr(day, name)
        rows = [(row, records.get(session, entity, row.id)) for row in section.rows]
        found[name] = [as_object(session, entity, at_its_time(row, all_)) for row, all_ in rows]
    found["free"] = [
        [moment.astimezone(session.zone).isoformat() for moment in span] for span in day.free
    ]
    return found


def at_its_time(row: "Listed", record: Any) -> Any:
    """What happens again that day stands at that time, not at its first one."""
    if "happening" not in row.values:
        return record
    return replace(record, at=row.at, start=row.start, end=row.end)


def write_day(session: "Session", day: "Day") -> None:
    written = False
    for name, title, entity, columns in SECTIONS:
        section: Section = getattr(day, name)
        if section.rows:
            heading = session.language.text(title)
            write_rows_of(session, entity, section.rows, columns, f"{heading}  {section.total}")
            written = True
    if not written:
        write(session.language.text(_("Nothing is planned, and nobody waits")))
