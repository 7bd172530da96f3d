"""Calendars go out as other programs read them, and come in without doubling anything."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil import rrule

from crm_tui.data.models.activities import Activity, Participant
from crm_tui.data.stores import users
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS
from crm_tui.domain.participants import Response
from crm_tui.domain.series import Reach
from crm_tui.services import (
    calendar,
    exports,
    history,
    imports,
    notifications,
    occurrences,
    participants,
    records,
    settings,
)

GOLDEN = Path(__file__).parent / "calendars" / "work.ics"
MONDAY = date(2026, 11, 23)
OUTLOOK = """BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Our Office
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0500
TZOFFSETTO:+0500
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:040000008200E0@x
SEQUENCE:2
SUMMARY:Stand-up
DTSTART;TZID="Our Office":20261123T113000
DTEND;TZID="Our Office":20261123T114500
RRULE:FREQ=WEEKLY;BYDAY=MO
EXDATE;TZID="Our Office":20261207T113000
LOCATION:Room 5
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
BEGIN:VALARM
TRIGGER:-PT15M
ACTION:DISPLAY
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:040000008200E0@x
SEQUENCE:2
SUMMARY:Stand-up, later
RECURRENCE-ID;TZID="Our Office":20261130T113000
DTSTART;TZID="Our Office":20261130T150000
DTEND;TZID="Our Office":20261130T151500
END:VEVENT
END:VCALENDAR
"""


def text_of(session) -> str:
    """The calendar of the base, with the ends of its lines as they are."""
    stream = io.StringIO(newline="")
    listing = exports.listing(session, ACTIVITIES, sort=["subject"])
    exports.write(session, ACTIVITIES, listing, stream, file_format="ics")
    return stream.getvalue()


def seen(session, count=21):
    """What stands in the calendar of Olga: the subject, the local day and time."""
    return [
        (one.record.subject, one.begins.astimezone(session.zone).strftime("%d.%m %H:%M"))
        for one in calendar.happenings(session, MONDAY, count, [session.user.id])
    ]


@pytest.fixture
def load(session, tmp_path):
    def load(text: str, who=session, **options):
        path = tmp_path / "calendar.ics"
        path.write_bytes(text.encode())
        return imports.run(who, str(path), imports.Options(**options))

    return load


@pytest.fixture
def plans(session):
    """Olga's plans in Berlin: a series with an exception and a moved time, a fair, a task."""
    berlin = replace(session, zone=ZoneInfo("Europe/Berlin"))

    def add(subject, **typed):
        records.add(berlin, ACTIVITIES, {"subject": subject, "kind": "event"} | typed)

    add("Планёрка отдела продаж, как всегда; в переговорной на третьем этаже",
        start="2026-11-23 09:30", duration="30", reminders="15m, 1d", place="Room 5; B",
        recurrence="FREQ=WEEKLY;UNTIL=20270501", tags="team", body="one\ntwo")  # fmt: skip
    add("Fair", start="2026-11-25", end="2026-11-27", reminders="1d", priority="high")
    add("Offer", kind="task", due="2026-11-26 18:00", status="done")
    weekly = calendar.happenings(berlin, date(2026, 11, 30), 14, [session.user.id])
    moved, left_out = weekly
    occurrences.by_slots(berlin, moved, Reach.THIS, 2)
    occurrences.put_away(berlin, left_out, Reach.THIS)
    return berlin


