"""A table of phrases: all of a phrase is understood, or it is refused."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crm_tui.domain import dates, durations
from crm_tui.domain.reading import Reading
from crm_tui.errors import InvalidInputError

MOSCOW = ZoneInfo("Europe/Moscow")
READING = Reading(datetime(2026, 11, 24, 6, 41, tzinfo=UTC), MOSCOW, ahead=True)
"""Tuesday, 24 November 2026, 09:41 in Moscow."""

PHRASES = """
послезавтра в 9                26.11.2026 09:00
в понедельник                  30.11.2026
в понедельник в 10             30.11.2026 10:00
в следующий четверг в 14:30    03.12.2026 14:30
в эту среду                    25.11.2026
к четвергу                     26.11.2026
до среды                       25.11.2026
до конца недели                27.11.2026
к концу месяца                 30.11.2026
в пт на следующей неделе       04.12.2026
в пятницу на следующей неделе  04.12.2026
через день                     25.11.2026
через 10 дней                  04.12.2026
через 45 минут                 24.11.2026 10:26
через квартал                  24.02.2027
позавчера                      22.11.2026
5 декабря                      05.12.2026
5 дек                          05.12.2026
5-го декабря                   05.12.2026
31 декабря 2026                31.12.2026
1.12                           01.12.2026
01.12.26                       01.12.2026
25.12.2026 15:00               25.12.2026 15:00
в 7 вечера                     24.11.2026 19:00
в полночь                      24.11.2026 00:00
в два часа дня                 24.11.2026 14:00
в 9:15                         24.11.2026 09:15
к 18:00                        24.11.2026 18:00
завтра днём                    25.11.2026 14:00
завтра к обеду                 25.11.2026 13:00
сегодня вечером                24.11.2026 18:00
сегодня в 18                   24.11.2026 18:00
в субботу утром                28.11.2026 09:00
в выходные                     28.11.2026
в первый понедельник февраля   01.02.2027
во второй вторник месяца       08.12.2026
в последний четверг месяца     26.11.2026
31 февраля                     -
32 декабря                     -
в 25:00                        -
завтра позвонить               -
first monday of january         04.01.2027
last friday of the month       27.11.2026
последняя пятница месяца       27.11.2026
3rd of december                03.12.2026
by 30.11                       30.11.2026
до 30.11                       30.11.2026
in january                     01.01.2027
в январе                       01.01.2027
this afternoon                 24.11.2026 14:00
чт 11.30                       26.11.2026 11:30
в 16.30                        24.11.2026 16:30
в девять вечера                24.11.2026 21:00
без пятнадцати десять          24.11.2026 09:45
в час дня                      24.11.2026 13:00
tmr 3pm                        25.11.2026 15:00
weds at 9 in the morning       25.11.2026 09:00
today                          24.11.2026
tonight                        24.11.2026 18:00
tomorrow                       25.11.2026
tmrw                           25.11.2026
yesterday                      23.11.2026
day after tomorrow             26.11.2026
the day before yesterday       22.11.2026
tue                            01.12.2026
next tue                       01.12.2026
this tue                       24.11.2026
wednesday                      25.11.2026
on fri                         27.11.2026
by friday                      27.11.2026
next friday                    04.12.2026
last mon                       23.11.2026
last friday                    20.11.2026
fri next week                  04.12.2026
mon this week                  23.11.2026
next week                      30.11.2026
next month                     01.12.2026
next quarter                   01.01.2027
next year                      01.01.2027
weekend                        28.11.2026
on the weekend                 28.11.2026
in 3 days                      27.11.2026
in three days                  27.11.2026
in a week                      01.12.2026
in two weeks                   08.12.2026
in a couple of weeks           08.12.2026
in a fortnight                 08.12.2026
in a month                     24.12.2026
in half a year                 24.05.2027
in 1 year                      24.11.2027
in 3 working days              27.11.2026
in 5 business days             01.12.2026
2 days ago                     22.11.2026
a week ago                     17.11.2026
3d                             27.11.2026
+1w                            01.12.2026
-2d                            22.11.2026
eow                            27.11.2026
eom                            30.11.2026
eoq                            31.12.2026
eoy                            31.12.2026
end of month                   30.11.2026
end of the month               30.11.2026
at the end of next month       31.12.2026
end of november                30.11.2026
end of next week               04.12.2026
start of next quarter          01.01.2027
15th                           15.12.2026
the 30th                       30.11.2026
on the 24th                    24.11.2026
31st                           31.12.2026
25.12                          25.12.2026
24.11                          24.11.2026
5.1                            05.01.2027
5 jan                          05.01.2027
jan 5                          05.01.2027
dec 25th                       25.12.2026
1 dec 2026                     01.12.2026
2026-12-01                     01.12.2026
1/12/2026                      -
15:00                          24.11.2026 15:00
at 15:00                       24.11.2026 15:00
at 3                           24.11.2026 15:00
at 9                           24.11.2026 09:00
3pm                            24.11.2026 15:00
3 pm                           24.11.2026 15:00
at 3:30pm                      24.11.2026 15:30
12am                           24.11.2026 00:00
12pm                           24.11.2026 12:00
noon                           24.11.2026 12:00
tomorrow noon                  25.11.2026 12:00
tomorrow at noon               25.11.2026 12:00
tomorrow morning               25.11.2026 09:00
fri afternoon                  27.11.2026 14:00
monday evening                 30.11.2026 18:00
tomorrow in the morning        25.11.2026 09:00
half past 3                    24.11.2026 15:30
tomorrow at half past nine     25.11.2026 09:30
quarter to 5                   24.11.2026 16:45
quarter past ten               24.11.2026 10:15
10 to 4                        24.11.2026 15:50
5 past 11                      24.11.2026 11:05
tomorrow 15:00                 25.11.2026 15:00
15:00 tomorrow                 25.11.2026 15:00
at 3pm on friday               27.11.2026 15:00
fri at 10:00                   27.11.2026 10:00
fri 10am                       27.11.2026 10:00
next tue 9:30                  01.12.2026 09:30
1 dec 14:00                    01.12.2026 14:00
25.12 at 10                    25.12.2026 10:00
eod                            24.11.2026 18:00
tomorrow eod                   25.11.2026 18:00
now                            24.11.2026 09:41
in 20 minutes                  24.11.2026 10:01
in half an hour                24.11.2026 10:11
in an hour                     24.11.2026 10:41
in 2 hours                     24.11.2026 11:41
in 1h30                        24.11.2026 11:11
an hour ago                    24.11.2026 08:41
in 3 days 15:00                27.11.2026 15:00
сегодня                        24.11.2026
завтра                         25.11.2026
послезавтра                    26.11.2026
вчера                          23.11.2026
в пт                           27.11.2026
во вторник                     01.12.2026
в среду                        25.11.2026
к пятнице                      27.11.2026
в следующий вторник            01.12.2026
в следующую пятницу            04.12.2026
пт на следующей неделе         04.12.2026
в пятницу на этой неделе       27.11.2026
прошлый понедельник            23.11.2026
на следующей неделе            30.11.2026
в следующем месяце             01.12.2026
на выходных                    28.11.2026
через неделю                   01.12.2026
через две недели               08.12.2026
через пару недель              08.12.2026
через месяц                    24.12.2026
через полгода                  24.05.2027
через год                      24.11.2027
через 3 дня                    27.11.2026
через 3 рабочих дня            27.11.2026
3 дня назад                    21.11.2026
неделю назад                   17.11.2026
до конца месяца                30.11.2026
до пятницы                     27.11.2026
в конце месяца                 30.11.2026
к концу недели                 27.11.2026
в конце следующего месяца      31.12.2026
конец ноября                   30.11.2026
в начале следующего месяца     01.12.2026
15 числа                       15.12.2026
30-го                          30.11.2026
5 января                       05.01.2027
25 дек                         25.12.2026
в 15:00                        24.11.2026 15:00
в 15                           24.11.2026 15:00
в 3                            24.11.2026 15:00
в 3 дня                        24.11.2026 15:00
в 9 утра                       24.11.2026 09:00
завтра в 15:00                 25.11.2026 15:00
завтра в 15                    25.11.2026 15:00
завтра утром                   25.11.2026 09:00
завтра вечером                 25.11.2026 18:00
завтра после обеда             25.11.2026 14:00
в пятницу в обед               27.11.2026 13:00
в полдень                      24.11.2026 12:00
в половине четвёртого          24.11.2026 15:30
полчетвёртого                  24.11.2026 15:30
без четверти пять              24.11.2026 16:45
завтра без пяти десять         25.11.2026 09:55
четверть пятого                24.11.2026 16:15
в 9 утра в пятницу             27.11.2026 09:00
через полчаса                  24.11.2026 10:11
через час                      24.11.2026 10:41
через полтора часа             24.11.2026 11:11
через 2 часа                   24.11.2026 11:41
час назад                      24.11.2026 08:41
сейчас                         24.11.2026 09:41
31.02                          -
31.02.2026                     -
31 february                    -
30 февраля 15:00               -
32 мая                         -
12/25                          -
25:00                          -
13pm                           -
half past                      -
half past 30                   -
без четверти                   -
next                           -
in 3                           -
через                          -
через 3                        -
every day                      -
someday                        -
когда-нибудь                   -
tomorrow tomorrow              -
fri mon                        -
завтра 15:00 16:00             -
call tomorrow                  -
15                             -
40th                           -
in 999999 years                -
fri 27 nov                        27.11.2026
friday, 27 november               27.11.2026
wednesday 25th                    25.11.2026
fri 28 nov                        -
a week from now                   01.12.2026
3 days from now                   27.11.2026
a week from tomorrow              02.12.2026
the week after next               07.12.2026
tomorrow first thing              25.11.2026 09:00
tomorrow night                    25.11.2026 18:00
tomorrow lunchtime                25.11.2026 13:00
after 15:00                       24.11.2026 15:00
beginning of january              01.01.2027
in two and a half hours           24.11.2026 12:11
last day of the month             30.11.2026
last working day of january       29.01.2027
first day of next month           01.12.2026
next working day                  25.11.2026
1st of next month                 01.12.2026
coming friday                     27.11.2026
next week fri                     04.12.2026
in 2 weeks on monday              07.12.2026
wed 25                            -
last day                          -
last working day                  -
первый рабочий день               -
day of the month                  -
40th of next month                -
from now                          -
monday from                       -
tomorrow from                     -
and a half hours                  -
в пт 27 ноября                    27.11.2026
пятница, 27 ноября                27.11.2026
2 декабря, среда                  02.12.2026
ср 02.12                          02.12.2026
ср, 02.12, 14:00                  02.12.2026 14:00
чт 02.12                          -
в пятницу 27-го                   27.11.2026
27 ноября 2026 г.                 27.11.2026
27 ноября 2026 года в 10 часов    27.11.2026 10:00
через неделю в пятницу            04.12.2026
через две недели в понедельник    07.12.2026
на следующей неделе в пт          04.12.2026
на будущей неделе                 30.11.2026
в будущий вторник                 01.12.2026
в ближайшую пятницу               27.11.2026
через два с половиной часа        24.11.2026 12:11
завтра с утра                     25.11.2026 09:00
завтра к вечеру                   25.11.2026 18:00
после 15:00                       24.11.2026 15:00
15 числа следующего месяца        15.12.2026
в последний день месяца           30.11.2026
в последний рабочий день декабря  31.12.2026
в первый рабочий день месяца      01.12.2026
в следующий рабочий день          25.11.2026
последний день                    -
на днях                           -
скоро                             -
на той неделе                     -
завтра ночью                      -
0 числа следующего месяца         -
tonight at 8                      24.11.2026 20:00
at 8 tonight                      24.11.2026 20:00
tomorrow evening at 7             25.11.2026 19:00
wed afternoon at 2:30             25.11.2026 14:30
tomorrow morning at 8             25.11.2026 08:00
сегодня вечером в 8               24.11.2026 20:00
завтра вечером в 19:30            25.11.2026 19:30
завтра утром в 10                 25.11.2026 10:00
вечером в 25                      -
in 2 hrs                          24.11.2026 11:41
before 5 dec                      05.12.2026
before friday                     27.11.2026
a week on tuesday                 08.12.2026
two weeks on fri                  11.12.2026
a week on                         -
mid december                      15.12.2026
mid-january                       15.01.2027
in the middle of next month       15.12.2026
в середине декабря                15.12.2026
в середине недели                 25.11.2026
в середине следующей недели       02.12.2026
в середине                        -
tommorow                          25.11.2026
завтро в 9                        25.11.2026 09:00
завтра к 9-00                     25.11.2026 09:00
завтра в девять тридцать          25.11.2026 09:30
в девять тридцать вечера          24.11.2026 21:30
завтра в полвосьмого утра         25.11.2026 07:30
завтра без четверти семь утра     25.11.2026 06:45
в половине первого ночи           24.11.2026 00:30
завтра в 15 ч 30 мин              25.11.2026 15:30
в 3 часа 30 минут                 24.11.2026 15:30
в 25 ч 30 мин                     -
в двадцать тридцать               -
half past 7 in the morning        24.11.2026 07:30
tomorrow at nine thirty           25.11.2026 09:30
at ten forty-five                 24.11.2026 10:45
at ninety thirty                  -
"""
TABLE = [tuple(part.strip() for part in line.rsplit("  ", 1)) for line in PHRASES.split("\n")[1:-1]]


def test_the_table_is_long() -> None:
    assert len({phrase for phrase, _answer in TABLE}) == len(TABLE) > 150


def read(phrase: str) -> str:
    """What is understood, written as in the table."""
    try:
        found = dates.read_moment(phrase, READING)
    except InvalidInputError:
        return "-"
    if isinstance(found, datetime):
        return found.astimezone(MOSCOW).strftime("%d.%m.%Y %H:%M")
    return found.strftime("%d.%m.%Y")


def test_a_phrase_is_understood_whole_or_refused() -> None:
    found = [(phrase, read(phrase)) for phrase, _answer in TABLE]
    assert found == TABLE


def test_what_is_understood_reads_back_from_its_echo() -> None:
    answers = [answer for _phrase, answer in TABLE if answer != "-"]
    assert [read(answer) for answer in answers] == answers


def test_the_end_of_a_february_to_come_is_its_29th_in_a_leap_year() -> None:
    late = Reading(datetime(2027, 11, 24, 6, 41, tzinfo=UTC), MOSCOW, ahead=True)
    assert dates.read_day("end of february", late) == date(2028, 2, 29)


def test_a_filter_means_this_year_and_a_plan_the_next_time() -> None:
    here = Reading(READING.now, MOSCOW)
    assert dates.read_day("5 jan", here) == date(2026, 1, 5)
    assert dates.read_day("5 jan", READING) == date(2027, 1, 5)


BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("now", "phrase", "moment"),
    [
        # The night in which the clock goes from 02:00 to 03:00.
        ("2026-03-28T12", "tomorrow 02:30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("2026-03-28T12", "завтра в 9", datetime(2026, 3, 29, 7, 0, tzinfo=UTC)),
        ("2026-03-29T00", "in 2 hours", datetime(2026, 3, 29, 2, 0, tzinfo=UTC)),
        # The night in which it goes from 03:00 to 02:00: the first of the two.
        ("2026-10-24T12", "tomorrow 02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-24T12", "завтра в 9", datetime(2026, 10, 25, 8, 0, tzinfo=UTC)),
        ("2026-10-24T12", "in a week", date(2026, 10, 31)),
    ],
)
def test_the_time_on_the_clock_is_meant_also_when_the_clocks_change(
    now: str, phrase: str, moment: date
) -> None:
    reading = Reading(datetime.fromisoformat(f"{now}:00Z"), BERLIN)
    assert dates.read_moment(phrase, reading) == moment


def test_midnight_in_the_zone_decides_which_day_is_today() -> None:
    late = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
    assert dates.read_day("tomorrow", Reading(late, ZoneInfo("Europe/London"))).day == 25
    assert dates.read_day("tomorrow", Reading(late, ZoneInfo("Asia/Kathmandu"))).day == 26


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("30m", 30), ("1h", 60), ("1h30", 90), ("1h30m", 90), ("1.5h", 90), ("1,5 ч", 90),
        ("90 min", 90), ("45 мин", 45), ("полчаса", 30), ("полтора часа", 90), ("2 часа", 120),
        ("час", 60), ("1 ч 30 мин", 90), ("half an hour", 30), ("an hour", 60), ("two hours", 120),
        ("3 days", None), ("30", None), ("", None), ("0m", None), ("1h30x", None), ("10 км", None),
    ],
)  # fmt: skip
def test_spans_of_the_clock_are_understood(text: str, minutes: int | None) -> None:
    assert durations.read(text) == (timedelta(minutes=minutes) if minutes else None)
