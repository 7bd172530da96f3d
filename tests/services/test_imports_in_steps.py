"""A large import is written in steps between which others write, and is all or nothing still."""

from functools import partial

import pytest

from crm_tui.data import running_changes
from crm_tui.data.database import database
from crm_tui.data.models.clients import Client
from crm_tui.data.models.contacts import Contact, ContactPoint
from crm_tui.data.models.imports import ImportBatch
from crm_tui.data.models.journal import Change, Transaction
from crm_tui.domain.entities import CLIENTS
from crm_tui.errors import ConflictError
from crm_tui.services import history, import_writing, imports, past_imports, records
from tests.services import steps
from tests.services.steps import StoppedError, cut_off, small_steps

FILE = "Company;Contact;Phone;E-mail;City;Referrer\n" + "".join(
    f"Client {number};Anna Smith{number};+4420712345{number:02d};a{number}@example.com;;"
    f"Client {(number + 3) % 9}\n"
    for number in range(9)
)


@pytest.fixture(autouse=True)
def steps_of_two(monkeypatch):
    small_steps(monkeypatch, (import_writing, "AT_ONCE", 0), (import_writing, "CHUNK", 2))


@pytest.fixture
def load(session, tmp_path):
    def load(text=FILE, progress=None, **options):
        path = tmp_path / "clients.csv"
        path.write_text(text)
        return imports.run(session, str(path), imports.Options(**options), progress=progress)

    return load


during = partial(steps.during, above=import_writing.READING)
"""A progress that does work once, after the second step."""


def left():
    return [model.select().count() for model in (Client, Contact, ContactPoint, ImportBatch)]


def test_it_is_one_change_and_one_undo_and_the_same_file_changes_nothing(session, load):
    result = load()
    assert (result.new, left()) == (9, [9, 9, 18, 1])
    assert Transaction.select().where(Transaction.source == "import").count() == 1
    assert Client.get(name="Client 0").referrer.name == "Client 3"
    assert Client.get(name="Client 8").referrer.name == "Client 2"
    found = "SELECT rowid FROM contact_search WHERE contact_search MATCH 'smith7 AND a7'"
    assert len(database.execute_sql(found).fetchall()) == 1
    assert load().same == 9
    assert history.undo(session, result.transaction).reverted == 18
    assert left()[:3] == [0, 0, 0]


def test_it_updates_in_steps_too(session, load):
    load()
    result = load(FILE.replace(";;Client", ";Leeds;Client"))
    assert (result.updated, Client.select().where(Client.city == "Leeds").count()) == (9, 9)
    history.undo(session)
    assert Client.select().where(Client.city.is_null(False)).count() == 0


def test_a_stop_between_two_steps_leaves_nothing(session, load):
    def look_and_stop():
        running = Transaction.get(Transaction.source == "import")
        with pytest.raises(ConflictError):
            history.undo(session, running.id)
        assert past_imports.page(session, 0, 9).total == 0
        steps.stop()

    with pytest.raises(StoppedError):
        load(progress=during(look_and_stop))
    assert left() == [0, 0, 0, 0]
    assert database.execute_sql("SELECT count(*) FROM client_search").fetchone() == (0,)
    assert Transaction.select().where(Transaction.source == "import").count() == 0
    assert load().new == 9


def test_what_others_have_built_on_stays_when_it_is_taken_back(session, load):
    def build_and_stop():
        records.edit(session, CLIENTS, Client.get(name="Client 1").id, {"city": "York"})
        steps.stop()

    with pytest.raises(StoppedError):
        load(progress=during(build_and_stop))
    assert [client.name for client in Client.select()] == ["Client 1"]
    assert ImportBatch.select().count() == 0


def test_only_an_import_whose_writer_is_gone_is_taken_back(session, load, monkeypatch):
    def look():
        assert not database.connection().in_transaction  # others can write
        running_changes.take_back_cut_off()
        assert Client.select().count() == 4

    assert load(progress=during(look)).new == 9
    others = FILE.replace("Client", "Firm").replace("@", "@x.").replace("+44", "+45")
    cut_off(monkeypatch, partial(load, others, progress=during(lambda: 1 / 0)))
    assert Client.select().count() == 13
    running_changes.take_back_cut_off()
    assert left() == [9, 9, 18, 1]
    assert Change.select().where(Change.op == "delete").count() == 0


def test_a_row_that_somebody_else_has_entered_meanwhile_is_refused(session, load, tmp_path):
    def enter():
        records.add(session, CLIENTS, {"name": "Other", "email": "a7@example.com"})

    result = load(FILE + "Client 7;Bob Hill;;bob@example.com;;\n", progress=during(enter))
    assert (result.rows, result.new, result.rejected) == (10, 8, 2)
    assert Client.select().where(Client.name == "Client 7").count() == 0
    assert Client.get(name="Client 4").referrer is None
    refused = (tmp_path / "clients.rejected.csv").read_text().splitlines()
    assert [line.partition(";")[0] for line in refused] == ["Company", "Client 7", "Client 7"]


def test_a_field_that_somebody_else_has_filled_meanwhile_is_kept(session, load):
    load()
    number = Client.get(name="Client 8").id

    def fill():
        records.edit(session, CLIENTS, number, {"city": "York"})

    load(FILE.replace(";;Client", ";Leeds;Client"), progress=during(fill))
    assert Client.get_by_id(number).city == "York"
