import pytest

from crm_tui.domain.conflicts import EditConflictError
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS
from crm_tui.domain.fields import Kind
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_nodes import And, Archived, Chosen
from crm_tui.errors import InvalidInputError, NotFoundError
from crm_tui.services import fields, history, listings, records


def add_client(session, **typed):
    return records.add(session, CLIENTS, {"name": "Romashka LLC", **typed})


def test_a_new_client_is_a_company_and_a_customer(session):
    client = add_client(session)
    assert (client.kind, client.relation, client.lifecycle) == ("company", "customer", "customer")


def test_a_client_with_a_persons_name_is_a_person(session):
    assert add_client(session, name="Иванова Анна Петровна").kind == "person"


def test_a_client_needs_a_name(session):
    with pytest.raises(InvalidInputError) as caught:
        records.add(session, CLIENTS, {"city": "Kazan"})
    assert caught.value.field == "name"
    assert list(history.entries(session)) == []


def test_a_contact_is_split_into_first_middle_and_last_name(session):
    contact = records.add(session, CONTACTS, {"display_name": "Иванов Иван Иванович"})
    assert (contact.first, contact.middle, contact.last) == ("Иван", "Иванович", "Иванов")
    assert contact.display_name == "Иванов Иван Иванович"


def test_a_contact_typed_in_parts_gets_its_name(session):
    contact = records.add(session, CONTACTS, {"first": "Jane", "last": "Smith"})
    assert contact.display_name == "Jane Smith"


def test_several_phones_are_kept_in_their_order(session):
    client = add_client(session, phone="8 495 555-12-34; +44 20 7946 0123")
    assert client.phone == "8 495 555-12-34, +44 20 7946 0123"
    edited = records.edit(session, CLIENTS, client.id, {"phone": "+44 20 7946 0123"})
    assert edited.phone == "+44 20 7946 0123"


def test_a_phone_that_cannot_be_read_is_kept_as_typed(session):
    assert add_client(session, phone="ask Olga").phone == "ask Olga"


def test_an_unknown_pick_list_value_joins_the_list(session):
    client = add_client(session, industry="Fishing")
    labels = [choice.label for choice in fields.named(session, "clients")["industry"].choices]
    assert client.industry == "fishing"
    assert "Fishing" in labels


def test_a_sum_brings_its_currency(session):
    client = add_client(session, credit_limit="1,500.50 EUR")
    assert (client.credit_limit, client.currency) == (150050, "EUR")


def test_the_sums_of_a_client_share_one_currency(session):
    client = add_client(session, credit_limit="1500 EUR")
    with pytest.raises(InvalidInputError):
        records.edit(session, CLIENTS, client.id, {"budget": "100 USD"})


def test_two_currencies_in_one_new_client_are_refused(session):
    with pytest.raises(InvalidInputError, match="here EUR"):
        add_client(session, credit_limit="1500 EUR", budget="100 USD")


def test_a_sum_without_a_currency_is_in_that_of_the_record(session):
    client = add_client(session, credit_limit="1500", budget="100 EUR")
    assert (client.credit_limit, client.budget, client.currency) == (150000, 10000, "EUR")
    client = add_client(session, credit_limit="1500", currency="JPY")
    assert client.credit_limit == 1500
    assert records.edit(session, CLIENTS, client.id, {"budget": "200"}).budget == 200


def test_a_sum_that_its_currency_cannot_hold_is_refused(session):
    for text, currency in (("1500.50", "JPY"), ("92233720368547758", "KWD")):
        with pytest.raises(InvalidInputError):
            add_client(session, credit_limit=text, currency=currency)


def test_a_sum_in_another_currency_is_refused_where_none_is_kept(session):
    fields.add(session, CONTACTS, "Bonus", Kind.MONEY)
    with pytest.raises(InvalidInputError, match="here RUB"):
        records.add(session, CONTACTS, {"display_name": "Jane Smith", "bonus": "100 EUR"})
    jane = records.add(session, CONTACTS, {"display_name": "Jane Smith", "bonus": "100 RUB"})
    assert jane.extra == {"bonus": 10000}


def test_a_phone_or_an_e_mail_that_is_typed_twice_is_one_and_undone_as_one(session):
    add_client(session)
    twice = {"phone": "+7 495 555-12-34, +7 495 555-12-34", "email": "a@b.example; a@b.example"}
    client = records.edit(session, CLIENTS, 1, twice)
    assert (client.phone, client.email) == ("+7 495 555-12-34", "a@b.example")
    assert history.undo(session).refused == ()


def test_minutes_are_whole(session):
    with pytest.raises(InvalidInputError) as caught:
        records.add(session, ACTIVITIES, {"subject": "call", "duration": "2.5"})
    assert caught.value.field == "duration"


def test_links_are_found_by_id_by_name_and_by_a_unique_beginning(session):
    client = add_client(session)
    for text in ("C-1", "romashka llc", "romash"):
        contact = records.add(session, CONTACTS, {"display_name": "Jane Smith", "client": text})
        assert contact.client.id == client.id