def test_a_calendar_is_written_as_google_apple_and_outlook_want_it(plans):
    """The golden file: CRLF, short lines, fixed UIDs, stamps, a zone that is described, alarms."""
    written = text_of(plans)
    assert written == GOLDEN.read_bytes().decode()
    assert "\n" not in written.replace("\r\n", "")
    assert max(len(line) for line in written.encode().split(b"\r\n")) <= 75
    assert written == text_of(plans), "the same base, the same file"
    events = icalendar.Calendar.from_ical(written).walk("VEVENT")
    whole, other = (one for one in events if str(one["summary"]).startswith("Планёрка"))
    assert whole["uid"] == other["uid"]
    rule = rrule.rrulestr(whole["rrule"].to_ical().decode(), dtstart=whole.decoded("dtstart"))
    times = [moment.astimezone(UTC) for moment in rule]
    assert times[0] == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    assert times[-1] == datetime(2027, 4, 26, 7, 30, tzinfo=UTC), "summer time: the clock stays"
    assert other.decoded("recurrence-id").astimezone(UTC) == times[1]
    assert [one.dt.astimezone(UTC) for one in whole["exdate"].dts] == [times[2]]


def test_a_calendar_comes_back_as_it_went_out_and_never_twice(plans, load):
    written, before = text_of(plans), seen(plans, 1)
    again = load(written, plans, update="overwrite")
    assert (again.same, again.rows, again.transaction) == (4, 4, None)
    Activity.delete().execute()
    fresh = load(written, plans)
    assert (fresh.new, fresh.rows) == (4, 4)
    assert seen(plans, 1) == before
    assert load(written, plans).same == 4
    stamped = ("DTSTAMP", "SEQUENCE")
    kept = [line for line in text_of(plans).split("\r\n") if not line.startswith(stamped)]
    assert kept == [line for line in written.split("\r\n") if not line.startswith(stamped)]


def test_a_calendar_of_outlook_has_its_zone_its_exceptions_and_what_we_do_not_know(session, load):
    result = load(OUTLOOK)
    assert (result.new, result.rows) == (2, 2)
    assert seen(session) == [("Stand-up", "23.11 09:30"), ("Stand-up, later", "30.11 13:00")]
    assert (load(OUTLOOK).same, "X-MICROSOFT-CDO-BUSYSTATUS:BUSY" in text_of(session)) == (2, True)
    newer = OUTLOOK.replace("SEQUENCE:2", "SEQUENCE:3").replace("T150000", "T160000")
    newer = newer.replace("T151500", "T161500").replace("Room 5", "Room 6")
    assert load(newer).updated == 2
    assert ("Stand-up, later", "30.11 14:00") in seen(session)
    older = load(OUTLOOK)
    assert (older.same, older.older) == (2, 2), "what is older changes nothing, and is told"
    history.undo(session)
    assert ("Stand-up, later", "30.11 13:00") in seen(session)
    assert Activity.get(Activity.recurrence.is_null(False)).place == "Room 5"


@pytest.mark.parametrize(
    ("name", "times", "reminders"),
    [
        ("google", {"Anna's birthday": "2026-03-05", "floating in a calendar of Berlin": "12:00",
                    "One of a series that is elsewhere": "12:00"}, ""),
        ("apple", {"Termin": "17:30"}, "2026-11-26 08:00+00:00"),
        ("outlook", {"Besprechung": "12:00"}, "15m"),
        ("zones", {"windows zone alone": "12:00", "display name": "12:00", "moscow": "10:00",
                   "eastern summer": "17:00", "floating": "10:00", "mozilla style": "12:00",
                   "gmt offset": "10:00"}, ""),
    ],
)  # fmt: skip
def test_the_shapes_of_other_programs_are_read_at_their_times_and_twice_is_once(
    session, tmp_path, name, times, reminders
):
    path = tmp_path / "calendar.ics"
    path.write_bytes(GOLDEN.with_name(f"{name}.ics").read_bytes())
    first, second = (imports.run(session, str(path), imports.Options()) for _ in range(2))
    assert (first.new, second.same) == (len(times), len(times))
    found = {row.subject: row for row in Activity.select()}
    assert {subject: told(session, row.start) for subject, row in found.items()} == times
    assert ", ".join(row.reminders for row in found.values() if row.reminders) == reminders
    unknown = ((33, "DTSTART: the time zone Mars/Olympus is not known"),)
    assert first.reasons == (unknown if name == "zones" else ())


