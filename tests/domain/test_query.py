import dataclasses
from collections.abc import Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain import query
from crm_tui.domain.entities import entity
from crm_tui.domain.fields import Choice, Field, Kind, by_name
from crm_tui.domain.money import Amount
from crm_tui.domain.query_nodes import (
    Absent,
    And,
    Archived,
    Chosen,
    Contains,
    Dialled,
    Equal,
    Everything,
    Having,
    Linked,
    Named,
    Node,
    Not,
    Or,
    Period,
    Phrase,
    Present,
    Query,
    Range,
    Tagged,
    Test,
    Words,
)
from crm_tui.domain.reading import Reading

READING = Reading(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), ZoneInfo("Europe/Moscow"), user_id=7)
RUSSIAN = {"City": "Город", "Last contact": "Последний контакт", "lead": "лид", "People": "Люди"}
FLEET = Field("fleet_size", "Fleet size", Kind.NUMBER, custom=True)


def fields_of(name: str) -> Mapping[str, Field]:
    fields = by_name(entity(name).fields)
    if name == "clients":
        foods = (Choice("food-and-drink", "Food and drink"), Choice("retail", "Retail"))
        fields["industry"] = dataclasses.replace(fields["industry"], choices=foods)
        fields[FLEET.name] = FLEET
    return fields


CLIENTS = fields_of("clients")
CONTACTS = fields_of("contacts")
ACTIVITIES = fields_of("activities")


def parse(text: str, name: str = "clients") -> Query:
    return query.parse(text, name, fields_of, READING, lambda text: RUSSIAN.get(text, text))


def understood(text: str, name: str = "clients") -> Node:
    found = parse(text, name)
    assert found.problems == ()
    return found.node


def moscow_days(first: date | None, end: date | None) -> Period:
    def start(day: date | None) -> datetime | None:
        if day is None:
            return None
        return datetime(day.year, day.month, day.day, tzinfo=READING.zone).astimezone(UTC)

    return Period(first, end, start(first), start(end))


TODAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("", Everything()),
        ("   ", Everything()),
        ("ivanov", Words("ivanov")),
        ("ivan petrov", And((Words("ivan"), Words("petrov")))),
        ('"exact phrase"', Phrase("exact phrase")),
        ("-acme", Not(Words("acme"))),
        ("--acme", Words("acme")),
        ("a or b c", Or((Words("a"), And((Words("b"), Words("c")))))),
        ("а или б", Or((Words("а"), Words("б")))),
        ("(a or b) c", And((Or((Words("a"), Words("b"))), Words("c")))),
        ("-(a b)", Not(And((Words("a"), Words("b"))))),
        ("-or", Not(Words("or"))),
        ("Jean-Luc", Words("Jean-Luc")),
        ("https://acme.example", Words("https://acme.example")),
        ("anna@acme.example", Words("anna@acme.example")),
        ("10:30", Words("10:30")),
        ("& -- ()", Everything()),
        ("#VIP", Test(CLIENTS["tags"], (Tagged("vip"),))),
        ("tags:Region/North", Test(CLIENTS["tags"], (Tagged("region/north"),))),
        ("tags:none", Absent(CLIENTS["tags"])),
        ("is:archived", Archived()),
        ("id:C-12,c3", Chosen((12, 3))),
        ("8 (495) 555-12-34", Words("8 (495) 555-12-34")),
    ],
)
def test_words_and_their_combinations(text: str, node: Node) -> None:
    assert understood(text) == node


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("city:Kazan", "city", Contains(("kazan",))),
        ("Город:Казань", "city", Contains(("казань",))),
        ("CITY:Казань", "city", Contains(("казань",))),
        ('city:"Нижний Новгород"', "city", Contains(("нижний", "новгород"))),
        ('name="Acme Ltd"', "name", Equal("Acme Ltd")),
        ("email=Anna@Acme.example", "email", Equal("anna@acme.example")),
        ("phone:555-12-34", "phone", Dialled("5551234")),
        ("phone:+7495", "phone", Dialled("7495", from_start=True)),
        ("phone:ask", "phone", Contains(("ask",))),
        ("lifecycle:lead", "lifecycle", Equal("lead")),
        ("lifecycle:Лид", "lifecycle", Equal("lead")),
        ('industry:"Food and drink"', "industry", Equal("food-and-drink")),
        ("industry:food_and_drink", "industry", Equal("food-and-drink")),
        ("owner:me", "owner", Equal(7)),
        ("owner:U-3", "owner", Equal(3)),
        ('owner:"me"', "owner", Named(("me",))),
        ("owner:Ольга", "owner", Named(("ольга",))),
        ("turnover:1000", "turnover", Equal(Amount(100000))),
        ("turnover>1000", "turnover", Range(low=Amount(100000), includes_low=False)),
        ("turnover:>=1000EUR", "turnover", Range(low=Amount(100000, "EUR"))),
        ("turnover:10..20", "turnover", Range(Amount(1000), Amount(2000))),
        ("fleet_size<5", "fleet_size", Range(high=5, includes_high=False)),
        ("fleet-size:..5.5", "fleet_size", Range(high=5.5)),
        ("fleet_size:-3", "fleet_size", Equal(-3)),
    ],
)
def test_values_are_read_as_their_field_holds_them(text: str, name: str, value: object) -> None:
    assert understood(text) == Test(CLIENTS[name], (value,))


