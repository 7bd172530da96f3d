"""What is understood of a line, and what stays text."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain import quick_add, ranges
from crm_tui.domain.reading import Reading
from crm_tui.errors import InvalidInputError

READING = Reading(datetime(2026, 11, 24, 6, 41, tzinfo=UTC), ZoneInfo("Europe/Moscow"))


@pytest.mark.parametrize(
    ("line", "subject", "kind", "when"),
    [
        ("send offer fri", "send offer", None, "2026-11-27"),
        ("tomorrow call Ivanov at 15:00", "call Ivanov", "call", "2026-11-25 15:00"),
        ("в пятницу позвонить в 10", "позвонить", "call", "2026-11-27 10:00"),
        ("встреча с Ромашкой в пт 10:00-11:30", "встреча с Ромашкой", "meeting",
         "2026-11-27 10:00"),
        ("отчёт каждый пн в 9 утра", "отчёт", None, "2026-11-30 09:00"),
        ("отчёт каждые 2 недели по пн и ср в 9", "отчёт", None, "2026-11-25 09:00"),
        ("report every other mon 9:00", "report", None, "2026-11-30 09:00"),
        ('call "Sun Microsystems" mon', 'call "Sun Microsystems"', "call", "2026-11-30"),
        ("demo today 15:00-16:30 for four", "demo for four", None, "2026-11-24 15:00"),
        ("поздравить 5 января", "поздравить", None, "2027-01-05"),
        ("buy cable 10м at 3 shops", "buy cable 10м at 3 shops", None, None),
        ("price 1.5 million", "price 1.5 million", None, None),
        ("morning report", "morning report", None, None),
        ("mail a@b.com", "mail a@b.com", "email", None),
        ("встреча 10:00-09:00", "встреча 10:00-09:00", "meeting", None),
        ("pay 31.02", "pay 31.02", None, None),
        ("ring Petrov in half an hour", "ring Petrov", "call", "2026-11-24 10:11"),
        ("перезвонить через 2 часа Петрову", "перезвонить Петрову", "call", "2026-11-24 11:41"),
        ("позвонить в 3 часа дня", "позвонить", "call", "2026-11-24 15:00"),
        ("lunch with Bob thu 1pm-2pm", "lunch with Bob", None, "2026-11-26 13:00"),
        ("обед с Борей чт 13-14", "обед с Борей", None, "2026-11-26 13:00"),
        ("meeting from 10 to 12 with Acme on wed", "meeting with Acme", "meeting",
         "2026-11-25 10:00"),
        ("demo tue 10-11am", "demo", None, "2026-12-01 10:00"),
        ("call tomorrow 2-3 pallets", "call 2-3 pallets", "call", "2026-11-25"),
        ("визит в Казань с 1 по 3 декабря", "визит в Казань", "visit", "2026-12-01"),
        ("trade fair nov 24-26", "trade fair", None, "2026-11-24"),
        ("holiday 28.12 - 8.1", "holiday", None, "2026-12-28"),
        ("demo 3rd of december 11:00", "demo", None, "2026-12-03 11:00"),
        ("call Olga 10.12 at 11.30", "call Olga", "call", "2026-12-10 11:30"),
        ("call tomorrow at 9 in the morning", "call", "call", "2026-11-25 09:00"),
        ("созвон в понедельник в девять вечера", "созвон", "call", "2026-11-30 21:00"),
        ("каждый понедельник в 9 планёрка", "планёрка", None, "2026-11-30 09:00"),
        ("счёт №15 от 12.11 завтра", "счёт №15 от 12.11", None, "2026-11-25"),
        ("order No 25.11 arrived", "order No 25.11 arrived", None, None),
        ("отправить кп сегодня до 18:00", "отправить кп", None, "2026-11-24 18:00"),
        ("скидка 5% до 30.11", "скидка 5%", None, "2026-11-30"),
        ("позвонить Среде завтра", "позвонить Среде", "call", "2026-11-25"),
        ("визит в Май завтра", "визит в Май", "visit", "2026-11-25"),
        ("call Bob 3pm", "call Bob", "call", "2026-11-24 15:00"),
        ("remind me tomorrow at 9 to call Bob", "call Bob", "call", "2026-11-25 09:00"),
        ("call Bob next week tue 10:00", "call Bob", "call", "2026-12-01 10:00"),
        ("позвонить через неделю в пятницу", "позвонить", "call", "2026-12-04"),
        ("Позвонить Бобу. Завтра!", "Позвонить Бобу.", "call", "2026-11-25"),
        ("meeting fri 27 nov 10-11", "meeting", "meeting", "2026-11-27 10:00"),
        ("отпуск 28 декабря - 8 января", "отпуск", None, "2026-12-28"),
        ("дежурство завтра 22:00-06:00", "дежурство", None, "2026-11-25 22:00"),
        ("call bob in an hour and a half", "call bob", "call", "2026-11-24 11:11"),
        ("meeting tomorrow 10:00 to 11:00", "meeting", "meeting", "2026-11-25 10:00"),
        ("night 24 dec 22:00 to 25 dec 06:00", "night", None, "2026-12-24 22:00"),
        ("ярмарка с 1 декабря 9:00 до 3 декабря 18:00", "ярмарка", None, "2026-12-01 09:00"),
        ("holiday 24 dec to 2 jan", "holiday", None, "2026-12-24"),
        ("call 5 to 6 clients", "call 5 to 6 clients", "call", None),
        ("ужин вечером в 8 с Бобом", "ужин с Бобом", None, "2026-11-24 20:00"),
        ("send reminder tomorrow 10:00", "send reminder", None, "2026-11-25 10:00"),
        ("купить кабель 30м завтра", "купить кабель 30м", None, "2026-11-25"),
        ("call from 2 to 3 pallets", "call from 2 to 3 pallets", "call", None),
        ("price between 5 and 6 dollars", "price between 5 and 6 dollars", None, None),
        ("цена между 5 и 6 рублями", "цена между 5 и 6 рублями", None, None),
        ("с 10 до 12 разобрать склад", "разобрать склад", None, "2026-11-24 10:00"),
        ("meeting fri between 2 and 3pm", "meeting", "meeting", "2026-11-27 14:00"),
        ("встреча в пт с 8 до 9 вечера", "встреча", "meeting", "2026-11-27 20:00"),
        ("встреча с 11 до 1 дня", "встреча", "meeting", "2026-11-24 11:00"),
        ("call in 2 days after the fair", "call in 2 days after the fair", "call", None),
        ("позвонить через день после выставки", "позвонить через день после выставки", "call",
         None),
        ("позвонить 31 февраля в 15:00", "позвонить 31 февраля в 15:00", "call", None),
        ("call Bob 12/25 at 15:00", "call Bob 12/25 at 15:00", "call", None),
        ("demo 31.02 10:00-11:30", "demo 31.02 10:00-11:30", None, None),
        ("pay 31.02 tomorrow at 9", "pay 31.02", None, "2026-11-25 09:00"),
        ("support 24/7 call at 15:00", "support 24/7 call", None, "2026-11-24 15:00"),
        ("price 15.50 at 16:00", "price 15.50", None, "2026-11-24 16:00"),
        ("check stock first monday of december 8am", "check stock", None, "2026-12-07 08:00"),
        ("call Ann first thing tomorrow", "call Ann", "call", "2026-11-25 09:00"),
        ("first thing report", "first thing report", None, None),
        ("отчёт к 1-му декабря", "отчёт", None, "2026-12-01"),
        ("book room 15:00 tomorrow", "book room", None, "2026-11-25 15:00"),
        ("close section tomorrow", "close section", None, "2026-11-25"),
        ("call Bob, but tomorrow", "call Bob, but", "call", "2026-11-25"),
        ("version 2.10 notes", "version 2.10 notes", None, None),
        ("позвонить в 15 ч 30 мин", "позвонить", "call", "2026-11-24 15:30"),
        ("работа на 1 час 15 минут завтра в 10", "работа", None, "2026-11-25 10:00"),
        ("call Ann on 2026-12-03T10:00", "call Ann", "call", "2026-12-03 10:00"),
        ("call Ann every day at 9", "call Ann", "call", "2026-11-25 09:00"),
        ("отчёт каждый день кроме пятницы", "отчёт кроме пятницы", None, "2026-11-24"),
    ],
)  # fmt: skip
def test_dates_are_taken_out_and_the_rest_stays(
    line: str, subject: str, kind: str | None, when: str | None
) -> None:
    found = quick_add.read(line, READING)
    moment = found.moment
    if isinstance(moment, datetime):
        moment = moment.astimezone(READING.zone).replace(tzinfo=None)
    assert (found.subject, found.kind and found.kind.value) == (subject, kind)
    assert (str(moment)[:16] if moment else None) == when


def test_marks_are_taken_out_wherever_they_stand() -> None:
    found = quick_add.read("!! #hot call Bob @olga #vip 45m every week", READING)
    assert (found.subject, found.tags, found.somebody) == ("call Bob", ("hot", "vip"), "olga")
    assert (found.priority, found.minutes, found.rule) == ("high", 45, "FREQ=WEEKLY")
    assert found.moment == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("line", "unread"),
    [
        ("pay 31.02", "31.02"),
        ("meeting 10:00-09:00 tomorrow", "10:00-09:00"),
        ("call Bob 32 dec at 25:00", "32 dec, 25:00"),
        ("call 12/1, please", "12/1"),
        ("счёт №15 от 12.11 завтра", ""),
        ("price 1.5 million", ""),
        ("1:1 with Ivan fri", ""),
    ],
)
def test_what_looks_like_a_date_and_is_none_is_told(line: str, unread: str) -> None:
    assert ", ".join(quick_add.read(line, READING).unread) == unread


@pytest.mark.parametrize(
    ("line", "rule", "reminders"),
    [
        ("по вторникам встреча в 11", "FREQ=WEEKLY;BYDAY=TU", None),
        ("1:1 with Ivan on mondays and fridays", "FREQ=WEEKLY;BYDAY=MO,FR", None),
        ("1:1 every other friday 14:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", None),
        ("отчёт каждую последнюю пятницу", "FREQ=MONTHLY;BYDAY=-1FR", None),
        ("review every first monday of the month", "FREQ=MONTHLY;BYDAY=1MO", None),
        ("летучка по будням в 9:15", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", None),
        ("отчёт 25 числа каждого месяца", "FREQ=MONTHLY", None),
        ("отчёт еженедельно по пятницам", "FREQ=WEEKLY;BYDAY=FR", None),
        ("отчёт каждый день, кроме выходных", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", None),
        ("report every day except weekends", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", None),
        ("pay rent every 1st", "FREQ=MONTHLY;BYMONTHDAY=1", None),
        ("remind me in 20 minutes to check the oven", None, "2026-11-24 10:01+03:00"),
        ("remind me to call Bob tomorrow at 5", None, "0m"),
        ("напомни мне позвонить Бобу завтра в 17:00", None, "0m"),
        ("remind the client about prices", None, None),
        ("call 15:00 remind 15m and 1d", None, "15m, 1d"),
        ("call 15:00 reminder 30m", None, "30m"),
        ("звонок пт 10:00 напоминание за 30 мин", None, "30m"),
        ("напомни за день и за час встреча в 15", None, "1d, 1h"),
    ],
)  # fmt: skip
def test_repetitions_and_reminders_are_taken_out(
    line: str, rule: str | None, reminders: str | None
) -> None:
    found = quick_add.read(line, READING)
    assert (found.rule, found.reminders) == (rule, reminders)


WORDS = st.lists(
    st.sampled_from(
        ["call", "!x", "!!", "#a", "@b", "в", "пт", "15:00", "10-11:30", "30m", "every", "week",
         '"', "-", "from", "to", "25.12", "C-1", "last", "working", "day", "of", "12-1pm"]
    ),
    max_size=12,
).map(" ".join)  # fmt: skip


@settings(max_examples=80)
@given(st.text(max_size=80) | WORDS)
def test_any_line_is_a_plan(line: str) -> None:
    found = quick_add.read(line, READING)
    words = {word.strip(",;") for text in (line, line.replace("!", " ")) for word in text.split()}
    assert {word.strip(",;") for word in found.subject.split()} <= words


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("24-26 nov", date(2026, 11, 24), date(2026, 11, 26)),
        ("пн-ср", date(2026, 11, 30), date(2026, 12, 2)),
        ("с 10 до 12:30", datetime(2026, 11, 24, 7, tzinfo=UTC),
         datetime(2026, 11, 24, 9, 30, tzinfo=UTC)),
        ("from 10 to 11:30 on monday", datetime(2026, 11, 30, 7, tzinfo=UTC),
         datetime(2026, 11, 30, 8, 30, tzinfo=UTC)),
        ("mon to wed", date(2026, 11, 30), date(2026, 12, 2)),
        ("wed 10am to 11am", datetime(2026, 11, 25, 7, tzinfo=UTC),
         datetime(2026, 11, 25, 8, tzinfo=UTC)),
        ("12-1pm", datetime(2026, 11, 24, 9, tzinfo=UTC), datetime(2026, 11, 24, 10, tzinfo=UTC)),
        ("11-1pm", datetime(2026, 11, 24, 8, tzinfo=UTC), datetime(2026, 11, 24, 10, tzinfo=UTC)),
        ("10-12pm", datetime(2026, 11, 24, 7, tzinfo=UTC), datetime(2026, 11, 24, 9, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_ranges_are_understood(text: str, first: date, last: date) -> None:
    assert ranges.read(text, READING) == (first, last)


def test_what_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="10:00-09:00 ends before it begins"):
        ranges.read("10:00-09:00", READING)


def test_minutes_with_a_russian_letter_count_behind_the_hour() -> None:
    found = quick_add.read("позвонить Иванову завтра в 15:00 30м насчёт кабеля 20м", READING)
    assert (found.subject, found.minutes) == ("позвонить Иванову насчёт кабеля 20м", 30)
