"""`crm check` and `crm info`, and what a busy or a damaged database looks like from outside."""

import pytest

from crm_tui.data import database, search


@pytest.fixture
def other(database_path):
    """Another program's connection to the same database."""
    connection = database.SqliteDatabase(str(database_path))
    connection.connect()
    yield connection
    connection.close()


def test_a_sound_database_is_told_so(crm):
    assert crm("check").out == "the database is sound\n"
    assert crm("check", "--format", "json").json == {"ok": True, "problems": []}


def test_problems_are_named_and_end_with_9(crm, other):
    crm("add", "client", "name=Acme")
    other.execute_sql(f"DELETE FROM {search.table_name('clients')} WHERE rowid = 1")
    ended = crm("check", "--format", "json")
    assert ended.code == 9
    assert ended.json["ok"] is False
    assert "client 1" in ended.json["problems"][0]
    assert crm("check").code == 9


def test_info_tells_where_and_how_much(crm, database_path):
    crm("add", "client", "name=Acme")
    found = crm("info", "--format", "json").json
    assert list(found) == [
        *("database", "size", "schema", "sqlite", "user", "language", "zone", "counts"),
    ]
    assert found["database"] == str(database_path)
    assert (found["zone"], found["language"]) == ("Europe/Moscow", "en")
    assert found["counts"]["clients"] == 1
    assert str(database_path) in crm("info").out


def test_a_database_that_stays_locked_is_6(crm, other, monkeypatch):
    crm("info")
    monkeypatch.setitem(database.PRAGMAS, "busy_timeout", 20)
    other.begin("IMMEDIATE")
    ended = crm("add", "client", "name=Acme")
    assert ended.code == 6
    assert "busy" in ended.err
    other.rollback()
    assert crm("list", "clients", "--format", "ids").out == ""
