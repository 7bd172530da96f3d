"""The zones of our calendars mean what the system's zones mean, to another program."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from crm_tui.exchange import ics_zones

BY_NO_SUNDAY = ("Africa/Casablanca", "America/Santiago")
"""One follows the moon, the other the Sunday after the first Saturday."""


@pytest.mark.parametrize(
    "key",
    ["Europe/Berlin", "America/New_York", "Europe/Moscow", "Asia/Kathmandu", "Australia/Sydney",
     "Africa/Casablanca", "America/Santiago", "Australia/Lord_Howe", "Europe/Dublin"],
)  # fmt: skip
def test_a_zone_says_the_same_time_on_every_day(key):
    zone = ZoneInfo(key)
    text = ics_zones.described(zone, key, 2026)
    assert max(map(len, text.encode().split(b"\r\n"))) <= 75
    assert ("RDATE" in text) is (key in BY_NO_SUNDAY)
    read = icalendar.Timezone.from_ical(text).to_tz()
    for hours in range(0, 24 * 800, 11):
        moment = datetime(2026, 3, 27, tzinfo=UTC) + timedelta(hours=hours)
        local = moment.astimezone(zone).replace(tzinfo=None)
        assert local.replace(tzinfo=read).utcoffset() == moment.astimezone(zone).utcoffset(), local
