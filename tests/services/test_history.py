import random
from dataclasses import replace

import pytest

from crm_tui.data.database import database
from crm_tui.data.journalled import JOURNALLED
from crm_tui.data.stores import users
from crm_tui.data.stores.history import newest_to_undo
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS
from crm_tui.domain.fields import Kind, Link
from crm_tui.domain.listing import Listing
from crm_tui.domain.query_nodes import Chosen
from crm_tui.errors import ConflictError, InvalidInputError, NotFoundError
from crm_tui.services import activities, fields, history, imports, records, search
from crm_tui.session import Session


@pytest.fixture
def ivan(session) -> Session:
    """A colleague on the same database."""
    return replace(session, user=users.sign_in("ivan", "Ivan", session.now()))


def add(session, **typed):
    return records.add(session, CLIENTS, {"name": "Romashka LLC", **typed})


def client(session, number=1):
    return records.get(session, CLIENTS, number)


def dump():
    """Every journalled row, but for version and who changed it last."""
    rows = {}
    for entity, model in JOURNALLED.items():
        hidden = {"version", "changed_at", "changed_by"}
        columns = [f for f in model._meta.sorted_fields if f.name not in hidden]
        rows[entity] = list(model.select(*columns).order_by(model.id).tuples())
    rows["search"] = database.execute_sql(
        "SELECT rowid, title, body FROM client_search ORDER BY rowid"
    ).fetchall()
    return rows


def test_undo_takes_back_the_newest_change_then_the_one_before(session):
    add(session, city="Moscow")
    records.edit(session, CLIENTS, 1, {"city": "Kazan"})
    history.undo(session)
    assert client(session).city == "Moscow"
    history.undo(session)
    with pytest.raises(NotFoundError):
        client(session)
    with pytest.raises(NotFoundError, match="nothing left to undo"):
        history.undo(session)


