"""`crm list`: every form, and what may be asked."""

import csv
import io
import json

import pytest

from crm_tui.cli.words import LISTS


@pytest.fixture
def clients(crm):
    crm("add", "client", "name=Bright & Co", "city=London", "turnover=1234.50 GBP")
    crm("add", "client", "name=[ACME] Ltd", "city=Kazan", "phone=+7 495 555-12-34")
    crm("add", "lead", "name==SUM(A1)", "city=Kazan")


@pytest.mark.parametrize("what", LISTS)
def test_an_empty_list_is_no_error(crm, what):
    ended = crm("list", what)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "nothing found\n"


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "ids"])
def test_an_empty_list_is_valid_in_every_form(crm, form):
    ended = crm("list", "clients", "--format", form, "--columns", "name")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == {"json": "[]\n", "jsonl": "", "csv": "id,name\r\n", "ids": ""}[form]


def test_a_table_shows_names_as_they_are(crm, clients):
    lines = crm("list", "clients", "--columns", "name,city").out.splitlines()
    assert lines == [
        "id   Name         City",
        "C-3  =SUM(A1)     Kazan",
        "C-2  [ACME] Ltd   Kazan",
        "C-1  Bright & Co  London",
    ]


def test_json_has_all_fields_in_the_promised_shapes(crm, clients):
    (found,) = crm("list", "clients", "--where", "city:London", "--format", "json").json
    assert (found["id"], found["version"], found["name"]) == ("C-1", 1, "Bright & Co")
    assert found["turnover"] == {"amount": "1234.50", "currency": "GBP"}
    assert found["created_at"] == "2026-11-24T12:41:00+03:00"
    assert found["created_by"]["id"] == "U-1"
    assert found["phone"] is None


def test_a_sum_has_its_currency_also_where_that_is_no_column(crm, clients):
    columns = ("--columns", "turnover", "--where", "city:London")
    (found,) = crm("list", "clients", *columns, "--format", "json").json
    assert list(found) == ["id", "version", "turnover"]
    assert found["turnover"]["currency"] == "GBP"
    assert "1234.50 GBP" in crm("list", "clients", *columns).out


def test_the_id_may_be_named_as_a_column(crm, clients):
    ended = crm("list", "clients", "--columns", "id,name", "--limit", "1")
    assert ended.out == "id   Name\nC-3  =SUM(A1)\n"
    assert crm("list", "clients", "--columns", "id", "--limit", "1").out == "id\nC-3\n"
    assert crm("export", "clients", "--columns", "id").out.splitlines()[0] == "id"


def test_json_lines_are_an_object_a_line(crm, clients):
    lines = crm("list", "clients", "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["C-3", "C-2", "C-1"]


def test_csv_holds_no_live_formula(crm, clients):
    text = crm("list", "clients", "--format", "csv", "--columns", "name,phone").out
    rows = list(csv.reader(io.StringIO(text)))
    assert rows == [
        ["id", "name", "phone"],
        ["C-3", "'=SUM(A1)", ""],
        ["C-2", "[ACME] Ltd", "+7 495 555-12-34"],
        ["C-1", "Bright & Co", ""],
    ]


def test_ids_alone_can_be_piped_on(crm, clients):
    ended = crm("list", "clients", "--format", "ids", "--sort", "-name", "--limit", "2")
    assert ended.out == "C-1\nC-2\n"


def test_leads_are_the_clients_that_have_not_bought(crm, clients):
    assert crm("list", "leads", "--format", "ids").out == "C-3\n"
    assert crm("list", "leads", "--where", "city:London or city:Kazan", "--format", "ids").out == (
        "C-3\n"
    )


def test_a_table_has_labels_where_json_has_keys(crm):
    crm("add", "call", "Ask")
    assert "planned" in crm("list", "activities", "--columns", "status,subject").out
    (found,) = crm("list", "activities", "--format", "json").json
    assert found["status"] == "planned"


def test_line_breaks_of_a_note_do_not_break_the_table(crm):
    crm("add", "client", "name=Acme", "notes=one\ntwo\tthree")
    assert crm("list", "clients", "--columns", "notes").out.splitlines()[1] == "C-1  one two three"


def test_more_rows_than_are_measured_are_all_written(crm, session):
    from crm_tui.domain.entities import CLIENTS
    from crm_tui.services import records

    for number in range(203):
        records.add(session, CLIENTS, {"name": f"Client {number:03}"})
    assert len(crm("list", "clients").out.splitlines()) == 204


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["orders"],
            "there is nothing called orders: try clients, contacts, deals, activities, leads",
        ),
        (["clients", "--where", "cty:Kazan"], "did you mean city?"),
        (["clients", "--where", "created:banana"], "banana"),
        (["clients", "--sort", "-nme"], "did you mean name?"),
        (["clients", "--columns", "name,ctiy"], "did you mean city?"),
        (["clients", "--limit", "-1"], "-1"),
        (["clients", "--limit", "many"], "many is no whole number"),
        (["clients", "--format", "xml"], "xml is not possible here"),
        (["clients", "contacts"], "contacts is too much here"),
        (["clients", "--frmat", "json"], "there is no option --frmat: did you mean --format?"),
        (["clients", "--where"], "--where needs a value"),
        ([], "is missing"),
    ],
)
def test_a_mistake_is_told_with_its_word(crm, arguments, sentence):
    ended = crm("list", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert sentence in ended.err
    assert len(ended.err.splitlines()) == 1


def test_a_plain_list_has_a_field_a_line_and_nothing_that_is_drawn(crm):
    crm("add", "client", "name=Acme", "city=Leeds", "notes=a\nb")
    crm("add", "client", "name=Bright")
    assert crm("list", "clients", "--plain", "--columns", "name,city,notes").out == (
        "id: C-1\nName: Acme\nCity: Leeds\nNotes: a b\n\nid: C-2\nName: Bright\n"
    )


@pytest.mark.parametrize(
    "words", [("show", "C-1"), ("find", "acme"), ("today",), ("info",), ("history",)]
)
def test_plain_has_no_columns_anywhere(crm, words):
    crm("add", "client", "name=Acme", "city=Leeds")
    crm("add", "task", "call Acme", "client=C-1", "due=2026-11-20")
    told = crm(*words, "--plain")
    assert told.code == 0
    assert ": " in told.out
    assert not any("   " in line.strip() or "─" in line for line in told.out.splitlines())
    assert "   " in crm(*words).out
