import pytest

from crm_tui.domain.entities import CLIENTS, CONTACTS
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_nodes import Chosen
from crm_tui.services import lookalikes, merging, records


@pytest.fixture
def romashka(session):
    typed = {
        "name": "Ромашка, ООО",
        "city": "Казань",
        "phone": "8 495 555-12-34",
        "tax_id": "7701234567",
    }
    return records.add(session, CLIENTS, {**typed, "email": "info@romashka.example"})


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ({"name": "РОМАШКА,  ооо"}, "same name"),
        ({"name": "Romashka"}, "same name"),
        ({"name": "Romashka", "city": "Kazan"}, "same name, same city"),
        ({"phone": "+7 (495) 555 12 34"}, "same phone"),
        ({"phone": "112, +7 (495) 555 12 34 (work)"}, "same phone"),
        ({"email": "INFO@romashka.example"}, "same e-mail"),
        ({"tax_id": "77 0123-4567"}, "same tax id"),
        ({"name": "Astra", "phone": "84955551234", "tax_id": "7701234567"},
         "same tax id, same phone"),
    ],
)  # fmt: skip
def test_a_look_alike_is_told_with_the_reason(session, romashka, typed, same):
    (found,) = lookalikes.find(session, CLIENTS, typed)
    assert (found.record.id, found.reasons) == (romashka.id, same)


def test_nobody_looks_like_herself(session, romashka):
    assert lookalikes.find(session, CLIENTS, {"name": romashka.name}, but=romashka.id) == []


def test_half_typed_values_find_nobody(session, romashka):
    assert lookalikes.find(session, CLIENTS, {"name": "", "phone": "8 495", "email": "info@"}) == []


def test_contacts_are_compared_with_contacts(session, romashka):
    records.add(session, CONTACTS, {"display_name": "Иван Петров", "phone": "84955551234"})
    (found,) = lookalikes.find(session, CONTACTS, {"phone": "+74955551234"})
    assert found.record.name == "Иван Петров"


def test_what_was_merged_is_not_offered_but_what_stayed_and_what_is_archived(session, romashka):
    other = records.add(session, CLIENTS, {"name": romashka.name})
    old = records.add(session, CLIENTS, {"name": romashka.name})
    merging.merge(session, CLIENTS, romashka.id, other.id)
    records.archive(session, CLIENTS, Listing((), Chosen((old.id,))))
    found = lookalikes.find(session, CLIENTS, {"name": romashka.name})
    assert [one.record.id for one in found] == [romashka.id, old.id]
