from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm_tui.data.database import database
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS
from crm_tui.domain.fields import Kind, Link
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_nodes import Chosen
from crm_tui.domain.views import Arrangement
from crm_tui.errors import InvalidInputError
from crm_tui.services import activities, exports, fields, listings, objects, records

CLIENT_ROWS = (
    {"name": "Acme Ltd", "city": "London", "phone": "+44 20 7946 0123", "credit_limit": "500 GBP"},
    {"name": "Мегаполис, АО", "city": "Казань", "segment": "retail", "lifecycle": "lead"},
    {"name": "Хрущёв и сыновья", "city": "Тверь", "owner": "me", "email": "info@hr.example"},
    {
        "name": "Zephyr",
        "kind": "person",
        "notes": "likes pressure gauges",
        "website": "zephyr.example",
    },
)


@pytest.fixture
def base(session_on, built):
    return session_on(built(fill))


def fill(session):
    for typed in CLIENT_ROWS:
        records.add(session, CLIENTS, typed)
    fields.add(session, CLIENTS, "Fleet size", Kind.NUMBER)
    records.edit(session, CLIENTS, 1, {"fleet_size": "12"})
    records.add(session, CONTACTS, {"display_name": "Jane Smith", "client": "C-1"})
    acme = Link(1, "Acme Ltd")
    activities.log(session, acme, CLIENTS, "call", "hello", {"start": "2026-11-20 10:00"})
    typed = {"subject": "renewal", "client": "C-1", "due": "2026-11-24"}
    records.add(session, ACTIVITIES, typed)
    records.archive(session, CLIENTS, Listing((), Chosen((4,))))


def ids(session, where, entity=CLIENTS, sort=()):
    listing = listings.listing(session, entity, where=where, sort=sort)
    return [row.id for row in records.iterate(session, entity, listing)]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("", [1, 2, 3]),
        ("acme", [1]),
        ("hrush", [3]),
        ("МЕГА", [2]),
        ('"acme ltd"', [1]),
        ('"ltd acme"', []),
        ("city:kazan", [2]),
        ("city:London,Тверь", [1, 3]),
        ("lifecycle:lead", [2]),
        ("-lifecycle:lead", [1, 3]),
        ("lifecycle:lead or acme", [1, 2]),
        ("(lifecycle:lead or acme) city:london", [1]),
        ("(стадия:лид or acme) город:london", [1]),  # shared by a colleague
        ("segment:none", [1, 3]),
        ("segment:any", [2]),
        ("phone:none", [2, 3]),
        ("phone:460123", [1]),
        ("460123", [1]),
        ("email:info", [3]),
        ("owner:me", [3]),
        ("owner:olga", [3]),
        ("owner:none", [1, 2]),
        ("fleet_size>9", [1]),
        ("fleet_size:10..20", [1]),
        ("fleet_size<12", []),
        ("credit_limit>=500", [1]),
        ("credit_limit>500", []),
        ("last_contact:>3d", [1]),
        ("last_contact:>30d", []),
        ("next_contact:today", [1]),
        ("next_contact:none", [2, 3]),
        ("created:today", [1, 2, 3]),
        ("created:last-month", []),
        ("is:archived", [4]),
        ("is:archived gauges", [4]),
        ("city:", [1, 2, 3]),
    ],
)  # fmt: skip
def test_a_filter_finds(base, where, expected):
    if where.endswith(":"):
        node = listings.filtered(base, CLIENTS, where).node
        rows = records.iterate(base, CLIENTS, Listing((), node))
        assert [row.id for row in rows] == expected
    else:
        assert ids(base, where) == expected


def test_filters_go_through_links(base):
    assert ids(base, "client.city:London", CONTACTS) == [1]
    assert ids(base, "client:acme", CONTACTS) == [1]
    assert ids(base, "client:C-2", CONTACTS) == []
    assert ids(base, "client.lifecycle:lead", ACTIVITIES) == []


def test_words_find_what_is_with_a_client_or_a_person_by_their_names(base):
    records.edit(base, ACTIVITIES, 2, {"client": "", "contact": "P-1"})
    assert ids(base, "acme", CONTACTS) == [1]
    assert ids(base, "acme call", ACTIVITIES) == []
    assert ids(base, "acme hello", ACTIVITIES) == ids(base, '"acme ltd"', ACTIVITIES) == [1]
    assert ids(base, "smith", ACTIVITIES) == ids(base, "-acme", ACTIVITIES) == [2]


def test_a_fraction_is_compared_as_such(base):
    records.add(base, ACTIVITIES, {"subject": "call", "duration": "2"})
    assert ids(base, "duration:2.5", ACTIVITIES) == []
    assert ids(base, "duration<2.5", ACTIVITIES) == [3]


