"""What an entry of a calendar says beyond its fields comes back out, as long as it is true."""

import io

import icalendar
import pytest

from crm_tui.data.models.activities import Participant
from crm_tui.domain.entities import ACTIVITIES, CONTACTS
from crm_tui.services import exports, imports, records

EVENT = r"""BEGIN:VEVENT
UID:full@x
DTSTART:20270301T090000Z
SUMMARY;LANGUAGE=de:Treffen\, wichtig
DESCRIPTION;ALTREP="cid:part1":eins\nzwei
LOCATION;ALTREP="http://x.example/l":Raum 5
GEO:52.520000;13.400000
PRIORITY:3
ATTACH;FMTTYPE=application/pdf:https://x.example/a.pdf
ATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY:aGVsbG8gd29ybGQ=
X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE="Raum^n5":geo:52.5,13.4
STATUS:TENTATIVE
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT15M
X-WR-ALARMUID:abc
END:VALARM
BEGIN:VALARM
ACTION:EMAIL
TRIGGER;RELATED=END:PT5M
SUMMARY:mail
DESCRIPTION:body
ATTENDEE:mailto:anna@x.example
END:VALARM
BEGIN:PARTICIPANT
UID:p1
BEGIN:VLOCATION
UID:l1
END:VLOCATION
END:PARTICIPANT
END:VEVENT
"""
TASK = """BEGIN:VTODO
UID:task@x
SUMMARY:Offer
DUE;VALUE=DATE:20270315
STATUS:IN-PROCESS
PERCENT-COMPLETE:40
X-APPLE-SORT-ORDER:5
END:VTODO
"""
JOURNAL = "BEGIN:VJOURNAL\nUID:j@x\nSUMMARY:diary\nEND:VJOURNAL\n"
HEAD = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n"


@pytest.fixture
def load(session, tmp_path):
    def load(text: str):
        path = tmp_path / "calendar.ics"
        path.write_text(text, newline="")
        return imports.run(session, str(path))

    return load


def text_of(session) -> str:
    stream = io.StringIO(newline="")
    listing = exports.listing(session, ACTIVITIES)
    exports.write(session, ACTIVITIES, listing, stream, file_format="ics")
    return stream.getvalue()


def lines_of(session) -> list[str]:
    return text_of(session).replace("\r\n ", "").split("\r\n")


def test_all_that_an_entry_says_comes_back_out_and_what_is_none_is_told(session, load):
    records.add(session, CONTACTS, {"display_name": "Anna", "email": "anna@x.example"})
    result = load(f"{HEAD}{EVENT}{TASK}{JOURNAL}END:VCALENDAR\n")
    assert (result.new, result.reasons) == (2, ((43, "this is no event and no task"),))
    assert not Participant.select().count(), "a letter of an alarm invites nobody"
    out = lines_of(session)
    assert {*EVENT.split("\n"), *TASK.split("\n")} <= {*out, ""}
    for line in ("SUMMARY", "PRIORITY", "TRIGGER:-PT15M", "STATUS:", "BEGIN:VALARM"):
        assert sum(one.startswith(line) for one in out) == EVENT.count(f"\n{line}") + sum(
            one.startswith(line) for one in TASK.split("\n")
        ), line
    calendar = icalendar.Calendar.from_ical(text_of(session))
    assert [one.errors for one in calendar.walk()] == [[]] * len(calendar.walk())
    assert load(text_of(session)).same == 2


def test_what_is_true_no_more_stays_away(session, load):
    load(f"{HEAD}{EVENT}{TASK}END:VCALENDAR\n")
    event, task = exports.iterate(
        session, ACTIVITIES, exports.listing(session, ACTIVITIES, sort=["-subject"])
    )
    records.edit(session, ACTIVITIES, event.id, {
        "subject": "Meeting", "place": "", "priority": "low", "reminders": "1h",
        "status": "cancelled",
    })  # fmt: skip
    records.edit(session, ACTIVITIES, task.id, {"status": "done"})
    out = lines_of(session)
    assert {"SUMMARY:Meeting", "PRIORITY:9", "TRIGGER:-PT1H", "STATUS:CANCELLED",
            "STATUS:COMPLETED", "GEO:52.520000;13.400000"} <= {*out}  # fmt: skip
    gone = ("LOCATION", "PRIORITY:3", "TRIGGER:-PT15M", "STATUS:TENT", "STATUS:IN-P", "PERCENT")
    assert not [line for line in out if line.startswith(gone)]
    assert 'DESCRIPTION;ALTREP="cid:part1":eins\\nzwei' in out, "this is as it was"
