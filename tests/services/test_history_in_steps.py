"""A large change is taken back in steps between which others write, and all or nothing still."""

from dataclasses import replace
from functools import partial

import pytest

from crm_tui.data import reverting_parts, reverting_steps, running_changes
from crm_tui.data.database import database
from crm_tui.data.journalled import JOURNALLED
from crm_tui.data.models.clients import Client
from crm_tui.data.models.contacts import ContactPoint
from crm_tui.data.models.journal import Change, Transaction
from crm_tui.data.stores import users
from crm_tui.domain.entities import CLIENTS, CONTACTS
from crm_tui.errors import ConflictError, CrmError
from crm_tui.services import history, imports, records
from tests.services.steps import StoppedError, cut_off, during, small_steps, stop

REFERRERS = (1, 2, "", 8, 3, 6, 5, 7, 0)
"""Who was recommended by whom: chains, circles, one by itself."""

FILE = "Company;Contact;Phone;E-mail;City;Referrer\n" + "".join(
    f"Client {number};{f'Anna Smith{number}' if number else ''};+4420712345{number:02d};"
    f"a{number}@example.com;{'Leeds' if number == 2 else ''};Client {referrer}\n"
    for number, referrer in enumerate(REFERRERS)
)


@pytest.fixture(autouse=True)
def steps_of_two(monkeypatch):
    sizes = (history, "AT_ONCE", 0), (reverting_parts, "SIZE", 2), (reverting_steps, "HOLD", 0)
    small_steps(monkeypatch, *sizes)


@pytest.fixture
def number(session, tmp_path):
    """The import of a file, on top of a client that it gives a city."""
    records.add(session, CLIENTS, {"name": "Client 2"})
    path = tmp_path / "clients.csv"
    path.write_text(FILE)
    return imports.run(session, str(path), imports.Options(update="fill")).transaction


@pytest.fixture
def ivan(session):
    """A colleague on the same database."""
    return replace(session, user=users.sign_in("ivan", "Ivan", session.now()))


def dump():
    """Every journalled row but for version and who changed it last, and the index."""
    rows = {}
    for entity, model in JOURNALLED.items():
        hidden = {"version", "changed_at", "changed_by"}
        columns = [f for f in model._meta.sorted_fields if f.name not in hidden]
        rows[entity] = list(model.select(*columns).order_by(model.id).tuples())
    for one in ("client", "contact"):
        found = f"SELECT rowid, title, body FROM {one}_search ORDER BY rowid"
        rows[one] = database.execute_sql(found).fetchall()
    return rows


def journal():
    """Which actions there are, and how much each wrote."""
    found = Transaction.select(Transaction.id, Transaction.kind, Transaction.undone_by)
    return list(found.tuples()), Change.select().count()


def test_undo_and_redo_give_all_back_byte_for_byte(session, number):
    after, (actions, _changes) = dump(), journal()
    shares = []
    undone = history.undo(session, progress=shares.append)
    assert (undone.reverted, undone.refused) == (17, ())
    assert shares == sorted(shares)
    assert len(shares) > 20
    assert [client.name for client in Client.select()] == ["Client 2"]
    assert (Client.get().city, ContactPoint.select().count()) == (None, 0)
    before = dump()
    assert history.redo(session).of.id == number
    assert dump() == after
    assert history.undo(session, number).reverted == 17
    assert dump() == before
    assert len(journal()[0]) == len(actions) + 3
    with pytest.raises(ConflictError, match="undone already"):
        history.undo(session, number)


@pytest.mark.parametrize("take_back", [history.undo, history.redo])
def test_a_stop_between_two_steps_leaves_everything(session, number, take_back):
    if take_back is history.redo:
        history.undo(session)
    before, told = dump(), journal()
    for place in (9, 14):
        with pytest.raises(StoppedError):
            take_back(session, progress=during(stop, place))
        assert (dump(), journal()) == (before, told)
    assert take_back(session).reverted == 17


def test_one_that_was_cut_off_is_taken_back_at_the_next_start(session, number, monkeypatch):
    before, told = dump(), journal()
    cut_off(monkeypatch, partial(history.undo, session, progress=during(lambda: 1 / 0, 12)))
    assert dump() != before
    running_changes.take_back_cut_off()
    assert (dump(), journal()) == (before, told)


def test_nobody_takes_back_what_is_being_taken_back(session, ivan, number):
    def again():
        with pytest.raises(ConflictError, match="undone already"):
            history.undo(ivan, number)
        with pytest.raises(ConflictError, match="still being written"):
            history.redo(session)

    assert history.undo(session, number, during(again, 4)).reverted == 17


def test_what_others_do_elsewhere_meanwhile_holds_nothing_up(session, ivan, number):
    inside = []

    def progress(share):
        inside.append(database.connection().in_transaction)
        if len(inside) == 4:
            records.add(ivan, CLIENTS, {"name": "Other", "phone": "+44 20 7946 0123"})

    assert history.undo(session, number, progress).refused == ()
    assert not any(inside)
    assert sorted(client.name for client in Client.select()) == ["Client 2", "Other"]


@pytest.mark.parametrize(
    ("entity", "typed"),
    [
        (CLIENTS, {"city": "York"}),
        (CONTACTS, {"display_name": "Jane", "client": "C-2"}),
        (CLIENTS, {"name": "New", "referrer": "C-2"}),
    ],
)
def test_what_others_change_or_build_on_meanwhile_stays_with_all_of_it(
    session, ivan, number, entity, typed
):
    """Its phone may be gone when they do so: then it is all done again, and at once."""

    def work():
        assert not ContactPoint.select().where(ContactPoint.client == 2).exists()
        if "city" in typed:
            records.edit(ivan, CLIENTS, 2, typed)
        else:
            records.add(ivan, entity, typed)

    done = history.undo(session, number, during(work, 13))
    assert ("clients", 2, None) in [(one.entity, one.id, one.field) for one in done.refused]
    kept = records.get(session, CLIENTS, 2)
    assert (kept.name, kept.phone, kept.email) == ("Client 0", "+442071234500", "a0@example.com")


def test_where_nothing_can_be_taken_back_that_is_told_and_passed_over(session, ivan):
    records.add(session, CLIENTS, {"name": "Acme"})
    records.edit(ivan, CLIENTS, 1, {"city": "York"})
    with pytest.raises(ConflictError, match="the next undo takes the change before"):
        history.undo(session)
    with pytest.raises(CrmError, match="nothing left to undo"):
        history.undo(session)