@pytest.mark.parametrize(
    ("value", "period"),
    [
        (":today", moscow_days(TODAY, TOMORROW)),
        (":<fri", moscow_days(None, date(2026, 11, 27))),
        (":<=fri", moscow_days(None, date(2026, 11, 28))),
        (">today", moscow_days(TOMORROW, None)),
        (">=24.11.2026", moscow_days(TODAY, None)),
        (":last-month", moscow_days(date(2026, 10, 1), date(2026, 11, 1))),
        (":прошлый-месяц", moscow_days(date(2026, 10, 1), date(2026, 11, 1))),
        (":2026-11-01..2026-11-24", moscow_days(date(2026, 11, 1), TOMORROW)),
        (":24.11.2026..", moscow_days(TODAY, None)),
        (":30d..10d", moscow_days(date(2026, 10, 25), date(2026, 11, 15))),
        (":>30d", moscow_days(None, date(2026, 10, 25))),
        (":>=30d", moscow_days(None, date(2026, 10, 26))),
        (":<30d", moscow_days(date(2026, 10, 26), None)),
        (":30d", moscow_days(date(2026, 10, 25), TOMORROW)),
        (
            ':"24.11.2026 15:00"',
            Period(
                TOMORROW,
                TOMORROW,
                datetime(2026, 11, 24, 12, 0, tzinfo=UTC),
                datetime(2026, 11, 24, 12, 1, tzinfo=UTC),
            ),
        ),
        (
            ":<2026-11-24T15:00",
            Period(None, TOMORROW, None, datetime(2026, 11, 24, 12, 0, tzinfo=UTC)),
        ),
    ],
)
def test_times_are_half_open_periods_of_days_and_moments(value: str, period: Period) -> None:
    assert understood(f"last_contact{value}") == Test(CLIENTS["last_contact"], (period,))


def test_a_label_may_stand_for_a_field() -> None:
    expected = understood("last_contact:today")
    assert understood("Последний_контакт:today") == expected
    assert understood("last-contact:today") == expected


@pytest.mark.parametrize(
    ("text", "node"),
    [
        (
            "city:Kazan,Omsk",
            Test(CLIENTS["city"], (Contains(("kazan",)), Contains(("omsk",)))),
        ),
        ("phone:none", Absent(CLIENTS["phone"])),
        ("phone:any", Present(CLIENTS["phone"])),
        (
            "city:none,Omsk",
            Or((Absent(CLIENTS["city"]), Test(CLIENTS["city"], (Contains(("omsk",)),)))),
        ),
        ('city:"none"', Test(CLIENTS["city"], (Contains(("none",)),))),
    ],
)
def test_any_of_several_values_none_and_any(text: str, node: Node) -> None:
    assert understood(text) == node


def test_links_are_followed_in_both_directions() -> None:
    city = Test(CLIENTS["city"], (Contains(("kazan",)),))
    assert understood("client.city:Kazan", "contacts") == Linked(CONTACTS["client"], city)
    assert understood("contact.client.city:Kazan", "activities") == Linked(
        ACTIVITIES["contact"], Linked(CONTACTS["client"], city)
    )
    email = Having("contacts", CONTACTS["client"], Present(CONTACTS["email"]))
    assert understood("contacts.email:any") == email
    assert understood("Люди.email:any") == email
    calls = Test(ACTIVITIES["kind"], (Equal("call"),))
    assert understood("activities.kind:call") == Having("activities", ACTIVITIES["client"], calls)
    anyone = Having("contacts", CONTACTS["client"], Everything())
    assert understood("contacts:none") == Not(anyone)
    assert understood("contacts:anna") == Having("contacts", CONTACTS["client"], Words("anna"))


