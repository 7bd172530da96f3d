"""The zones of calendars by the names that other programs give them."""

import pytest

from crm_tui.exchange.content_lines import parse
from crm_tui.exchange.ics_zone_names import iana, parsable, zoned


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Ekaterinburg Standard Time", "Asia/Yekaterinburg"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome", "Europe/Amsterdam"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("(GMT+03:00) Moscow, St. Petersburg", "Europe/Moscow"),
        ("(UTC+05:30) Chennai, Kolkata", "Asia/Kolkata"),
        ("(UTC+08:00) Beijing, Hong Kong", "Asia/Shanghai"),
        ("(UTC) Coordinated Universal Time", "UTC"),
        ("(UTC+03:00) Nowhere", "Etc/GMT-3"),
        ("/mozilla.org/20050126_1/America/New_York", "America/New_York"),
        ("GMT-0500", "Etc/GMT+5"),
        ("UTC+3", "Etc/GMT-3"),
        ("(UTC+05:45) Nowhere", None),
        ("Mars/Olympus", None),
        ("", None),
    ],
)
def test_a_zone_is_known_by_any_of_its_names_or_not_at_all(name: str, zone: str | None) -> None:
    assert iana(name) == zone


@pytest.mark.parametrize("name", ["DTSTART", "EXDATE", "RECURRENCE-ID"])
def test_every_time_of_an_entry_gets_the_zone_that_is_meant(name: str) -> None:
    named = parse(f'{name};TZID="(UTC+03:00) Moscow, St. Petersburg":20261124T090000')
    bare = parse(f"{name}:20261124T090000")
    found = [*zoned(enumerate([named, bare]), {}.get, "Europe/Berlin")]
    assert [line.params["TZID"] for line in found] == [["Europe/Moscow"], ["Europe/Berlin"]]
    assert {(line.name, line.value) for line in found} == {(name, "20261124T090000")}


def test_the_zones_of_exchange_have_no_colon_in_their_names() -> None:
    line = "DTSTART;TZID=tzone://Microsoft/{}:20261124T090000"
    assert parsable(line.format("Utc")) == "DTSTART;TZID=UTC:20261124T090000"
    assert parsable(line.format("Custom")) == "DTSTART;TZID=Microsoft Custom:20261124T090000"
