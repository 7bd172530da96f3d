"""`crm history`, `crm undo`, `crm redo`: the shapes and the codes."""

import pytest


@pytest.fixture
def acme(crm):
    crm("add", "client", "name=Acme", "turnover=10 EUR")
    crm("edit", "C-1", "name=Acme Ltd", "turnover=12.50")


def test_the_history_of_a_record_tells_before_and_after(crm, acme):
    edit, add = crm("history", "C-1", "--format", "json").json
    assert list(edit) == [
        *("txn", "at", "user", "source", "action", "entity", "id", "fields", "undone"),
    ]
    assert (edit["entity"], edit["id"], edit["undone"]) == ("clients", "C-1", False)
    assert edit["at"] == "2026-11-24T12:41:00+03:00"
    assert edit["fields"]["name"] == ["Acme", "Acme Ltd"]
    assert edit["fields"]["turnover"] == [
        {"amount": "10.00", "currency": "EUR"},
        {"amount": "12.50", "currency": "EUR"},
    ]
    assert add["txn"] < edit["txn"]
    assert add["fields"]["name"] == [None, "Acme"]


def test_what_was_done_is_told_in_words_that_no_language_changes(crm, acme):
    crm("edit", "C-1", "city=Kazan")
    crm("archive", "C-1")
    crm("undo")
    told = crm("--lang", "ru", "history", "C-1", "--format", "json").json
    assert [entry["action"] for entry in told] == ["undo", "archive", "edit", "edit", "add"]


def test_the_history_of_all_is_the_newest_first(crm, acme):
    crm("add", "task", "Ask", "client=C-1")
    entries = crm("history", "--format", "json").json
    assert [entry["id"] for entry in entries] == ["A-1", "C-1", "C-1"]
    assert entries[0]["fields"]["client"] == [None, "C-1"]
    assert len(crm("history", "--limit", "1", "--format", "jsonl").out.splitlines()) == 1


def test_the_table_of_the_history_is_short(crm, acme):
    crm("edit", "C-1", f"notes={'x' * 500}")
    lines = crm("history").out.splitlines()
    assert "name: Acme -> Acme Ltd" in lines[2]
    assert "10.00 EUR -> 12.50 EUR" in lines[2]
    assert max(map(len, lines)) < 200


def test_undo_and_redo_go_back_and_forth(crm, acme):
    done = crm("undo", "--format", "json").json
    assert set(done) == {"txn", "reverted", "refused"}
    assert (done["reverted"], done["refused"]) == (1, [])
    assert crm("show", "C-1", "--format", "json").json["name"] == "Acme"
    assert crm("redo").code == 0
    assert crm("show", "C-1", "--format", "json").json["name"] == "Acme Ltd"
    assert crm("undo").out == "undone: edit, 1 record\n"


def test_what_changed_since_is_refused_and_told(crm, acme):
    number = crm("history", "C-1", "--format", "json").json[0]["txn"]
    crm("edit", "C-1", "name=Third")
    ended = crm("undo", str(number))
    assert ended.code == 0
    assert "C-1 name" in ended.err
    done = crm("history", "C-1", "--format", "json").json[0]
    assert list(done["fields"]) == ["turnover"]


def test_nothing_left_is_3_and_nothing_possible_is_5(crm, acme):
    assert crm("redo").code == 3
    number = crm("history", "C-1", "--format", "json").json[0]["txn"]
    crm("edit", "C-1", "name=Third", "turnover=99")
    assert crm("undo", str(number)).code == 5
    assert crm("undo", "4711").code == 3
    assert crm("undo", "x").code == 2
    while crm("undo").code == 0:
        pass
    ended = crm("undo", "--format", "json")
    assert (ended.code, ended.error["code"]) == (3, "not_found")
    assert crm("list", "clients", "--format", "ids").out == ""
