import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm_tui.data.database import database
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS
from crm_tui.services import checking, history, records, search


@pytest.fixture
def base(session_on, built):
    return session_on(built(fill))


def fill(session):
    records.add(session, CLIENTS, {"name": "Хрущёв и сыновья", "phone": "8 (495) 555-12-34"})
    records.add(session, CLIENTS, {"name": "Łódź Müller GmbH", "email": "info@mueller.example"})
    records.add(session, CLIENTS, {"name": "Acme", "notes": "ordered forty pressure gauges"})
    records.add(session, CONTACTS, {"display_name": "Jane Acme", "phone": "+44 20 7946 0123"})
    records.add(session, ACTIVITIES, {"subject": "call", "body": "complained about the delivery"})


def titles(session, text):
    return [hit.title for hit in search.find(session, text)]


@pytest.mark.parametrize(
    "text", ["хрущ", "ХРУЩЕВ", "hrush", "Khrushchev", "hruschev сынов", "сыновья хрущёв", "C-1"]
)
def test_a_russian_name_is_found_in_any_spelling(base, text):
    assert titles(base, text) == ["Хрущёв и сыновья"]


@pytest.mark.parametrize(
    "text", ["lodz", "MULLER", "müll", "info@mueller.ex", "INFO@MUELLER.EXAMPLE"]
)
def test_accents_case_and_e_mails_are_folded(base, text):
    assert titles(base, text) == ["Łódź Müller GmbH"]


@pytest.mark.parametrize(
    "text",
    ["+74955551234", "84955551234", "8 495 555 12 34", "(495) 555-12-34", "4955551234", "51234"],
)
def test_a_phone_is_found_in_any_spelling(base, text):
    (hit,) = search.find(base, text)
    assert (hit.title, hit.matched) == ("Хрущёв и сыновья", "8 (495) 555-12-34")


@pytest.mark.parametrize("text", ["info@", "info@mueller.ex", " INFO@MUELLER.EXAMPLE"])
def test_an_e_mail_that_was_found_is_shown(base, text):
    (hit,) = search.find(base, text)
    assert (hit.title, hit.matched) == ("Łódź Müller GmbH", "info@mueller.example")


def test_four_digits_are_no_phone(base):
    assert titles(base, "1234") == []


def test_doubled_letters_are_not_taken_for_one(base):
    assert titles(base, "qqqqq") == titles(base, "aaaa") == []


def test_words_of_notes_are_found(base):
    assert titles(base, "pressure gauge") == ["Acme"]
    assert titles(base, "complain") == ["call"]


def test_a_name_that_begins_as_typed_comes_first(base):
    assert titles(base, "acme") == ["Acme", "Jane Acme"]


def test_the_index_follows_edits_and_undo(base):
    records.edit(base, CLIENTS, 3, {"name": "Zephyr"})
    assert titles(base, "acme") == ["Jane Acme"]
    history.undo(base)
    assert titles(base, "acme") == ["Acme", "Jane Acme"]


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(), st.text('"*()^:-+{}\0 aя1', max_size=30)))
def test_any_text_can_be_searched(base, text):
    assert isinstance(search.find(base, text), list)


def test_half_a_character_from_a_terminal_is_as_good_as_none(base):
    assert titles(base, "acme\udcff") == titles(base, "acme")
    assert titles(base, "info@acme\udcff") == titles(base, "info@acme")


def test_a_check_tells_of_records_that_the_index_knows_wrongly(base):
    assert checking.check(base) == []
    database.execute_sql("UPDATE client_search SET title = 'zephyr' WHERE rowid = 3")
    assert checking.check(base) == ["client 3: with other words in the search index"]