def told(session, moment):
    """A whole day, or the time on the clock of Moscow."""
    if not isinstance(moment, datetime):
        return str(moment)
    return moment.astimezone(session.zone).strftime("%H:%M")


INVITATION = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Google Inc//Google Calendar 70.9054//EN
BEGIN:VEVENT
UID:7kuk@google.com
SEQUENCE:1
SUMMARY:Offer
DTSTART:20261124T120000Z
DTEND:20261124T130000Z
ORGANIZER;CN=Zoe:mailto:zoe@bright.example
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;CN="Tayl
 or, Anna";X-NUM-GUESTS=0:mailto:Anna@Bright.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:olga@our.example
ATTENDEE;PARTSTAT=TENTATIVE:mailto:ivan@our.example
ATTENDEE;PARTSTAT=ACCEPTED;CN=Zoe:mailto:zoe@bright.example
END:VEVENT
END:VCALENDAR
"""


def attendees(session) -> dict[str, str]:
    """Who stands in the calendar, with what follows the name of the property."""
    lines = text_of(session).replace("\r\n ", "").split("\r\n")
    said = [line.removeprefix("ATTENDEE") for line in lines if line.startswith("ATTENDEE")]
    return {line.rpartition(":")[2].lower(): line.rpartition(":")[0] for line in said}


@pytest.fixture
def people(session):
    """Anna of a client, Olga by her e-mail, Ivan by his login; nobody knows Zoe."""
    records.add(session, CONTACTS, {"display_name": "Anna Taylor", "email": "anna@bright.example"})
    users.sign_in("ivan@our.example", "Ivan Sokolov", session.now())
    settings.put(session, "email", "olga@our.example")
    return lambda number=1: {
        one.who.name: one.response.value for one in participants.get(session, number)
    }


ELSEWHERE = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:board@x
SUMMARY:Board
DTSTART;TZID=America/New_York:20261020T200000
RRULE:FREQ=WEEKLY;BYDAY=TU
EXDATE;TZID=America/New_York:20261027T200000
END:VEVENT
BEGIN:VEVENT
UID:watch@x
SUMMARY:Watch
DTSTART:20261022T220000Z
RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=3
END:VEVENT
END:VCALENDAR
"""


EXCHANGE = """BEGIN:VCALENDAR
METHOD:{method}
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VEVENT
UID:0400
SUMMARY:Quarter
SEQUENCE:{sequence}
DTSTART;TZID=W. Europe Standard Time:20261110T090000
DTEND;TZID=W. Europe Standard Time:20261110T100000
RRULE:FREQ=MONTHLY;UNTIL=20270331T080000Z;INTERVAL=1;BYDAY=2TU
BEGIN:VALARM
TRIGGER;RELATED=START:-P1DT1H30M
ACTION:DISPLAY
END:VALARM
END:VEVENT
"""
TIMES = """BEGIN:VEVENT
UID:0400
RECURRENCE-ID;TZID=W. Europe Standard Time:20261208T090000
SUMMARY:Quarter, later
SEQUENCE:1
DTSTART;TZID=W. Europe Standard Time:20261209T140000
END:VEVENT
BEGIN:VEVENT
UID:0400
RECURRENCE-ID;TZID=W. Europe Standard Time:20270112T090000
SUMMARY:Quarter
SEQUENCE:1
STATUS:CANCELLED
DTSTART;TZID=W. Europe Standard Time:20270112T090000
END:VEVENT
BEGIN:VEVENT
UID:fair
SUMMARY:Fair
CATEGORIES:Red Category,Kunde
DTSTART;TZID=W. Europe Standard Time:20261123T000000
DTEND;TZID=W. Europe Standard Time:20261127T000000
X-MICROSOFT-CDO-ALLDAYEVENT:TRUE
END:VEVENT
BEGIN:VEVENT
UID:two
DTSTART:20261126T130000Z
RRULE:FREQ=WEEKLY;COUNT=2
RRULE:FREQ=MONTHLY;COUNT=2
END:VEVENT
BEGIN:VTODO
UID:todo
SUMMARY:Offer
STATUS:IN-PROCESS
DTSTART:20261123T090000Z
DUE:20261127T170000Z
END:VTODO
"""


