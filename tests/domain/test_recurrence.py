"""What repeats keeps its time on the clock, and costs what is seen of it."""

from datetime import UTC, date, datetime, time, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.recurrence import Repeated, between, checked, following, shortened
from crm_tui.errors import InvalidInputError

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = date(2026, 11, 24)


def test_each_week_between_two_days() -> None:
    weekly = Repeated("FREQ=WEEKLY", TUESDAY)
    days = between(weekly, date(2026, 12, 1), date(2026, 12, 15), BERLIN)
    assert days == [date(2026, 12, 1), date(2026, 12, 8)]


@pytest.mark.parametrize(
    ("start", "window", "hours"),
    [
        (datetime(2026, 3, 27, 9, tzinfo=UTC), (date(2026, 3, 28), date(2026, 3, 31)), [9, 8, 8]),
        (datetime(2026, 10, 23, 8, tzinfo=UTC), (date(2026, 10, 24), date(2026, 10, 27)),
         [8, 9, 9]),
    ],
)  # fmt: skip
def test_the_time_on_the_clock_stays_when_the_clocks_change(
    start: datetime, window: tuple[date, date], hours: list[int]
) -> None:
    found = between(Repeated("FREQ=DAILY", start), *window, BERLIN)
    assert [moment.hour for moment in found if isinstance(moment, datetime)] == hours


def test_a_day_may_be_left_out() -> None:
    daily = Repeated("FREQ=DAILY", TUESDAY, {date(2026, 11, 25)})
    assert between(daily, TUESDAY, date(2026, 11, 27), BERLIN) == [TUESDAY, date(2026, 11, 26)]


def test_a_count_and_an_end_hold_wherever_one_looks() -> None:
    thrice = Repeated("FREQ=DAILY;COUNT=3", TUESDAY)
    assert between(thrice, date(2026, 11, 26), date(2027, 1, 1), BERLIN) == [date(2026, 11, 26)]
    until = Repeated("FREQ=DAILY;UNTIL=20261126T000000Z", TUESDAY)
    assert following(until, date(2026, 11, 26), BERLIN) is None


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY", "FREQ=DAILY;COUNT=1000000", "FREQ=DAILY;INTERVAL=1;UNTIL=47630101"]
)
def test_a_million_occurrences_cost_what_is_seen_of_them(rule: str) -> None:
    begun = process_time()
    found = between(Repeated(rule, date(2020, 1, 1)), TUESDAY, date(2026, 12, 1), BERLIN)
    assert len(found) == 7
    assert process_time() - begun < 1


@pytest.mark.parametrize(
    "rule",
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;INTERVAL=7;BYDAY=WE",
     "FREQ=MONTHLY;INTERVAL=2;BYMONTH=2", "FREQ=MONTHLY;BYDAY=FR;BYSETPOS=6",
     "FREQ=DAILY;COUNT=1000000;BYHOUR=0,1,2,3,4,5,6,7,8,9;BYMINUTE=0,1,2,3,4,5,6,7,8,9"],
)  # fmt: skip
def test_what_never_happens_or_not_in_sight_ends_at_once(rule: str) -> None:
    begun = process_time()
    assert following(Repeated(rule, TUESDAY), date(2060, 1, 1), BERLIN) is None
    assert process_time() - begun < 0.5, "dateutil would look until the year 9999"


def test_a_rule_that_was_kept_and_cannot_be_followed_is_told() -> None:
    kept = Repeated("FREQ=YEARLY;BYDAY=MO,60TU", TUESDAY)
    with pytest.raises(InvalidInputError, match="is no repetition"):
        between(kept, TUESDAY, date(2026, 12, 1), BERLIN)


@pytest.mark.parametrize(
    ("rule", "begun", "following_day"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYMONTH=1;BYDAY=MO;WKST=SU", (2026, 11, 1), (2027, 1, 11)),
        ("FREQ=WEEKLY;INTERVAL=12;BYMONTH=2;BYDAY=5FR", (2026, 12, 25), (2028, 2, 18)),
        ("FREQ=YEARLY;INTERVAL=3;BYMONTH=2;BYMONTHDAY=29", (2024, 2, 29), (2036, 2, 29)),
        ("FREQ=MONTHLY;BYHOUR=9,10;BYSETPOS=2", (2026, 11, 24), (2026, 12, 24)),
        ("FREQ=YEARLY;BYEASTER=-2", (2026, 11, 24), (2027, 3, 26)),
    ],
)
def test_what_is_rare_is_found(
    rule: str, begun: tuple[int, int, int], following_day: tuple[int, int, int]
) -> None:
    assert following(Repeated(rule, date(*begun)), date(*begun), BERLIN) == date(*following_day)


@pytest.mark.parametrize("interval", [1, 2, 3])
@pytest.mark.parametrize("frequency", ["DAILY", "WEEKLY"])
def test_entering_in_the_middle_gives_the_same_days(frequency: str, interval: int) -> None:
    rule = Repeated(f"FREQ={frequency};INTERVAL={interval}", date(2026, 1, 7))
    counted = Repeated(f"{rule.rule};COUNT=900", date(2026, 1, 7))
    window = (date(2026, 11, 1), date(2026, 12, 1))
    assert between(rule, *window, BERLIN) == between(counted, *window, BERLIN) != []