def test_sums_of_people_have_no_currency_to_compare(base):
    fields.add(base, CONTACTS, "Bonus", Kind.MONEY)
    records.edit(base, CONTACTS, 1, {"bonus": "100"})
    assert ids(base, "bonus:>50RUB", CONTACTS) == [1]


def test_lists_are_sorted_in_both_directions_with_empty_values_last(base):
    assert ids(base, "", sort=["city"]) == [1, 2, 3]
    assert ids(base, "", sort=["-city"]) == [3, 2, 1]
    assert ids(base, "", sort=["segment"])[0] == 2
    assert ids(base, "", sort=["-segment"])[0] == 2
    assert ids(base, "", sort=["-owner", "name"])[0] == 3


def test_names_are_sorted_without_regard_to_case(session):
    for name in ("beta", "Alpha", "ёлка", "Ель"):
        records.add(session, CLIENTS, {"name": name})
    assert ids(session, "") == [2, 1, 3, 4]


def test_links_are_sorted_by_the_names_they_lead_to(session):
    fields.add(session, CONTACTS, "Employer", Kind.LINK, CLIENTS)
    for name in ("beta", "Zeta", "Alpha", "ёлка", "Ель"):
        records.add(session, CLIENTS, {"name": name})
    for number in range(1, 6):
        typed = {"display_name": "Jane", "client": f"C-{number}", "employer": f"C-{number}"}
        records.add(session, CONTACTS, typed)
    assert ids(session, "", CONTACTS, sort=["client"]) == [3, 1, 2, 4, 5]
    assert ids(session, "", CONTACTS, sort=["-employer"]) == [5, 4, 2, 1, 3]


@pytest.mark.parametrize("where", ["citty:x", "kind:compny", "created:>someday", "("])
def test_the_command_line_refuses_what_it_does_not_understand(base, where):
    with pytest.raises(InvalidInputError):
        listings.listing(base, CLIENTS, where=where)


PIECES = (
    'acme city : > < >= .. kazan,london last_contact 30d today none any - or ( ) " # is archived '
    "owner me client contacts activities fleet_size 9 phone +7 . , й \0 * ' % _ email@x"
)
WORDS = st.sampled_from(PIECES.split(" "))


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.one_of(st.text(), st.lists(WORDS, max_size=12).map("".join),
                      st.lists(WORDS, max_size=12).map(" ".join)))  # fmt: skip
def test_any_text_filters_any_list(base, text):
    for entity in (CLIENTS, CONTACTS, ACTIVITIES):
        node = listings.filtered(base, entity, text).node
        assert records.page(base, entity, Listing((), node), 0, 5).total >= 0


@pytest.mark.parametrize("where", ["x\udcff", '"a \udcff"', "city:a\udcff", "email=a\udcff"])
def test_half_a_character_from_a_terminal_is_no_trouble(base, where):
    node = listings.filtered(base, CLIENTS, where).node
    assert records.page(base, CLIENTS, Listing((), node), 0, 5).total == 0


def test_two_hundred_terms_are_no_trouble(base):
    node = listings.filtered(base, CLIENTS, " or ".join(["city:kazan"] * 150)).node
    assert records.page(base, CLIENTS, Listing((), node), 0, 5).total == 1


@pytest.mark.parametrize("part", ["(acme or -", "(city:x or -contacts.email:any "])
def test_nested_parentheses_are_no_trouble(base, part):
    node = listings.filtered(base, CLIENTS, part * 60 + "city:kazan" + ")" * 60).node
    assert records.page(base, CLIENTS, Listing((), node), 0, 5).total >= 0


def titles_of_groups(session, entity, field, **more):
    described = fields.find(session, entity, field)
    listing = listings.listing(session, entity)
    found = records.order(session, entity, listing, described, **more)
    shown = records.rows(session, entity, listing, found, 0, 100).rows
    names = [getattr(record, entity.title) for record in shown]
    return [(getattr(g.value, "name", g.value), g.count) for g in found.groups], names


def test_a_list_in_groups_keeps_its_order_inside_them(session):
    for name, city in (("Cobalt", "Kazan"), ("Acme", "kazan"), ("Dover", None), ("Bright", "Omsk")):
        records.add(session, CLIENTS, {"name": name, **({"city": city} if city else {})})
    groups, names = titles_of_groups(session, CLIENTS, "city")
    assert [(str(city).lower(), count) for city, count in groups] == [
        ("kazan", 2),
        ("omsk", 1),
        ("none", 1),
    ]
    assert names == ["Acme", "Cobalt", "Bright", "Dover"]
    assert titles_of_groups(session, CLIENTS, "city", descending=True)[1] == [
        "Bright", "Acme", "Cobalt", "Dover",
    ]  # fmt: skip


