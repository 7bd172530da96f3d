"""Each of very many records gets its own values: in steps, and as one change all the same."""

import pytest

from crm_tui.data.database import database
from crm_tui.data.models.clients import Client
from crm_tui.data.models.journal import Transaction
from crm_tui.domain.conflicts import EditConflictError
from crm_tui.domain.entities import ACTIVITIES, CLIENTS
from crm_tui.errors import InvalidInputError
from crm_tui.services import edits, history, notifications, records
from crm_tui.services.edits import Edit, Edits
from tests.services.steps import small_steps


@pytest.fixture(autouse=True)
def steps_of_two(monkeypatch):
    small_steps(monkeypatch, (edits, "AT_ONCE", 2), (edits, "STEP", 2))


@pytest.fixture
def wanted(session):
    """Five clients who move to five cities."""
    found = Edits()
    for number in range(5):
        client = records.add(session, CLIENTS, {"name": f"Client {number}", "city": "Kazan"})
        found.add(Edit(client, {"city": f"City {number}"}, {"city": "Kazan"}))
    return found


def cities() -> list[str]:
    return [city for (city,) in Client.select(Client.city).order_by(Client.id).tuples()]


def actions() -> int:
    return Transaction.select().where(Transaction.kind == "change").count()


def test_it_is_one_change_and_one_undo_and_others_write_between_the_steps(session, wanted):
    before, shares = actions(), []

    def progress(share):
        shares.append(share)
        if share < 1:
            assert not database.connection().in_transaction
            records.edit(session, CLIENTS, 5, {"industry": "retail"})

    assert edits.save(session, CLIENTS, wanted, progress) == 5
    assert (shares, cities()) == ([0.4, 0.8, 1.0], [f"City {number}" for number in range(5)])
    assert actions() == before + 2
    found = "SELECT rowid FROM client_search WHERE client_search MATCH 'city'"
    assert len(database.execute_sql(found).fetchall()) == 5
    number = Transaction.get(Transaction.label == "edit many").id
    assert history.undo(session, number).reverted == 5
    assert cities() == ["Kazan"] * 5
    assert records.get(session, CLIENTS, 5).industry == "retail"


def test_what_changes_nothing_leaves_no_change(session, wanted):
    edits.save(session, CLIENTS, wanted)
    before = actions()
    assert edits.save(session, CLIENTS, wanted) == 0
    assert actions() == before


@pytest.mark.parametrize("ending", ["stopped", "a colleague was quicker", "no such value"])
def test_what_ends_it_in_the_middle_leaves_nothing(session, wanted, ending):
    def progress(share):
        with pytest.raises(Exception, match="still being written"):
            history.undo(session, Transaction.get(Transaction.label == "edit many").id)
        if ending == "stopped":
            raise KeyboardInterrupt
        records.edit(session, CLIENTS, 5, {"city": "Omsk"})

    if ending == "no such value":
        client = records.get(session, CLIENTS, 4)
        wanted.replace(Edit(client, {"credit_limit": "much"}, {}))
        kind, match = InvalidInputError, "^C-4: "
    else:
        kind = {"stopped": KeyboardInterrupt}.get(ending, EditConflictError)
        match = None
    before = actions()
    with pytest.raises(kind, match=match):
        edits.save(session, CLIENTS, wanted, progress)
    assert cities()[:4] == ["Kazan"] * 4
    assert actions() - before == (0 if ending == "stopped" else 1)
    assert not Transaction.select().where(Transaction.steps.is_null(False)).exists()


def test_an_edit_that_is_settled_stands_for_the_one_before(session, wanted):
    records.edit(session, CLIENTS, 1, {"city": "Omsk"})
    with pytest.raises(EditConflictError) as caught:
        edits.save(session, CLIENTS, wanted)
    wanted.replace(Edit(caught.value.current, {"city": "Perm"}, {"city": "Kazan"}))
    assert edits.save(session, CLIENTS, wanted) == 5
    assert cities()[:2] == ["Perm", "City 1"]


def test_what_repeats_is_planned_again_and_the_dates_of_contact_follow(session):
    client = records.add(session, CLIENTS, {"name": "Acme"})
    typed = {"subject": "Call", "kind": "call", "client": "C-1", "recurrence": "daily"}
    found = [
        records.add(session, ACTIVITIES, typed | {"start": f"2026-11-2{day} 10:00"})
        for day in range(3)
    ]
    done = [Edit(one, {"status": "done"}, {"status": "planned"}) for one in found]
    assert edits.save(session, ACTIVITIES, done) == 3
    assert [records.get(session, ACTIVITIES, 4 + place).status for place in range(3)] == [
        "planned"
    ] * 3
    now = records.get(session, CLIENTS, client.id)
    assert now.last_contact == found[2].start
    assert notifications.count_unread(session) == 0