def test_the_next_time_comes_after_a_day_and_one_less_is_left_to_count() -> None:
    weekly = Repeated("FREQ=WEEKLY;BYDAY=TU", TUESDAY)
    assert following(weekly, TUESDAY, BERLIN) == date(2026, 12, 1)
    assert shortened("FREQ=DAILY;COUNT=3") == "FREQ=DAILY;COUNT=2"
    assert shortened("FREQ=DAILY;COUNT=1") is None
    assert shortened("FREQ=DAILY") == "FREQ=DAILY"


@pytest.mark.parametrize(
    "rule", ["", "weekly", "FREQ=SECONDLY", "FREQ=HOURLY", "FREQ=DAILY;X=1", "FREQ=DAILY;BYDAY=QQ",
             "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;COUNT=x",
             "FREQ=MONTHLY;BYDAY=MO,6TU", "FREQ=YEARLY;BYDAY=54MO", "FREQ=YEARLY;BYEASTER=400",
             "FREQ=WEEKLY;BYWEEKNO=-53", "A" * 10_000],
)  # fmt: skip
def test_other_rules_are_refused(rule: str) -> None:
    with pytest.raises(InvalidInputError, match="is no repetition") as refused:
        checked(rule)
    assert refused.value.values["text"] == rule


def test_a_rule_of_days_that_there_are_not_is_refused_instead_of_looked_for() -> None:
    for rule in (
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1",
        "FREQ=YEARLY;BYYEARDAY=-1;BYMONTH=1",
        "FREQ=YEARLY;BYWEEKNO=30;BYMONTH=12",
    ):
        with pytest.raises(InvalidInputError, match="is never: no day is like that"):
            checked(rule)
    for rule in (
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=-1",
        "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=12",
        "FREQ=YEARLY;BYMONTH=1;BYDAY=1MO",
        "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=-1FR;BYMONTHDAY=31",
    ):
        assert checked(rule) == rule


PARTS = st.sampled_from(
    ["FREQ=DAILY", "FREQ=MONTHLY", "FREQ=YEARLY", "INTERVAL=99999", "INTERVAL=-1", "BYDAY=5MO",
     "BYDAY=MO,60TU", "BYMONTHDAY=31", "BYMONTH=2", "BYSETPOS=-1", "COUNT=0", "UNTIL=1",
     "BYWEEKNO=53", "BYHOUR=25"]
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(PARTS, max_size=4).map(";".join))
def test_any_rule_is_refused_or_ends(rule: str) -> None:
    try:
        checked(rule)
    except InvalidInputError:
        return
    assert len(between(Repeated(rule, TUESDAY), TUESDAY, date(2027, 6, 1), BERLIN)) < 1001


USUAL = st.builds(
    ";".join,
    st.tuples(
        st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU",
                         "FREQ=WEEKLY;BYDAY=FR,MO", "FREQ=WEEKLY;WKST=MO;BYDAY=SU,WE",
                         "FREQ=WEEKLY;WKST=SU;BYDAY=SU,WE"]),
        st.sampled_from(["INTERVAL=1", "INTERVAL=2", "INTERVAL=3", "INTERVAL=11"]),
        st.sampled_from(["COUNT=1", "COUNT=2", "COUNT=40", "UNTIL=20270311",
                         "UNTIL=20260301T093000Z", "UNTIL=20270311T235959"]),
    ) | st.tuples(st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,SA;INTERVAL=2"])),
)  # fmt: skip


@settings(max_examples=200)
@given(USUAL, st.integers(0, 800), st.integers(0, 40))
def test_usual_rules_are_reckoned_as_dateutil_reads_them(
    rule: str, begin: int, length: int
) -> None:
    start = datetime(2026, 1, 1, 9, 30, tzinfo=UTC) + timedelta(days=begin % 13)
    first = date(2026, 1, 1) + timedelta(days=begin)
    end = first + timedelta(days=length)
    days = (datetime.combine(day, time.min) for day in (first, end))
    read = rrulestr(rule.removesuffix("Z"), dtstart=start.replace(tzinfo=None))
    expected = [moment.replace(tzinfo=UTC) for moment in read.between(*days, inc=True)]
    assert between(Repeated(rule, start), first, end, UTC) == expected


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=5", "FREQ=YEARLY"])
@pytest.mark.parametrize("begun", [(2020, 2, 28), (2020, 2, 29), (2020, 8, 31)])
def test_what_is_reckoned_quickly_is_what_the_long_way_finds(rule, begun):
    start = datetime(*begun, 9, tzinfo=UTC)
    for first in (date(2019, 1, 1), date(2026, 2, 28), date(2026, 3, 1)):
        end = first + timedelta(days=1900)
        long_way = between(Repeated(f"{rule};UNTIL=20400101", start), first, end, UTC)
        assert between(Repeated(rule, start), first, end, UTC) == long_way
        assert long_way