def test_groups_of_choices_follow_their_list_and_those_of_links_their_names(session):
    for name, stage in (("Acme", "customer"), ("Bright", "lead"), ("Cobalt", "suspect")):
        records.add(session, CLIENTS, {"name": name, "lifecycle": stage, "owner": "me"})
    stages, _names = titles_of_groups(session, CLIENTS, "lifecycle")
    assert stages == [("suspect", 1), ("lead", 1), ("customer", 1)]
    assert titles_of_groups(session, CLIENTS, "owner")[0] == [("Olga", 3)]


def test_groups_of_moments_are_months_of_the_users_zone(session):
    for start in ("2026-11-30 12:00", "2026-12-01 01:00", "2026-11-01"):
        typed = {"subject": start, "kind": "visit", "start": start}
        records.add(session, ACTIVITIES, typed)
    groups, _names = titles_of_groups(session, ACTIVITIES, "start", descending=True)
    assert groups == [(date(2026, 12, 1), 1), (date(2026, 11, 1), 2)]


def test_what_is_gone_from_a_view_is_told_and_the_rest_is_shown(session):
    wanted = Arrangement("fleet:5", ("name", "fleet"), ("-fleet", "city"), "fleet")
    arranged = listings.arranged(session, CLIENTS, wanted)
    assert [field.name for field in arranged.listing.fields] == ["name"]
    assert [sort.field.name for sort in arranged.listing.sorts] == ["city"]
    assert arranged.group is None
    assert [problem.values["word"] for problem in arranged.problems] == ["fleet"] * 4


def test_a_list_shows_and_sorts_by_fields_of_the_records_that_it_links_to(base):
    records.edit(base, CLIENTS, 1, {"owner": "me"})
    words = ("client.city", "client.owner", "client.phone", "client.fleet_size")
    found = listings.listing(
        base, CONTACTS, columns=(*words, "client.credit_limit"), sort=("client.city",)
    )
    (jane,) = exports.iterate(base, CONTACTS, found)
    shown = objects.as_object(base, CONTACTS, found.fields, jane)
    assert shown["client.city"] == "London"
    assert shown["client.owner"] == {"id": "U-1", "name": base.user.name}
    assert shown["client.phone"] == "+44 20 7946 0123"
    assert shown["client.fleet_size"] == 12
    assert shown["client.credit_limit"] == {"amount": "500.00", "currency": "GBP"}


def test_a_list_is_grouped_by_a_field_of_a_linked_record(base):
    records.add(base, CONTACTS, {"display_name": "Rita", "client": "C-2"})
    records.add(base, CONTACTS, {"display_name": "Olaf"})
    found = listings.arranged(base, CONTACTS, Arrangement(group="client.city"))
    order = records.order(base, CONTACTS, found.listing, found.group)
    assert [(group.value, group.count) for group in order.groups] == [
        ("London", 1),
        ("Казань", 1),
        (None, 1),
    ]


def test_columns_behind_links_cost_no_query_a_row(base, monkeypatch):
    found = listings.listing(base, ACTIVITIES, columns=("client.city", "client.owner.role"))
    asked = []
    monkeypatch.setattr(database.obj, "query_hooks", [asked.append])

    def queries() -> int:
        asked.clear()
        rows = list(records.iterate(base, ACTIVITIES, found))
        assert len(rows) == len(records.page(base, ACTIVITIES, found, 0, 9).rows)
        return len(asked)

    few = queries()
    records.add(base, ACTIVITIES, {"subject": "another", "client": "C-2"})
    assert few == queries() > 0


@pytest.mark.parametrize("word", ["client.cty", "title.city", "contacts.phone", "client.", "."])
def test_a_column_that_no_link_leads_to_is_refused(base, word):
    with pytest.raises(InvalidInputError):
        listings.listing(base, CONTACTS, columns=(word,))


@pytest.mark.parametrize("sort", [(), ("-name",), ("city", "-segment"), ("-next_contact",)])
@pytest.mark.parametrize("known", [None, 7])
def test_a_page_is_the_same_from_whichever_end_it_is_read(base, sort, known):
    for name in ("same", "same", "Same", "last"):
        records.add(base, CLIENTS, {"name": name})
    found = listings.listing(base, CLIENTS, sort=sort)
    whole = [row.id for row in records.iterate(base, CLIENTS, found)]
    assert len(whole) == 7
    for offset in range(9):
        page = records.page(base, CLIENTS, found, offset, 3, known)
        assert [row.id for row in page.rows] == whole[offset : offset + 3]
        assert page.total == 7
