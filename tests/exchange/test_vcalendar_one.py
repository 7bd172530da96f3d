"""Promises: calendars of old phones and organizers are read like those of today."""

import pytest

from crm_tui.exchange import content_lines, vcalendar_one
from crm_tui.exchange.content_lines import ContentLine


@pytest.mark.parametrize(
    ("old", "rule"),
    [
        ("D1 #0", "FREQ=DAILY"),
        ("D2 #10", "FREQ=DAILY;INTERVAL=2;COUNT=10"),
        ("W1 MO FR 20261231T000000Z", "FREQ=WEEKLY;BYDAY=MO,FR;UNTIL=20261231T000000Z"),
        ("MP1 1+ MO 2- FR #3", "FREQ=MONTHLY;BYDAY=1MO,-2FR;COUNT=3"),
        ("MD1 15 LD 2-", "FREQ=MONTHLY;BYMONTHDAY=15,-1,-2;COUNT=2"),
        ("YM1 6 #0", "FREQ=YEARLY;BYMONTH=6"),
        ("YD1 100 #5", "FREQ=YEARLY;BYYEARDAY=100;COUNT=5"),
        ("FREQ=DAILY", "FREQ=DAILY"),
        ("M1 15", "M1 15"),
    ],
)
def test_rules_of_version_1_are_rules_of_today(old, rule):
    (found,) = vcalendar_one.modern([ContentLine("RRULE", old)])
    assert (found.name, found.value) == ("RRULE", rule)


def test_letters_are_as_they_are_and_an_alarm_is_one():
    lines = content_lines.unfolded(
        enumerate(
            [
                "SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=92=D1=81; =",
                "=D1=8F",
                "DESCRIPTION;QUOTED-PRINTABLE;LANGUAGE=en:one=0D=0Atwo",
                "DALARM:20261124T114500Z;PT5M;2;wake",
                "AALARM:20261124T114500;;;",
                "CLASS:PUBLIC",
            ]
        )
    )
    parsed = (content_lines.parse(line) for _number, line in lines)
    assert [(line.name, line.value) for line in vcalendar_one.modern(parsed)] == [
        ("SUMMARY", "Вс; я"),
        ("DESCRIPTION", "one\r\ntwo"),
        *(("BEGIN", "VALARM"), ("ACTION", "DISPLAY"), ("TRIGGER", "20261124T114500Z")),
        ("END", "VALARM"),
        ("AALARM", "20261124T114500;;;"),
        ("CLASS", "PUBLIC"),
    ]
