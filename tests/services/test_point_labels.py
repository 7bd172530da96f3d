"""What phones and e-mails are for: typed, changed, told by the history, filled in by an import."""

import pytest

from crm_tui.domain.entities import CLIENTS, CONTACTS
from crm_tui.services import history, imports, records

DESK, HOME = "+44 20 7946 0101", "+44 20 7946 0102"


@pytest.fixture
def client(session):
    return records.add(session, CLIENTS, {"name": "Acme", "phone": f"{DESK} (work), {HOME}"})


def labels(session, entity=CLIENTS) -> dict[str, str]:
    return dict(records.point_labels(session, entity, 1))


def edit(session, **typed) -> None:
    records.edit(session, CLIENTS, 1, typed)


def test_a_label_is_typed_behind_the_number_and_stays_until_it_is_changed(session, client):
    assert (client.phone, labels(session)) == (f"{DESK}, {HOME}", {DESK: "work"})
    edit(session, phone=f"{HOME}, {DESK}")
    assert labels(session) == {DESK: "work"}
    edit(session, phone=f"{HOME} (дом), {DESK} ()", email="a@acme.example (Front desk)")
    assert labels(session) == {HOME: "home", "a@acme.example": "Front desk"}


def test_a_change_of_a_label_alone_is_told_and_undone(session, client):
    edit(session, phone=f"{DESK} (mobile), {HOME}")
    changed = next(iter(history.entries(session)))
    assert changed.fields["phone"] == (f"{DESK} (work), {HOME}", f"{DESK} (cell), {HOME}")
    assert history.undo(session).refused == ()
    assert labels(session) == {DESK: "work"}
    history.redo(session)
    assert labels(session) == {DESK: "cell"}
    edit(session, phone=f"{DESK} (mobile)")
    before = records.get(session, CLIENTS, 1).version
    edit(session, phone=f"{DESK} (mobile)")
    assert records.get(session, CLIENTS, 1).version == before


@pytest.mark.parametrize("update", ["fill", "overwrite"])
def test_an_import_says_what_a_known_phone_is_for(session, tmp_path, update):
    path = tmp_path / "people.csv"
    path.write_text(
        "Company,Name,Work phone,E-mail 1 - Value,E-mail 1 - Label\n"
        f"Acme,Anna Taylor,{DESK},anna@acme.example,\n"
        f"Acme,Anna Taylor,,anna@acme.example,Home\n"
    )
    records.add(session, CLIENTS, {"name": "Acme"})
    records.add(session, CONTACTS, {"display_name": "Anna Taylor", "client": "Acme", "phone": DESK})
    options = imports.Options(update=update)
    assert imports.run(session, str(path), options).updated > 0
    assert labels(session, CONTACTS) == {DESK: "work", "anna@acme.example": "home"}
    assert imports.run(session, str(path), options).transaction is None
    history.undo(session)
    assert labels(session, CONTACTS) == {}
    assert records.get(session, CONTACTS, 1).phone == DESK


def test_a_cell_may_say_it_too(session, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(f'Company,Phone,Email\nAcme,"{DESK} (work)\n{HOME}",a@acme.example (Desk)\n')
    imports.run(session, str(path))
    assert labels(session) == {DESK: "work", "a@acme.example": "Desk"}
    assert records.get(session, CLIENTS, 1).phone == f"{DESK}, {HOME}"


def test_of_a_new_record_a_later_row_says_what_the_phone_is_for(session, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(f"Company,Phone,Phone - Label\nAcme,{DESK},\nAcme,{DESK},mobile\n")
    imports.run(session, str(path))
    assert labels(session) == {DESK: "cell"}
    assert imports.run(session, str(path)).transaction is None
