"""A repetition is typed and shown in words of both languages."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain import repeat_words, repeats
from crm_tui.domain.reading import Reading
from crm_tui.domain.rule_days import WEEKDAYS
from crm_tui.i18n import Language

READING = Reading(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), ZoneInfo("Europe/Moscow"))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("every day", "FREQ=DAILY"),
        ("every 2 weeks", "FREQ=WEEKLY;INTERVAL=2"),
        ("every other week", "FREQ=WEEKLY;INTERVAL=2"),
        ("every quarter", "FREQ=MONTHLY;INTERVAL=3"),
        ("every tue", "FREQ=WEEKLY;BYDAY=TU"),
        ("every mon and thu", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("every working day", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("monthly", "FREQ=MONTHLY"),
        ("каждый вторник", "FREQ=WEEKLY;BYDAY=TU"),
        ("каждую неделю", "FREQ=WEEKLY"),
        ("раз в месяц", "FREQ=MONTHLY"),
        ("раз в 2 недели", "FREQ=WEEKLY;INTERVAL=2"),
        ("ежедневно", "FREQ=DAILY"),
        ("каждый рабочий день", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("every 2 weeks on mon and fri", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR"),
        ("каждую вторую неделю по средам", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
        ("по последним пятницам месяца", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("every 15th of the month", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("каждый последний день месяца", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("every", None),
        ("every client", None),
        ("every 2 months on mon", None),
        ("каждые 2 месяца", "FREQ=MONTHLY;INTERVAL=2"),
        ("каждое 2 число месяца", "FREQ=MONTHLY;BYMONTHDAY=2"),
        ("по первым клиентам", None),
        ("раз", None),
        ("week", None),
    ],
)
def test_repetitions_in_words(text: str, rule: str | None) -> None:
    assert repeats.read(text) == rule


SAID = st.builds(
    "{}{}".format,
    st.builds("FREQ={};INTERVAL={}".format,
              st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]), st.integers(2, 999))
    | st.sets(st.sampled_from(WEEKDAYS), min_size=1).map(
        lambda days: f"FREQ=WEEKLY;BYDAY={','.join(sorted(days, key=WEEKDAYS.index))}")
    | st.builds("FREQ=MONTHLY;BYDAY={}{}".format, st.sampled_from([1, 2, 3, 4, -1]),
                st.sampled_from(WEEKDAYS))
    | st.builds("FREQ=MONTHLY;BYMONTHDAY={}".format, st.sampled_from([-1, *range(1, 32)]))
    | st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY",
                       "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU"]),
    st.just("") | st.integers(1, 300).map(";COUNT={}".format)
    | st.dates(date(2026, 11, 25), date(2060, 1, 1)).map(";UNTIL={:%Y%m%d}T235959".format),
)  # fmt: skip


@settings(max_examples=100)
@given(SAID, st.sampled_from(["en", "ru"]))
def test_the_words_of_a_rule_mean_that_rule_when_they_are_typed(rule: str, code: str) -> None:
    words = repeat_words.in_words(rule, Language(code))
    assert "FREQ" not in words
    assert repeats.read_rule(words, READING) == rule


@pytest.mark.parametrize(
    "rule",
    ["FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
     "FREQ=DAILY;UNTIL=20270101T100000", "FREQ=MONTHLY;BYDAY=5MO", "FREQ=MONTHLY;BYMONTHDAY=1,15",
     "FREQ=DAILY;INTERVAL=1000", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1"],
)  # fmt: skip
def test_a_rule_that_has_no_words_stays_as_it_is(rule: str) -> None:
    assert repeat_words.in_words(rule, Language("ru")) == rule
