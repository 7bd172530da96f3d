"""What would take minutes or gigabytes of a calendar costs only itself."""

import pytest

from crm_tui.exchange import content_limits, ics_described_zones, ics_files, ics_further_times

NEXT = "BEGIN:VEVENT\nUID:next\nDTSTART:20261124T100000Z\nEND:VEVENT\n"


def _calendar(said: str) -> bytes:
    long = f"BEGIN:VEVENT\nUID:long\nDTSTART:20261124T100000Z\n{said}\nEND:VEVENT\n"
    return f"BEGIN:VCALENDAR\n{long}{NEXT}END:VCALENDAR\n".encode()


@pytest.mark.parametrize(
    ("said", "line", "error"),
    [
        ("EXDATE:" + "20261124T100000Z," * 10, 5, "EXDATE is too long: at most 90 characters"),
        ("X-A;B=" + "c," * 50 + ":1", 5, "X-A is too long: at most 90 characters"),
        ("ATTENDEE:a\n" * 20, 22, "it has more than 20 properties"),
        ("BEGIN:X\n" * 20, 22, "it has more than 20 properties"),
        ("BEGIN:VALARM\nEND:VALARM\n" * 10, 22, "it has more than 20 properties"),
        (
            f"ATTENDEE;CN={'a' * 70}:b\n" * 5,
            9,
            "it says more than 400 characters beside its texts and attachments",
        ),
        ("DESCRIPTION:a\n" + " b\n" * 100, 2, "the entry is not whole, or too long"),
        ("\n" * 100, 2, "the entry is not whole, or too long"),
        ("ATTACH:" + "a" * 500 + "\nX-A;VALUE=RECUR:" + "b" * 500 + "\nDESCRIPTION:" + "c" * 500,
         None, None),
    ],
)  # fmt: skip
def test_what_is_too_much_is_refused_by_its_line_and_what_is_only_long_is_not(
    table, monkeypatch, said, line, error
):
    monkeypatch.setattr(content_limits, "SHORT_LIMIT", 90)
    monkeypatch.setattr(content_limits, "TOTAL_LIMIT", 400)
    monkeypatch.setattr(ics_files, "PROPERTIES_LIMIT", 20)
    monkeypatch.setattr(ics_files, "LINES_LIMIT", 90)
    rows, broken = table("a.ics", _calendar(said))
    assert rows[-1]["external_id"] == "next"
    assert [(row.line, str(row.error)) for row in broken] == ([(line, error)] if error else [])
    assert all("long" in row.cells for row in broken), "it tells which it is"
    assert error or rows[0]["ics"].count("\n") == 1, "both are kept as they came"


@pytest.mark.parametrize(
    ("limit", "most", "said", "rows", "reason"),
    [
        ("MOST_OF_A_FILE", 3, "RDATE:20261125T100000Z,20261126T100000Z", ["long", "long/", "long/"],
         "more than 3 single days: divide it"),
        ("MOST_CHANGED", 3, "RECURRENCE-ID:2026112{}T100000Z", ["long", "1", "2"],
         "changes more than 3 times of its series: divide it"),
        ("SAID", 100, "RDATE:20261125T100000Z,20261126T100000Z", ["long", "long/", "long/"],
         "too much to stand on each of its 2 single days: shorten it"),
    ],
)  # fmt: skip
def test_the_single_days_and_changes_of_all_events_have_a_limit(
    table, monkeypatch, limit, most, said, rows, reason
):
    monkeypatch.setattr(ics_further_times, limit, most)
    events = (
        f"BEGIN:VEVENT\nUID:{uid}\nDTSTART:20261124T100000Z\n{said.format(place)}\nEND:VEVENT\n"
        for place, uid in enumerate(("long", "1", "2", "3"))
    )
    found, broken = table("a.ics", f"BEGIN:VCALENDAR\n{''.join(events)}END:VCALENDAR\n".encode())
    assert [row["external_id"][:5] for row in found] == rows
    assert len(broken) == 4 - sum("/" not in row for row in rows)
    assert reason in str(broken[-1].error)


def _zoned(rule: str, offset: str) -> bytes:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0000\n"
        f"TZOFFSETTO:{offset}\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T000000\n"
        f"TZOFFSETFROM:+0000\nTZOFFSETTO:{offset}\nRRULE:{rule}\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
    )
    event = "BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Ours:20261124T100000\nEND:VEVENT\n"
    return f"BEGIN:VCALENDAR\n{zone}{event}END:VCALENDAR\n".encode()


@pytest.mark.parametrize("offset", ["+0100", "+0300"])
def test_the_same_name_is_another_zone_in_another_file(table, offset):
    rule = "FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=3"
    ((row,), _broken) = table("a.ics", _zoned(rule, offset))
    assert row["start"] == f"2026-11-24T10:00:00{offset[:3]}:00"


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=YEARLY;BYDAY=MO", "FREQ=YEARLY;BYMONTH=1;BYHOUR=1,2,3", "?"]
)
def test_a_zone_whose_clock_is_set_all_the_time_is_not_known(table, rule):
    _rows, (broken,) = table("a.ics", _zoned(rule, "+0100"))
    assert (broken.line, "Ours is not known" in str(broken.error)) == (18, True)


def test_zones_that_are_too_long_are_not_known(table, monkeypatch):
    for limit in ("ZONE_LIMIT", "KEPT_LIMIT", "READ_LIMIT", "COUNT_LIMIT"):
        with monkeypatch.context() as patch:
            patch.setattr(ics_described_zones, limit, 0)
            _rows, broken = table("a.ics", _zoned("FREQ=YEARLY", "+0100"))
            assert "Ours is not known" in str(broken[0].error), limit