@pytest.mark.parametrize(
    ("text", "node", "message", "suggestion"),
    [
        ("ctiy:x", Words("ctiy:x"), "clients have no field ctiy: did you mean city?", "city"),
        ("clients.city:x", Words("clients.city:x"), "here clients.city is called city", "city"),
        ("zzz:x", Words("zzz:x"), "clients have no field zzz", None),
        ("owner.zzz:x", Words("owner.zzz:x"), "users have no field zzz", None),
        ("city.name:x", Words("city.name:x"), "city leads to no other record", None),
        ("lifecycle:laed", Words("lifecycle:laed"), "did you mean lead?", "lead"),
        ("industry:retial", Words("industry:retial"), "did you mean retail?", "retail"),
        ("name>x", Words("name>x"), "name has no order", None),
        ("turnover>much", Words("turnover>much"), "much is no sum", None),
        ("turnover:..", Words("turnover:.."), ".. has no bounds", None),
        ("due:<12/25", Words("due:<12/25"), "have no field due", None),
        ("last_contact:<12/25", Words("last_contact:<12/25"), "12/25 is no date", None),
        ("is:big", Words("is:big"), "have no field is", None),
        ("city:", Everything(), "a value is missing after city:", None),
        ("owner.:x", Words("owner.:x"), "a field is missing in owner.:x", None),
        ("-city:", Everything(), "a value is missing after city:", None),
        ("acme or", Words("acme"), "something is missing beside or", None),
        ("(acme", Words("acme"), "this ( is never closed", None),
        ("acme)", Words("acme"), "nothing that this ) closes", None),
        ('"acme', Phrase("acme"), "a quotation mark is missing", None),
    ],
)
def test_what_is_not_understood_is_searched_as_words_and_told(
    text: str, node: Node, message: str, suggestion: str | None
) -> None:
    found = parse(text)
    assert found.node == node
    problem = found.problems[0]
    assert message in problem.message.format(**problem.values)
    assert suggestion in (problem.suggestion, None)
    assert 0 <= problem.start < problem.end <= len(text)


def test_a_problem_marks_the_value_that_is_wrong() -> None:
    text = "acme lifecycle:lead,laed"
    found = parse(text)
    assert found.node == And((Words("acme"), Test(CLIENTS["lifecycle"], (Equal("lead"),))))
    assert text[found.problems[0].start : found.problems[0].end] == "laed"


@pytest.mark.parametrize(
    "text",
    ["(" * 5000, "(" * 60 + "a" + ")" * 60, "-(" * 5000 + "a", "a " * 5000, "a or " * 3000,
     '"' * 999, "x" * 200_000, "city:" + "a," * 20_000, "client." * 3000 + "city:x"],
)  # fmt: skip
def test_enormous_filters_are_cut_with_a_problem(text: str) -> None:
    assert parse(text).problems


GOOD = (
    'acme -"exact phrase" (city:Kazan,"Нижний Новгород" or lifecycle:lead) turnover:10..20 '
    "last_contact:>30d owner:me contacts.email:any #vip phone:none start:<2026-11-24T15:00 или x"
)


def test_every_beginning_of_a_filter_is_read() -> None:
    for length in range(len(GOOD) + 1):
        assert isinstance(parse(GOOD[:length]), Query), GOOD[:length]


PIECES = st.lists(
    st.sampled_from(
        ["(", ")", "-", '"', " ", "or ", "city:", "turnover", ">", "<=", "..", ",", "#", "me",
         "30d", "owner.", "contacts.", "none", "kind:call", "last_contact:", "12/25", "a", ".", "=",
         "id:", "is:", "phone:", "\0", "٣"]
    )
).map("".join)  # fmt: skip


@given(st.text() | PIECES, st.sampled_from(["clients", "contacts", "activities"]))
def test_no_text_raises(text: str, name: str) -> None:
    for problem in parse(text, name).problems:
        assert 0 <= problem.start <= problem.end <= len(text)
        assert problem.message.format(**problem.values)