def test_an_ambiguous_name_asks_for_the_id(session):
    add_client(session)
    add_client(session, name="Romashka Trade")
    with pytest.raises(InvalidInputError, match=r"C-1 Romashka LLC or C-2 Romashka Trade"):
        records.add(session, CONTACTS, {"display_name": "Jane Smith", "client": "romash"})


def test_a_link_to_nobody_is_refused(session):
    with pytest.raises(NotFoundError, match="no client called Acme"):
        records.add(session, CONTACTS, {"display_name": "Jane Smith", "client": "Acme"})


def test_edit_writes_nothing_when_nothing_differs(session):
    client = add_client(session, city="Kazan")
    same = records.edit(session, CLIENTS, client.id, {"city": "Kazan"})
    assert same.version == 1
    assert len(list(history.entries(session))) == 1


def test_changes_to_different_fields_merge(session):
    seen = add_client(session)
    records.edit(session, CLIENTS, seen.id, {"city": "Kazan"})
    merged = records.edit(session, CLIENTS, seen.id, {"region": "Tatarstan"}, original=seen)
    assert (merged.city, merged.region) == ("Kazan", "Tatarstan")


def test_the_same_field_shows_theirs_mine_and_the_original(session):
    seen = add_client(session, city="Moscow")
    records.edit(session, CLIENTS, seen.id, {"city": "Kazan"})
    with pytest.raises(EditConflictError) as caught:
        records.edit(session, CLIENTS, seen.id, {"city": "Tver"}, original=seen)
    (collision,) = caught.value.collisions
    assert (collision.original, collision.theirs, collision.mine) == ("Moscow", "Kazan", "Tver")
    assert records.get(session, CLIENTS, seen.id).city == "Kazan"


def test_phones_collide_like_any_field(session):
    seen = add_client(session, phone="+7 495 555-12-34")
    records.edit(session, CLIENTS, seen.id, {"phone": "+7 495 555-12-35"})
    with pytest.raises(EditConflictError):
        records.edit(session, CLIENTS, seen.id, {"phone": "+7 495 555-12-36"}, original=seen)


def test_fields_that_the_program_keeps_cannot_be_typed(session):
    with pytest.raises(InvalidInputError):
        add_client(session, last_contact="today")


def test_an_unknown_field_names_the_nearest(session):
    with pytest.raises(InvalidInputError, match="did you mean city"):
        add_client(session, citty="Kazan")


def test_a_custom_field_is_typed_sorted_and_filtered_like_any(session):
    fields.add(session, CLIENTS, "Fleet size", Kind.NUMBER)
    for name, size in (("Nine", "9"), ("Twelve", "12"), ("None", "")):
        add_client(session, name=name, **{"Fleet size": size})
    listing = listings.listing(session, CLIENTS, where="fleet_size>9")
    assert [row.name for row in records.iterate(session, CLIENTS, listing)] == ["Twelve"]
    ordered = listings.listing(
        session, CLIENTS, sort=["-fleet_size"], columns=["name", "fleet_size"]
    )
    rows = list(records.iterate(session, CLIENTS, ordered))
    assert [(row.name, row.extra.get("fleet_size")) for row in rows] == [
        ("Twelve", 12),
        ("Nine", 9),
        ("None", None),
    ]


def test_archived_records_leave_the_lists_and_come_back(session):
    client = add_client(session)
    chosen = Listing((), Chosen((client.id,)))
    everything = listings.listing(session, CLIENTS)
    assert records.archive(session, CLIENTS, chosen) == 1
    assert records.archive(session, CLIENTS, chosen) == 0
    assert list(records.iterate(session, CLIENTS, everything)) == []
    records.restore(session, CLIENTS, Listing((), And((Archived(), Chosen((client.id,))))))
    assert [row.id for row in records.iterate(session, CLIENTS, everything)] == [client.id]


def test_an_activity_keeps_a_whole_day_as_a_date(session):
    task = records.add(session, ACTIVITIES, {"subject": "send the offer", "due": "2026-12-01"})
    assert task.due.isoformat() == "2026-12-01"


def test_a_typed_time_is_in_the_users_zone(session):
    call = records.add(session, ACTIVITIES, {"subject": "call", "start": "2026-12-01 10:00"})
    assert call.start.isoformat() == "2026-12-01T07:00:00+00:00"


def test_a_currency_is_known_by_its_code_sign_or_word(session):
    assert add_client(session, currency="eur").currency == "EUR"
    with pytest.raises(InvalidInputError, match="no currency"):
        add_client(session, currency="shells")


def test_labels_that_differ_in_a_sign_are_different_values(session):
    segments = [add_client(session, segment=label).segment for label in ("C", "C++", "C#")]
    assert len(set(segments)) == 3


def test_any_number_of_records_is_read_and_chosen_by_their_ids(session):
    """More than a statement may have parameters, which are 250,000 or fewer."""
    anna = records.add(session, CLIENTS, {"name": "Anna"})
    many = range(300_000, 0, -1)
    assert [row.id for row in records.by_ids(session, CLIENTS, CLIENTS.fields, many)] == [anna.id]
    assert records.page(session, CLIENTS, Listing((), Chosen(tuple(many))), 0, 9).total == 1
