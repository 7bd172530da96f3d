"""iCalendar in: events and tasks with their zones, repetition and people."""

import pytest

from crm_tui.errors import InvalidInputError

HEAD = "BEGIN:VCALENDAR\nVERSION:2.0\n"
ZONE = """BEGIN:VTIMEZONE
TZID:Office
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0500
TZOFFSETTO:+0500
END:STANDARD
END:VTIMEZONE
"""
MEETING = """BEGIN:VEVENT
UID:1@x
SEQUENCE:2
SUMMARY:Встреча\\, важная
DTSTART;TZID=Office:20261124T090000
DURATION:PT1H30M
RRULE:FREQ=WEEKLY;BYDAY=TU
ORGANIZER;CN=Olga:mailto:olga@x.example
ATTENDEE:mailto:a@x.example
ATTENDEE:mailto:b@x.example
PRIORITY:1
X-TEAM;X-A="b;c":sales
BEGIN:VALARM
TRIGGER:-PT15M
ACTION:DISPLAY
X-INNER:1
END:VALARM
END:VEVENT
"""
FAIR = "BEGIN:VEVENT\nUID:2\nDTSTART;VALUE=DATE:20261125\nDTEND;VALUE=DATE:20261127\nEND:VEVENT\n"
TASK = "BEGIN:VTODO\nUID:3\nSUMMARY:Offer\nDUE:20261126T100000Z\nSTATUS:COMPLETED\nEND:VTODO\n"
BROKEN = "BEGIN:VEVENT\nUID:4\nDTSTART:20261399T990000\nEND:VEVENT\n"
CUT = "BEGIN:VEVENT\nUID:5\n"


def test_an_event_with_its_zone_people_and_alarms(table):
    (found,), broken = table("a.ics", (HEAD + ZONE + MEETING + "END:VCALENDAR\n").encode())
    assert not broken
    assert {name: cell for name, cell in found.items() if cell} == {
        "external_id": "1@x",
        "sequence": "2",
        "kind": "event",
        "subject": "Встреча, важная",
        "start": "2026-11-24T09:00:00+05:00",
        "duration": "90",
        "recurrence": "FREQ=WEEKLY;BYDAY=TU",
        "reminders": "15m",
        "organizer": "olga@x.example",
        "attendees": "a@x.example; b@x.example",
        "priority": "high",
        "ics": "ORGANIZER;CN=Olga:mailto:olga@x.example\n"
        "ATTENDEE:mailto:a@x.example\nATTENDEE:mailto:b@x.example\n"
        'X-TEAM;X-A="b;c":sales\n'
        "BEGIN:VALARM\nTRIGGER:-PT15M\nACTION:DISPLAY\nX-INNER:1\nEND:VALARM",
    }


def test_whole_days_end_on_their_last_and_tasks_have_a_due_date(table):
    fair, task = table("a.ics", (HEAD + FAIR + TASK).encode())[0]
    assert (fair["start"], fair["end"]) == ("2026-11-25", "2026-11-26")
    assert (task["kind"], task["status"]) == ("task", "done")
    assert task["due"] == "2026-11-26T10:00:00+00:00"


def test_a_broken_event_costs_only_itself(table):
    rows, broken = table("a.ics", (HEAD + BROKEN + CUT + TASK).encode())
    assert [row["external_id"] for row in rows] == ["3"]
    assert [row.line for row in broken] == [5, 7], "the property, or where the entry begins"
    assert str(broken[0].error) == "DTSTART cannot be read: 20261399T990000"
    assert broken[0].cells[0] == "4", "what it says is not lost"


