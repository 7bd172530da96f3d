import dataclasses
import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain import cleaning, values
from crm_tui.domain.clients import Client
from crm_tui.domain.fields import (
    NOTE_LIMIT,
    Choice,
    Field,
    Kind,
    Link,
    Value,
    by_name,
    described,
)
from crm_tui.domain.money import Amount
from crm_tui.domain.plain_values import as_json, plain
from crm_tui.domain.reading import Reading
from crm_tui.domain.values import NewChoice, Reference, parse
from crm_tui.errors import InvalidInputError

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")
READING = Reading(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), MOSCOW)
CLIENT = by_name(described(Client))
INDUSTRY = dataclasses.replace(
    CLIENT["industry"],
    choices=(Choice("retail", "Retail"), Choice("food", "Food and drink", shipped=False)),
)
RUSSIAN = {"Retail": "Розница", "lead": "лид", "Food and drink": "Еда"}


def of_kind(kind: Kind) -> Field:
    return Field("something", "Something", kind)


def translate(text: str) -> str:
    return RUSSIAN.get(text, text)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (CLIENT["name"], "  Acme\nLtd ", "Acme Ltd"),
        (CLIENT["name"], " \t ", None),
        (CLIENT["notes"], "one\r\ntwo\tthree\n", "one\ntwo\tthree"),
        (CLIENT["website"], "https://acme.example", "https://acme.example"),
        (of_kind(Kind.NUMBER), "1 234,5", 1234.5),
        (CLIENT["turnover"], "1 234,50", Amount(123450)),
        (CLIENT["turnover"], "€5", Amount(500, "EUR")),
        (of_kind(Kind.DATE), "24.11.2026", date(2026, 11, 24)),
        (CLIENT["first_touch_at"], "завтра", date(2026, 11, 25)),
        (
            CLIENT["first_touch_at"],
            "24.11.2026 15:00",
            datetime(2026, 11, 24, 12, 0, tzinfo=UTC),
        ),
        (CLIENT["lifecycle"], "LEAD", "lead"),
        (CLIENT["lifecycle"], "Лид", "lead"),
        (INDUSTRY, "розница", "retail"),
        (INDUSTRY, "food and DRINK", "food"),
        (INDUSTRY, "Mining", NewChoice("Mining")),
        (INDUSTRY, "Еда", NewChoice("Еда")),
        (of_kind(Kind.FLAG), "Да", True),
        (of_kind(Kind.FLAG), "no", False),
        (CLIENT["owner"], "Anna", Reference("Anna")),
        (CLIENT["phone"], "8 495 555-12-34;ask Anna", "8 495 555-12-34, ask Anna"),
        (CLIENT["email"], "a@acme.example; b@acme.example", "a@acme.example, b@acme.example"),
        (CLIENT["email"], ";", None),
    ],
)
def test_text_becomes_the_value_of_its_field(field: Field, text: str, value: object) -> None:
    assert parse(field, text, READING, translate) == value


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        (CLIENT["lifecycle"], "laed", "did you mean lead?"),
        (CLIENT["lifecycle"], "???", "is none of suspect, lead"),
        (CLIENT["email"], "a@acme.example, nobody", "nobody is no e-mail address"),
        (CLIENT["turnover"], "much", "much is no sum"),
        (CLIENT["first_touch_at"], "12/25", "12/25 is no date"),
        (of_kind(Kind.NUMBER), "few", "few is no number"),
        (of_kind(Kind.FLAG), "maybe", "neither yes nor no"),
        (CLIENT["name"], "x" * 501, "at most 500 characters"),
        (CLIENT["notes"], "я" * (NOTE_LIMIT // 2 + 1), "at most 1048576 bytes"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_field(
    field: Field, text: str, message: str
) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        parse(field, text, READING)
    assert message in str(refusal.value)
    assert refusal.value.field == field.name


def test_texts_up_to_the_limit_are_kept() -> None:
    assert parse(CLIENT["name"], "я" * 500, READING) == "я" * 500
    assert parse(CLIENT["notes"], "я" * (NOTE_LIMIT // 2), READING) == "я" * (NOTE_LIMIT // 2)


@pytest.mark.parametrize(
    "text", ["\x1b]52;c;AAAA\x07Acme", "Ac\x00me", "\u202eAcme\u202c", "Acme\x9b", "\ud800Acme"]
)
def test_nothing_that_drives_a_terminal_is_kept(text: str) -> None:
    assert cleaning.CONTROLS.search(values.clean(text)) is None
    assert values.clean(text).endswith("me")


@given(st.text(), st.booleans())
def test_cleaning_twice_changes_nothing_more(text: str, lines: bool) -> None:
    cleaned = values.clean(text, lines=lines)
    assert values.clean(cleaned, lines=lines) == cleaned
    assert lines or "\n" not in cleaned


@given(st.sampled_from(Kind), st.text())
def test_any_text_is_read_or_refused(kind: Kind, text: str) -> None:
    try:
        value = parse(of_kind(kind), text, READING)
    except InvalidInputError as refusal:
        message = str(refusal)
    else:
        message = "read"
        assert value is None or values.clean(text, lines=True)
    assert message


@given(st.text())
def test_a_kept_text_reads_back(text: str) -> None:
    for name in ("name", "notes", "phone", "website"):
        value = parse(CLIENT[name], text[:200], READING)
        assert value is None or isinstance(value, str)
        assert parse(CLIENT[name], plain(CLIENT[name], value, None, MOSCOW), READING) == value


@given(st.integers(-(2**62), 2**62), st.sampled_from(["RUB", "JPY", "KWD"]))
def test_a_sum_reads_back_in_the_currency_of_its_record(minor: int, currency: str) -> None:
    field = CLIENT["turnover"]
    reading = dataclasses.replace(READING, currency=currency)
    assert parse(field, plain(field, minor, currency, MOSCOW), reading) == Amount(minor)


@given(
    st.dates(date(1001, 1, 1), date(8998, 12, 31))
    | st.integers(-30 * 10**9, 221 * 10**9).map(lambda second: datetime.fromtimestamp(second, UTC)),
    st.sampled_from([MOSCOW, BERLIN, ZoneInfo("America/New_York")]),
)
def test_a_moment_reads_back_in_its_zone(value: date, zone: ZoneInfo) -> None:
    field = CLIENT["first_touch_at"]
    reading = dataclasses.replace(READING, zone=zone)
    assert parse(field, plain(field, value, None, zone), reading) == value


def test_the_hour_that_the_clock_shows_twice_reads_back() -> None:
    field = CLIENT["first_touch_at"]
    reading = dataclasses.replace(READING, zone=BERLIN)
    for hour in (0, 1):
        moment = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
        assert parse(field, plain(field, moment, None, BERLIN), reading) == moment


@given(st.booleans() | st.integers(-(10**15), 10**15) | st.floats(-1e15, 1e15, allow_nan=False))
def test_numbers_and_flags_read_back(value: float) -> None:
    field = of_kind(Kind.FLAG if isinstance(value, bool) else Kind.NUMBER)
    assert parse(field, plain(field, value, None, MOSCOW), READING) == value


def test_choices_links_and_empty_values_read_back() -> None:
    assert parse(INDUSTRY, plain(INDUSTRY, "food", None, MOSCOW), READING) == "food"
    owner = plain(CLIENT["owner"], Link(3, "Anna"), None, MOSCOW)
    assert parse(CLIENT["owner"], owner, READING) == Reference("Anna")
    assert plain(CLIENT["owner"], Link(3, ""), None, MOSCOW) == "U-3"
    assert parse(CLIENT["city"], plain(CLIENT["city"], None, None, MOSCOW), READING) is None


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Food and drink", "food-and-drink"),
        ("Ёлки, палки!", "елки-палки"),
        ("None", "none-1"),
        ("!", "21"),
    ],
)
def test_new_labels_get_keys_that_a_filter_can_name(label: str, key: str) -> None:
    assert values.choice_key(label) == key


@pytest.mark.parametrize(
    ("name", "value", "shape"),
    [
        ("name", "Acme", "Acme"),
        ("name", None, None),
        ("owner", Link(3, "Anna"), {"id": "U-3", "name": "Anna"}),
        ("turnover", 123450, {"amount": "1234.50", "currency": "RUB"}),
        ("turnover", None, None),
        ("first_touch_at", date(2026, 11, 24), "2026-11-24"),
        (
            "first_touch_at",
            datetime(2026, 11, 24, 12, 0, tzinfo=UTC),
            "2026-11-24T15:00:00+03:00",
        ),
    ],
)
def test_values_have_a_stable_json_shape(name: str, value: Value, shape: object) -> None:
    found = as_json(CLIENT[name], value, "RUB", MOSCOW)
    assert found == shape
    assert json.loads(json.dumps(found)) == shape