def test_several_times_of_a_series_are_moved_and_called_off_in_the_end_all(session, load):
    first = load(EXCHANGE.format(method="REQUEST", sequence=0) + TIMES + "END:VCALENDAR\n")
    assert (first.new, first.reasons) == (5, ((44, "it repeats by more than one rule"),))
    quarter, fair, offer, *times = Activity.select().order_by(Activity.id)
    assert quarter.except_on == "2026-12-08 2027-01-12"
    assert quarter.reminders == "1530m"
    assert (fair.start, fair.end) == (date(2026, 11, 23), date(2026, 11, 26))
    assert (fair.status, offer.due.hour) == ("planned", 17), "it goes on"
    assert [one.status for one in times] == ["planned", "cancelled"]
    ours = text_of(session)
    assert ours.count("CATEGORIES") == 6, "those of the fair are kept beside its kind"
    assert "DUE:20261127T170000Z" in ours
    assert load(ours).same == 5, "what we have written ourselves is known"
    load(EXCHANGE.format(method="CANCEL", sequence=3) + "END:VCALENDAR\n")
    statuses = {one.id: one.status for one in Activity.select()}
    assert [statuses[one.id] for one in (quarter, *times)] == ["cancelled"] * 3
    for _change in range(2):
        history.undo(session)
    assert not Activity.select().count(), "each import is one change"


def test_what_repeats_by_the_clock_of_another_continent_stays_on_its_days(session, load):
    """Tuesday evening in New York is Wednesday here, at three in summer and at four in winter."""
    assert load(ELSEWHERE).new == 2
    moscow = ZoneInfo("Europe/Moscow")
    found = calendar.happenings(session, date(2026, 10, 19), 28, [session.user.id])
    assert [f"{one.begins.astimezone(moscow):%d.%m %H:%M}" for one in found] == [
        "21.10 03:00", "23.10 01:00", "30.10 01:00", "04.11 04:00", "06.11 01:00", "11.11 04:00",
    ]  # fmt: skip
    written = text_of(session)
    assert "DTSTART;TZID=America/New_York:20261020T200000" in written
    assert "EXDATE;TZID=America/New_York:20261027T200000" in written
    assert load(written).updated == 0


def test_those_whom_a_calendar_invites_take_part_and_their_answers_go_both_ways(
    session, people, load
):
    assert load(INVITATION).new == 1
    assert people() == {
        "Olga": "accepted", "Ivan Sokolov": "tentative", "Anna Taylor": "invited",
    }  # fmt: skip
    ivan = replace(session, user=users.by_login("ivan@our.example"))
    assert [one.reason for one in notifications.page(ivan, 0, 9).rows] == ["invited"]
    assert load(INVITATION).same == 1
    participants.answer(session, participants.find(session, 1, "Anna Taylor"), Response.ACCEPTED)
    participants.put_away(session, participants.find(session, 1, "Ivan Sokolov"))
    written = attendees(session)
    assert list(written) == ["anna@bright.example", "olga@our.example", "zoe@bright.example"]
    assert written["anna@bright.example"] == (
        ';PARTSTAT=ACCEPTED;CUTYPE=INDIVIDUAL;ROLE=OPT-PARTICIPANT;CN="Taylor, Anna"'
        ";X-NUM-GUESTS=0:mailto"
    )
    assert load(INVITATION).same == 1, "what the file said before does not undo what was done here"
    assert people() == {"Olga": "accepted", "Anna Taylor": "accepted"}
    declined = INVITATION.replace("NEEDS-ACTION", "DECLINED")
    assert load(declined).updated == 1, "an answer raises no SEQUENCE"
    assert people()["Anna Taylor"] == "declined"
    assert load(declined).same == 1
    newer = declined.replace("SEQUENCE:1", "SEQUENCE:2").replace(
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:olga@our.example\n", ""
    )
    assert (load(newer).updated, people()) == (1, {"Anna Taylor": "declined"})
    assert load(INVITATION).older == 1
    history.undo(session)
    assert people() == {"Olga": "accepted", "Anna Taylor": "declined"}