def test_an_undo_that_is_stopped_leaves_everything_and_one_that_ends_has_told_how_far_it_was(
    session,
):
    add(session, city="Moscow")
    records.edit(session, CLIENTS, 1, {"city": "Kazan"})
    before = dump()
    for share in (0.2, 0.9):

        def stop(done, share=share):
            if done > share:
                raise InterruptedError

        with pytest.raises(InterruptedError):
            history.undo(session, progress=stop)
        assert dump() == before
    shares = []
    history.undo(session, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert history.size_of_redo(session) == 1
    assert history.size_of_undo(session) == 1


def test_redo_brings_a_deleted_record_back_as_it_was(session):
    before = add(session, phone="+7 495 555-12-34, +7 495 555-12-35", email="a@b.example")
    history.undo(session)
    history.redo(session)
    assert client(session) == before
    assert [hit.id for hit in search.find(session, "romash")] == [1]
    with pytest.raises(NotFoundError, match="nothing left to redo"):
        history.redo(session)


def test_a_new_change_clears_the_redo_list(session):
    add(session)
    history.undo(session)
    add(session, name="Acme Ltd")
    with pytest.raises(NotFoundError):
        history.redo(session)


def test_undo_after_redo_takes_the_same_change_back(session):
    add(session)
    history.undo(session)
    history.redo(session)
    assert history.undo(session).reverted == 1


def test_the_id_of_an_undone_record_is_never_used_again(session):
    add(session)
    history.undo(session)
    assert add(session, name="Acme Ltd").id == 2


def test_undo_takes_only_ones_own_changes(session, ivan):
    add(session)
    add(ivan, name="Acme Ltd")
    history.undo(session)
    assert client(session, 2).name == "Acme Ltd"


def test_anyones_change_can_be_named(session, ivan):
    add(session)
    number = history.entries(session).__next__().transaction.id
    assert history.undo(ivan, number).of.id == number


def test_a_field_that_someone_changed_since_is_left_and_listed(session, ivan):
    add(session, city="Moscow", region="Moscow")
    records.edit(session, CLIENTS, 1, {"city": "Kazan", "region": "Tatarstan"})
    records.edit(ivan, CLIENTS, 1, {"city": "Tver"})
    done = history.undo(session)
    assert [(r.entity, r.id, r.field) for r in done.refused] == [("clients", 1, "city")]
    assert (client(session).city, client(session).region) == ("Tver", "Moscow")


def test_a_change_that_cannot_be_taken_back_is_told_once_and_passed_over(session, ivan):
    add(session, city="Moscow")
    records.edit(session, CLIENTS, 1, {"website": "romashka.example"})
    records.edit(session, CLIENTS, 1, {"city": "Kazan"})
    stuck = newest_to_undo(session.user.id)
    records.edit(ivan, CLIENTS, 1, {"city": "Perm"})
    with pytest.raises(ConflictError, match="the next undo takes the change before it"):
        history.undo(session)
    assert stuck is not None
    assert history.undo(session).of.id == stuck - 1
    assert (client(session).city, client(session).website) == ("Perm", None)
    history.redo(session)
    assert client(session).website == "romashka.example"
    records.edit(ivan, CLIENTS, 1, {"city": "Kazan"})
    assert history.undo(session, stuck).of.id == stuck
    assert client(session).city == "Moscow"
    told = [row.kind for row in history.page(session, 0, 20).rows]
    assert sorted(told) == sorted(["change"] * 5 + ["undo", "redo", "undo"])


def test_phones_that_someone_changed_since_are_left_and_listed(session, ivan):
    add(session, phone="+7 495 555-12-34")
    records.edit(session, CLIENTS, 1, {"phone": "+7 495 555-12-35", "city": "Kazan"})
    records.edit(ivan, CLIENTS, 1, {"phone": "+7 495 555-12-36"})
    done = history.undo(session)
    assert [(r.id, r.field) for r in done.refused] == [(1, "phone")]
    assert (client(session).phone, client(session).city) == ("+7 495 555-12-36", None)


def test_a_new_record_that_someone_edited_since_stays(session, ivan):
    add(session)
    records.edit(ivan, CLIENTS, 1, {"city": "Tver"})
    with pytest.raises(ConflictError, match="others have changed it since"):
        history.undo(session)
    assert client(session).city == "Tver"


def test_a_new_client_that_someone_has_called_since_stays(session, ivan):
    added = add(session)
    activities.log(ivan, Link(added.id, added.name), CLIENTS, "call", "asked for a price", {})
    with pytest.raises(ConflictError):
        history.undo(session)
    assert client(session).name == "Romashka LLC"


def load(session, tmp_path, text):
    file = tmp_path / "clients.csv"
    file.write_text(text)
    return imports.run(session, str(file))


def test_what_stays_of_an_undone_import_keeps_its_phones(session, ivan, tmp_path):
    load(session, tmp_path, "company,phone\nAcme,+7 495 555-12-34\nZephyr,+7 495 555-12-35\n")
    records.edit(ivan, CLIENTS, 1, {"city": "Tver"})
    done = history.undo(session)
    assert [(r.entity, r.id, r.field) for r in done.refused] == [("clients", 1, None)]
    assert client(session).phone == "+7 495 555-12-34"


def test_an_undone_import_takes_back_the_client_that_it_gave_a_contact(session, tmp_path):
    records.add(session, CONTACTS, {"display_name": "Jane Smith", "email": "jane@acme.example"})
    load(session, tmp_path, "company,contact,email\nAcme,Jane Smith,jane@acme.example\n")
    before = records.get(session, CONTACTS, 1)
    assert before.client == Link(1, "Acme")
    assert history.undo(session).refused == ()
    assert records.get(session, CONTACTS, 1).client is None
    with pytest.raises(NotFoundError):
        client(session)
    history.redo(session)
    assert records.get(session, CONTACTS, 1).client == before.client


def test_a_new_choice_that_someone_else_uses_stays(session, ivan):
    add(session, industry="Fishing")
    add(ivan, name="Acme Ltd", industry="Fishing")
    done = history.undo(session)
    assert [refused.entity for refused in done.refused] == ["lookups"]
    known = {choice.key for choice in fields.named(session, "clients")["industry"].choices}
    assert "fishing" in known


def test_a_new_field_that_someone_else_has_filled_stays(session, ivan):
    fields.add(session, CLIENTS, "Colour", Kind.TEXT)
    add(ivan, colour="blue")
    with pytest.raises(ConflictError):
        history.undo(session)
    assert client(session).extra == {"colour": "blue"}


def test_a_record_that_a_field_of_our_own_leads_to_stays(session, ivan):
    fields.add(session, CLIENTS, "Integrator", Kind.LINK, CLIENTS)
    add(session)
    add(ivan, name="Acme Ltd", integrator="C-1")
    with pytest.raises(ConflictError):
        history.undo(session)
    assert client(session, 2).extra["integrator"] == Link(1, "Romashka LLC")


def test_redo_leaves_the_phones_that_someone_changed_since(session, ivan):
    add(session, phone="+7 495 555-12-34")
    records.edit(session, CLIENTS, 1, {"phone": "+7 495 555-12-35", "city": "Kazan"})
    history.undo(session)
    records.edit(ivan, CLIENTS, 1, {"phone": "+7 495 555-12-36"})
    done = history.redo(session)
    assert [(r.id, r.field) for r in done.refused] == [(1, "phone")]
    assert (client(session).phone, client(session).city) == ("+7 495 555-12-36", "Kazan")


def test_redo_shares_a_choice_that_someone_has_added_meanwhile(session, ivan):
    add(session, industry="Fishing")
    history.undo(session)
    add(ivan, name="Acme Ltd", industry="Fishing")
    assert history.redo(session).reverted == 1
    assert client(session).industry == "fishing"


def test_redo_says_that_the_client_of_a_contact_is_gone(session, ivan):
    add(session)
    records.add(ivan, CONTACTS, {"display_name": "Jane Smith", "client": "C-1"})
    history.undo(ivan)
    history.undo(session)
    with pytest.raises(ConflictError, match="others have changed it since"):
        history.redo(ivan)


def test_undo_leaves_a_link_to_a_client_that_is_gone(session, ivan):
    first = add(session)
    number = next(history.entries(session)).transaction.id
    add(session, name="Acme Ltd")
    records.add(ivan, CONTACTS, {"display_name": "Jane Smith", "client": "C-1"})
    records.edit(ivan, CONTACTS, 1, {"client": "C-2", "title": "director"})
    history.undo(session, number)
    done = history.undo(ivan)
    assert [(r.entity, r.field) for r in done.refused] == [("contacts", "client")]
    jane = records.get(session, CONTACTS, 1)
    assert (jane.client.id, jane.title) == (first.id + 1, None)


def test_undo_leaves_an_external_id_that_someone_has_taken_since(session, ivan):
    records.add(session, ACTIVITIES, {"subject": "call", "external_id": "one"})
    records.edit(session, ACTIVITIES, 1, {"external_id": "two", "reference": "letter"})
    records.add(ivan, ACTIVITIES, {"subject": "visit", "external_id": "one"})
    done = history.undo(session)
    assert [refused.field for refused in done.refused] == ["external_id"]
    call = records.get(session, ACTIVITIES, 1)
    assert (call.external_id, call.reference) == ("two", None)


def test_an_undone_change_cannot_be_undone_again(session):
    add(session)
    records.edit(session, CLIENTS, 1, {"city": "Kazan"})
    number = history.undo(session).of.id
    with pytest.raises(ConflictError, match="undone already"):
        history.undo(session, number)


def test_a_number_beyond_all_changes_is_none(session):
    with pytest.raises(NotFoundError, match="there is no change"):
        history.undo(session, 10**30)


def test_an_undo_is_redone_and_not_undone(session):
    add(session)
    done = history.undo(session)
    with pytest.raises(InvalidInputError):
        history.undo(session, done.transaction)


def test_a_custom_field_is_undone_with_its_values(session):
    fields.add(session, CLIENTS, "Fleet size", Kind.NUMBER)
    add(session, fleet_size="9", city="Kazan")
    records.edit(session, CLIENTS, 1, {"fleet_size": "12"})
    history.undo(session)
    assert client(session).extra == {"fleet_size": 9}
    history.redo(session)
    assert client(session).extra == {"fleet_size": 12}


def test_history_says_who_when_before_and_after(session):
    add(session, city="Moscow")
    records.edit(session, CLIENTS, 1, {"city": "Kazan"})
    newest, first = history.entries(session, CLIENTS, 1)
    assert newest.fields == {"city": ("Moscow", "Kazan")}
    assert newest.transaction.user == "Olga"
    assert first.fields["name"] == (None, "Romashka LLC")
    assert list(history.entries(session, CLIENTS, 1, newest.transaction.id)) == [first]


@pytest.mark.parametrize("count", [60, pytest.param(500, marks=pytest.mark.torture)])
def test_random_changes_undone_give_the_first_dump_byte_for_byte(session, count):
    fields.add(session, CLIENTS, "Fleet size", Kind.NUMBER)
    add(session, name="First", phone="+7 495 555-12-34", segment="retail")
    before, chance = dump(), random.Random(17)
    start = newest_to_undo(session.user.id)
    step = 0
    while newest_to_undo(session.user.id) < start + count:
        change(session, chance, step)
        step += 1
    after = dump()
    for _ in range(count):
        history.undo(session)
    assert newest_to_undo(session.user.id) == start
    assert dump() == before
    for _ in range(count):
        history.redo(session)
    assert dump() == after


def change(session, chance, step):
    """One action of a user at random, of the kinds that people do all day."""
    clients = [number for (number,) in database.execute_sql("SELECT id FROM client").fetchall()]
    one = chance.choice(clients)
    typed = {
        "city": chance.choice(["Kazan", "Тверь", ""]),
        "phone": chance.choice(["+7 495 555-12-34", "+7 495 555-12-35, +44 20 7946 0123", "", "?"]),
        "email": chance.choice(["a@b.example", "b@c.example, a@b.example", ""]),
        "fleet_size": chance.choice(["9", "12.5", ""]),
        "segment": chance.choice(["retail", f"new {step % 7}", ""]),
        "credit_limit": chance.choice(["500", ""]),
    }
    some = dict(chance.sample(sorted(typed.items()), 3))
    action = chance.randrange(5)
    if action == 0:
        records.add(session, CLIENTS, {"name": f"Client {step}", **some})
    elif action == 1:
        records.edit(session, CLIENTS, one, some)
    elif action == 2:
        activities.log(session, Link(one, ""), CLIENTS, "call", f"call {step}", {})
    elif action == 3:
        contact = {
            "display_name": f"Jane {step}",
            "client": f"C-{one}",
            "phone": some.get("phone", ""),
        }
        records.add(session, CONTACTS, contact) if one not in archived() else None
    else:
        records.archive(session, CLIENTS, Listing((), Chosen((one,))))


def archived():
    rows = database.execute_sql("SELECT id FROM client WHERE archived_at IS NOT NULL").fetchall()
    return {number for (number,) in rows}