def test_what_is_said_twice_is_kept_or_refused_and_an_alarm_without_a_time_is_kept(table):
    rows, (open_part, broken) = table(
        "a.ics",
        b"BEGIN:VCALENDAR\n"
        b"BEGIN:VEVENT\nUID:1\nDTSTART:20261124T100000Z\nSUMMARY:One in C:\\dir\nSUMMARY:Two\n"
        b"BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:soon\nEND:VALARM\nEND:VEVENT\n"
        b"BEGIN:VEVENT\nUID:3\nBEGIN:VALARM\nEND:VALARM!\nDTSTART:20261124T100000Z\nEND:VEVENT\n"
        b"BEGIN:VEVENT\nUID:2\nDTSTART:20261124T100000Z\nDTSTART:20261125T100000Z\nEND:VEVENT\n"
        b"END:VCALENDAR\n",
    )
    assert [(row["subject"], row["start"][:10]) for row in rows] == [
        ("One in C:\\dir", "2026-11-24")
    ]
    alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:soon\nEND:VALARM"
    assert rows[0]["ics"] == f"SUMMARY:Two\n{alarm}"
    assert (open_part.line, str(open_part.error)) == (12, "this entry cannot be read")
    assert (broken.line, str(broken.error)) == (21, "it says DTSTART more than once")


def test_times_that_are_named_one_by_one_are_events_of_their_own(table):
    course = (
        "BEGIN:VEVENT\nUID:8\nSUMMARY:Course\nDTSTART:20261124T100000Z\nDTEND:20261124T113000Z\n"
        "RRULE:FREQ=WEEKLY\nEXDATE:20261203T070000Z\n"
        "RDATE;TZID=Europe/Moscow:20261202T100000,20261203T100000,20261204T100000\n"
        "RDATE;VALUE=PERIOD:20261210T080000Z/PT3H\nEND:VEVENT\n"
    )
    moved = (
        "BEGIN:VEVENT\nUID:8\nRECURRENCE-ID:20261204T070000Z\n"
        "DTSTART:20261204T150000Z\nEND:VEVENT\n"
    )
    rows, broken = table("a.ics", (HEAD + course + moved).encode())
    assert not broken
    assert [(row["external_id"], row["start"], row["end"], row["recurrence"]) for row in rows] == [
        ("8", "2026-11-24T10:00:00+00:00", "2026-11-24T11:30:00+00:00", "FREQ=WEEKLY"),
        ("8", "2026-12-04T15:00:00+00:00", "", ""),
        ("8/20261202T070000Z", "2026-12-02T10:00:00+03:00", "2026-12-02T11:30:00+03:00", ""),
        ("8/20261210T080000Z", "2026-12-10T08:00:00+00:00", "2026-12-10T11:00:00+00:00", ""),
    ]
    assert {row["subject"] for row in rows if row["external_id"] != "8"} == {"Course"}
    assert "RDATE" not in rows[0]["ics"], "they would be written twice"


def test_an_event_on_very_many_single_days_is_refused(table):
    days = ",".join(["20261202T100000Z"] * 1001)
    event = f"BEGIN:VEVENT\nUID:9\nDTSTART:20261124T100000Z\nRDATE:{days}\nEND:VEVENT\n"
    _rows, (broken,) = table("a.ics", (HEAD + event + TASK).encode())
    assert "more than 1000 single days" in str(broken.error)


def test_an_end_before_the_start_is_told_with_both(table):
    turned = "BEGIN:VEVENT\nUID:6\nDTSTART:20261124T100000Z\nDTEND:20261124T090000Z\nEND:VEVENT\n"
    _rows, (broken,) = table("a.ics", (HEAD + turned + TASK).encode())
    assert "2026-11-24T09:00:00+00:00, before it begins" in str(broken.error)


def test_alarms_that_are_no_reminders_and_categories_that_are_no_tags_are_kept(table):
    event = (
        "BEGIN:VEVENT\nUID:7\nDTSTART;VALUE=DATE:20261124\nCATEGORIES:call,Two words\n"
        "BEGIN:VALARM\nTRIGGER:-PT15H\nEND:VALARM\n"
        "BEGIN:VALARM\nTRIGGER;RELATED=END:PT1H\nX-A:1\nEND:VALARM\nEND:VEVENT\n"
    )
    ((found,), _broken) = table("a.ics", (HEAD + event).encode())
    assert (found["reminders"], found["tags"], found["kind"]) == ("1d", "", "event")
    assert found["ics"].split("\n") == [
        *("CATEGORIES:call,Two words", "BEGIN:VALARM"),
        *("TRIGGER;RELATED=END:PT1H", "X-A:1", "END:VALARM"),
    ]


def test_a_calendar_without_entries_is_refused(table):
    with pytest.raises(InvalidInputError, match=r"a\.ics holds no events"):
        table("a.ics", HEAD.encode())