def test_participants_of_ours_go_out_with_an_organizer_and_come_back_once(session, people, load):
    records.add(session, CONTACTS, {"display_name": 'Bob "Bo" Lee'})
    records.add(session, ACTIVITIES, {"subject": "talk", "start": "2026-11-24 15:00"})
    for name in ("anna", "bob", "ivan"):
        participants.invite(session, 1, name)
    participants.answer(session, participants.find(session, 1, 'Bob "Bo" Lee'), Response.TENTATIVE)
    written = text_of(session)
    (event,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert (event["organizer"], event["organizer"].params["CN"]) == (
        "mailto:olga@our.example", "Olga",
    )  # fmt: skip
    assert [(one, one.params["PARTSTAT"]) for one in event["attendee"]] == [
        ("mailto:ivan@our.example", "NEEDS-ACTION"),
        ("mailto:anna@bright.example", "NEEDS-ACTION"),
        ("invalid:nomail", "TENTATIVE"),
    ]
    answered = written.replace(
        'CN="Anna Taylor";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION',
        'CN="Anna Taylor";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED',
    )
    assert load(written).same == 1
    assert load(answered).updated == 1
    names = ["Ivan Sokolov", "Anna Taylor", 'Bob "Bo" Lee']
    assert list(people().items()) == list(
        zip(names, ("invited", "accepted", "tentative"), strict=True)
    )
    participants.put_away(session, participants.find(session, 1, "Ivan Sokolov"))
    assert load(answered).same == 1, "who was taken out here does not come back with an old file"
    Participant.delete().execute()
    Activity.delete().execute()
    assert load(answered).new == 1
    assert sorted(people(Activity.get().id)) == sorted(names)


def test_an_event_finds_its_client_and_deal_again_in_this_base_and_in_another(session, load):
    """By the id where the name agrees, in another base by the name."""
    for name in ("Bright; Lights, Ltd", "Twin", "Twin"):
        records.add(session, CLIENTS, {"name": name})
    records.add(session, CONTACTS, {"display_name": "Anna Taylor", "client": "C-1"})
    for client in ("C-3", "C-1"):
        records.add(session, DEALS, {"name": "Racks, 2024", "client": client})
    records.add(session, ACTIVITIES, {"subject": "a", "kind": "call", "start": "2026-11-24 15:00",
                                      "contact": "P-1", "deal": "D-2"})  # fmt: skip
    records.add(session, ACTIVITIES, {"subject": "b", "due": "2026-11-24", "client": "C-3"})
    written = text_of(session)
    (event,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert event["contact"] == ["Bright; Lights, Ltd", "Anna Taylor"]
    assert "X-CRM-DEAL;X-CRM-ID=D-2:Racks\\, 2024" in written
    assert load(written).same == 2

    def links():
        rows = Activity.select().order_by(Activity.subject)
        return [(row.client_id, row.contact_id, row.deal_id) for row in rows]

    assert links() == [(1, 1, 2), (3, None, None)]
    Activity.delete().execute()
    assert (load(written).new, links()) == (2, [(1, 1, 2), (3, None, None)])
    Activity.delete().execute()
    result = load(written.replace("=C-1", "=C-2").replace("=P-1", "=P-9").replace("=C-3", "=C-9"))
    assert links() == [(1, 1, 2), (None, None, None)], "the name decides; two of it are nobody"
    assert result.unknown == {"client": ("C-9 Twin",)}
    assert "CONTACT;X-CRM-ID=C-9:Twin" in text_of(session), "what nobody knows is kept"
    assert load(text_of(session)).same == 2
