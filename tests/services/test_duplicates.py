import builtins

import pytest

from crm_tui.data.stores import duplicates as store
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_nodes import Chosen
from crm_tui.errors import InvalidInputError, NotFoundError
from crm_tui.services import duplicates, history, records


def add(session, name="Romashka", **typed):
    return records.add(session, CLIENTS, {"name": name, **typed})


def pairs(session, entity=CLIENTS, **how):
    found = duplicates.find(session, entity, **how)
    return [(one.first.id, one.second.id) for one in found.candidates]


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        ({"phone": "8 (495) 555-12-34"}, {"phone": "+7 495 5551234"}, "same phone"),
        ({"email": "A@b.example"}, {"email": "a@b.example"}, "same e-mail"),
        ({"tax_id": "77-01 234567"}, {"tax_id": "7701234567"}, "same tax id"),
    ],
)
def test_clients_meet_by_phone_mail_and_tax_id_in_any_spelling(session, one, other, reasons):
    add(session, "Kestrel Foods", **one)
    add(session, "Северный ветер", **other)
    (found,) = duplicates.find(session, CLIENTS).candidates
    assert duplicates.reasons_text(session, found.reasons) == reasons


def test_clients_meet_by_name_and_city_across_scripts_and_misspellings(session):
    add(session, "ООО «Ромашка Трейд»", city="Казань")
    add(session, "Romashka Traid", city="Kazan")
    add(session, "Romashka Traid", city="Omsk")
    first = duplicates.find(session, CLIENTS).candidates[0]
    assert (first.first.id, first.second.id) == (1, 2)
    assert duplicates.reasons_text(session, first.reasons).endswith("%, same city")


def test_the_likeliest_come_first_and_the_limit_counts_the_rest(session):
    for _ in range(2):
        add(session, "Birch")
    for _ in range(2):
        add(session, "Oak", email="a@b.example")
    found = duplicates.find(session, CLIENTS, limit=1)
    assert ([one.first.id for one in found.candidates], found.total) == ([3], 2)


def test_people_meet_at_their_client(session):
    add(session)
    for name in ("Jane Doe", "Doe Jane Mary", "John Smith"):
        records.add(session, CONTACTS, {"display_name": name, "client": "C-1"})
    assert pairs(session, CONTACTS) == [(1, 2)]


def test_the_archived_are_left_out(session):
    add(session)
    add(session)
    records.archive(session, CLIENTS, Listing((), Chosen((2,))))
    assert pairs(session) == []


def test_who_is_different_is_remembered_until_that_is_undone(session):
    add(session)
    add(session)
    duplicates.deny(session, CLIENTS, 2, 1)
    duplicates.deny(session, CLIENTS, 1, 2)
    assert pairs(session) == []
    history.undo(session)
    assert pairs(session) == [(1, 2)]


def test_what_too_many_share_is_told_and_does_not_make_the_search_grow(session, monkeypatch):
    monkeypatch.setattr(store, "MOST", 3)
    for number in range(4):
        add(session, f"Shop {'abcd'[number] * 5}", phone="+7 495 555-12-34", city=str(number))
    found = duplicates.find(session, CLIENTS)
    assert found.candidates == []
    assert [(one.kind, one.key, one.records) for one in found.too_common] == [
        ("phone", "+74955551234", 4)
    ]


def test_without_the_library_it_finds_what_is_exactly_the_same_and_says_so(session, monkeypatch):
    real = builtins.__import__

    def missing(name, *args, **kwargs):
        if name.startswith("rapidfuzz"):
            raise ModuleNotFoundError(name)
        return real(name, *args, **kwargs)

    add(session)
    add(session)
    add(session, "Romahska")
    monkeypatch.setattr(builtins, "__import__", missing)
    found = duplicates.find(session, CLIENTS)
    assert [(one.first.id, one.second.id) for one in found.candidates] == [(1, 2)]
    assert "[dedupe]" in str(found.missing)


def test_only_clients_and_contacts_that_exist_can_be_told_apart(session):
    add(session)
    with pytest.raises(InvalidInputError):
        duplicates.deny(session, ACTIVITIES, 1, 2)
    with pytest.raises(InvalidInputError):
        duplicates.deny(session, CLIENTS, 1, 1)
    with pytest.raises(NotFoundError):
        duplicates.deny(session, CLIENTS, 1, 9)
