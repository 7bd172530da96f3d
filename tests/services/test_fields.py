from contextlib import suppress

import pytest

from crm_tui.domain.entities import CLIENTS, CONTACTS
from crm_tui.domain.fields import Kind
from crm_tui.errors import ConflictError, InvalidInputError, NotFoundError
from crm_tui.services import fields, history, imports, records


def test_a_field_is_found_by_its_name_its_label_and_its_russian_label(session):
    for word in ("credit_limit", "Credit limit", "credit-limit", "CREDIT_LIMIT"):
        assert fields.find(session, CLIENTS, word).name == "credit_limit"


def test_a_new_field_is_in_force_at_once(session):
    fields.add(session, CLIENTS, "Размер парка", Kind.NUMBER)
    client = records.add(session, CLIENTS, {"name": "Acme", "Размер парка": "12"})
    assert client.extra == {"размер_парка": 12}


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Kind.TEXT, "blue", "blue"),
        (Kind.NUMBER, "2,5", 2.5),
        (Kind.MONEY, "1 500,50", 150050),
        (Kind.DATE, "24.11.2026", "2026-11-24"),
        (Kind.CHOICE, "Winter tyres", "winter-tyres"),
        (Kind.FLAG, "yes", True),
        (Kind.WEB, "https://acme.example", "https://acme.example"),
    ],
)
def test_every_kind_of_field_of_our_own_is_kept(session, kind, typed, value):
    field = fields.add(session, CLIENTS, "Mine", kind)
    client = records.add(session, CLIENTS, {"name": "Acme", "mine": typed})
    found = field.value(client)
    assert (found.isoformat() if kind is Kind.DATE else found) == value
    same = records.edit(session, CLIENTS, client.id, {"mine": typed, "city": "Kazan"})
    assert field.value(same) == field.value(client)


def test_a_link_of_our_own_leads_to_a_record(session):
    fields.add(session, CLIENTS, "Integrator", Kind.LINK, CLIENTS)
    records.add(session, CLIENTS, {"name": "Acme"})
    client = records.add(session, CLIENTS, {"name": "Zephyr", "integrator": "acme"})
    assert (client.extra["integrator"].id, client.extra["integrator"].name) == (1, "Acme")


def test_a_name_that_is_taken_is_refused(session):
    fields.add(session, CLIENTS, "Fleet size", Kind.NUMBER)
    for label in ("fleet size", "City"):
        with pytest.raises(ConflictError):
            fields.add(session, CLIENTS, label, Kind.TEXT)
    fields.add(session, CONTACTS, "Fleet size", Kind.NUMBER)


def test_an_archived_field_hides_its_values_and_undo_shows_them(session):
    fields.add(session, CLIENTS, "Fleet size", Kind.NUMBER)
    records.add(session, CLIENTS, {"name": "Acme", "fleet_size": "9"})
    fields.archive(session, CLIENTS, "Fleet size")
    with pytest.raises(InvalidInputError):
        fields.find(session, CLIENTS, "fleet_size")
    history.undo(session)
    assert records.get(session, CLIENTS, 1).extra == {"fleet_size": 9}


def test_the_values_of_an_archived_field_survive_an_edit_of_another(session):
    fields.add(session, CLIENTS, "Fleet size", Kind.NUMBER)
    fields.add(session, CLIENTS, "Colour", Kind.TEXT)
    records.add(session, CLIENTS, {"name": "Acme", "fleet_size": "9"})
    archived = fields.archive(session, CLIENTS, "Fleet size")
    records.edit(session, CLIENTS, 1, {"colour": "blue"})
    history.undo(session)
    history.undo(session)
    assert archived.value(records.get(session, CLIENTS, 1)) == 9


def test_the_values_of_an_archived_field_survive_an_import(session, tmp_path):
    fields.add(session, CLIENTS, "Fleet size", Kind.NUMBER)
    fields.add(session, CLIENTS, "Colour", Kind.TEXT)
    records.add(session, CLIENTS, {"name": "Acme", "tax_id": "123", "fleet_size": "9"})
    archived = fields.archive(session, CLIENTS, "Fleet size")
    (tmp_path / "clients.csv").write_text("company,tax id,colour\nAcme,123,blue\n")
    imports.run(session, str(tmp_path / "clients.csv"))
    history.undo(session)
    history.undo(session)
    assert archived.value(records.get(session, CLIENTS, 1)) == 9


def test_a_choice_of_an_edit_that_was_refused_is_not_in_force(session):
    seen = records.add(session, CLIENTS, {"name": "Acme"})
    records.edit(session, CLIENTS, 1, {"city": "Kazan"})
    mine = {"industry": "Fishing", "budget": "100", "city": "Tver"}
    for city in ("Tver", "Kazan"):
        with suppress(ConflictError):
            records.edit(session, CLIENTS, 1, mine | {"city": city}, original=seen)
    fields.forget(session)
    known = {choice.label for choice in fields.named(session, "clients")["industry"].choices}
    assert "Fishing" in known
    assert records.get(session, CLIENTS, 1).industry == "fishing"


def test_a_built_in_field_cannot_be_archived(session):
    with pytest.raises(NotFoundError):
        fields.archive(session, CLIENTS, "city")
