"""`crm import`: the JSON shape, the exit codes, what is told on stderr."""

import io
import json
import signal
import subprocess
import sys

import pytest
import xlsxwriter

from crm_tui.cli.app import run

CLIENTS = "Company;Contact;E-mail;Shoe size\nAcme;Anna Taylor;anna@acme.example;38\n"
KILLED = """
import os, signal, sys
from crm_tui.data import search
from crm_tui.cli.app import run
insert, calls = search.insert_texts, []
def killing(name, *query):
    insert(name, *query)
    calls.append(name)
    if len(calls) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
search.insert_texts = killing
run(sys.argv[1:])
"""


@pytest.fixture
def crm(tmp_path, capsys):
    """Runs a command on a database of its own; returns exit code, stdout and stderr."""

    def crm(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments, "--db", str(tmp_path / "crm.db"), "--lang", "en"])
        told = capsys.readouterr()
        return code, told.out, told.err

    return crm


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "clients.csv"
    path.write_text(CLIENTS)
    return path


def test_the_json_has_the_promised_shape(crm, source):
    source.write_text(CLIENTS + ";;;\n\n")
    code, out, err = crm("import", str(source), "--into", "clients", "--format", "json")
    assert code == 0
    assert json.loads(out) == {
        "rows": 1,
        "new": 1,
        "updated": 0,
        "same": 0,
        "duplicate": 0,
        "rejected": 0,
        "blank": 2,
        "deals": 0,
        "txn": 2,
        "encoding": "utf-8",
        "delimiter": ";",
        "mapping": {
            "Company": "name",
            "Contact": "contact.display_name",
            "E-mail": "contact.email",
            "Shoe size": None,
        },
        "missing": [],
        "samples": [{"line": 2, "verdict": "new", "name": "Acme, Anna Taylor", "of": []}],
    }
    assert err.splitlines() == [
        "columns that fit no field were left out: Shoe size",
        "2 blank rows were skipped",
    ]


def test_of_the_columns_that_are_left_out_the_empty_ones_are_counted(crm, source):
    source.write_text("Company,Shoe size,Fax,Pager\nAcme,44,,\n")
    _code, _out, err = crm("import", str(source))
    assert err.splitlines() == [
        "columns that fit no field were left out: Shoe size",
        "2 empty columns fit no field",
    ]


def test_an_import_that_changes_nothing_has_no_transaction(crm, source):
    crm("import", str(source))
    code, out, _err = crm("import", str(source), "--format", "json")
    told = json.loads(out)
    assert (code, told["txn"], told["same"], told["new"]) == (0, None, 1, 0)


def test_people_get_a_small_table(crm, source):
    code, out, _err = crm("import", str(source))
    titles, counts = out.splitlines()
    assert code == 0
    assert titles.split() == ["rows", "added", "updated", "same", "duplicate", "rejected"]
    assert counts.split() == ["1", "1", "0", "0", "0", "0"]


def test_refused_rows_end_with_8_and_are_in_their_file(crm, source, tmp_path):
    source.write_text(CLIENTS + "Beta;;broken;\n")
    rejects = tmp_path / "bad.csv"
    code, out, err = crm("import", str(source), "--format", "json", "--rejects", str(rejects))
    assert (code, json.loads(out)["rejected"]) == (8, 1)
    assert f"1 row was refused: see {rejects}" in err
    assert rejects.read_text().splitlines() == [
        "Company;Contact;E-mail;Shoe size;line;reason",
        "Beta;;broken;;3;E-mail: broken is no e-mail address: give one like anna@example.com",
    ]


@pytest.mark.parametrize(
    ("encoding", "sign", "told"),
    [("cp1251", ";", "read as cp1251; between the columns: semicolon"),
     ("utf-16", "\t", "read as utf-16; between the columns: tab")],
)  # fmt: skip
def test_a_dry_run_tells_how_the_file_is_read(crm, source, encoding, sign, told):
    text = "Название;Город\nРомашка;Казань\nЩёголев и сыновья;Пермь\n"
    source.write_bytes(text.replace(";", sign).encode(encoding))
    _code, _out, err = crm("import", str(source), "--dry-run")
    assert err.splitlines()[0] == told
    assert "read as" not in crm("import", str(source))[2]


def test_a_dry_run_tells_why_rows_would_be_refused(crm, source):
    source.write_text(CLIENTS + "Beta;;broken;\n" * 7)
    code, _out, err = crm("import", str(source), "--dry-run")
    lines = err.splitlines()
    assert (code, lines[2]) == (8, "line 2: Acme, Anna Taylor is added")
    assert lines[3] == "line 3: E-mail: broken is no e-mail address: give one like anna@example.com"
    assert [line.partition(":")[0] for line in lines[3:]] == [f"line {at}" for at in range(3, 8)]
    assert list(source.parent.glob("*rejected*")) == []


def test_refused_rows_do_not_go_where_the_counts_go(crm, source):
    code, out, err = crm("import", str(source), "--rejects", "-")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert crm("list", "clients", "--format", "ids")[1] == ""


def test_an_unreadable_file_ends_with_2_and_names_the_line(crm, source):
    source.write_text(CLIENTS + '"Beta;;\n' + "Gamma;;;\n" * 101)
    code, out, err = crm("import", str(source), "--format", "json")
    error = json.loads(err)["error"]
    assert (code, out, error["code"], error["line"]) == (2, "", "invalid", 3)
    assert str(source) in error["message"]


@pytest.mark.parametrize(
    "options",
    [
        ["--into", "shoes"],
        ["--update", "maybe"],
        ["--match", "shoe"],
        ["--encoding", "klingon"],
        ["--delimiter", "ab"],
        ["--map", "none.json"],
    ],
)
def test_a_wrong_option_ends_with_2(crm, source, options):
    code, out, err = crm("import", str(source), *options)
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_a_missing_file_a_folder_and_a_device_end_with_2(crm, tmp_path):
    for name in (str(tmp_path / "none.csv"), str(tmp_path), "/dev/null"):
        code, _out, err = crm("import", name)
        assert (code, err.count("\n")) == (2, 1)


def test_columns_can_be_said_in_a_file(crm, source, tmp_path):
    (tmp_path / "map.json").write_text('{"Shoe size": "notes"}')
    _code, out, _err = crm(
        "import", str(source), "--map", str(tmp_path / "map.json"), "--format", "json"
    )
    assert json.loads(out)["mapping"]["Shoe size"] == "notes"


def test_columns_can_be_said_on_standard_input(crm, source, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"Shoe size": "notes"}'))
    _code, out, _err = crm("import", str(source), "--map", "-", "--format", "json")
    assert json.loads(out)["mapping"]["Shoe size"] == "notes"


@pytest.mark.parametrize("text", ["[]", '{"Company": 1}', "{", "[" * 100_000])
def test_a_map_that_is_none_is_refused(crm, source, tmp_path, text):
    (tmp_path / "map.json").write_text(text)
    assert crm("import", str(source), "--map", str(tmp_path / "map.json"))[0] == 2


@pytest.mark.parametrize("name", ["map.json", "map.toml"])
def test_what_columns_are_can_be_written_and_used_again(crm, source, tmp_path, name):
    saved = tmp_path / name
    source.write_text(CLIENTS.replace("Shoe size", "Shoe size 👟"))
    crm("import", str(source), "--dry-run", "--save-map", str(saved))
    saved.write_text(saved.read_text().replace('"city"', '"region"').replace("null", '"notes"'))
    if name.endswith("toml"):
        saved.write_text(saved.read_text().replace('""', '"notes"'))
    _code, out, _err = crm("import", str(source), "--map", str(saved), "--format", "json")
    assert json.loads(out)["mapping"] == {
        "Company": "name",
        "Contact": "contact.display_name",
        "E-mail": "contact.email",
        "Shoe size 👟": "notes",
    }


def test_a_map_serves_a_file_without_some_of_its_columns_and_says_so(crm, source, tmp_path):
    saved, again = tmp_path / "map.json", tmp_path / "again.json"
    saved.write_text('{"Shoe size": "notes", "Fax": null, "Town": "city"}')
    arguments = ("import", str(source), "--dry-run", "--map", str(saved), "--save-map", str(again))
    code, out, err = crm(*arguments, "--format", "json")
    told = json.loads(out)
    assert (code, told["mapping"]["Shoe size"], told["missing"]) == (0, "notes", ["Fax", "Town"])
    assert "the file has not: Fax, Town" in err
    kept = json.loads(again.read_text("utf-8"))
    assert kept == {**told["mapping"], "Fax": None, "Town": "city"}
    saved.write_text('{"Fax": null, "Town": "city"}')
    code, _out, err = crm("import", str(source), "--map", str(saved))
    assert (code, "none of the columns that were named: Fax, Town" in err) == (2, True)


def test_a_preset_is_told_and_can_be_said(crm, tmp_path):
    path = tmp_path / "Connections.csv"
    path.write_text("First Name,Last Name,Email Address,Connected On\nAnna,Taylor,,05 Mar 2024\n")
    code, _out, err = crm("import", str(path))
    assert (code, "recognised as LinkedIn (--map linkedin)" in err) == (0, True)
    assert crm("import", str(path), "--map", "linkedin", "--dates", "dmy", "--keep-unknown")[0] == 0
    code, _out, err = crm("import", str(path), "--map", "linkedn")
    assert (code, "did you mean linkedin" in err) == (2, True)


def test_a_table_of_ours_is_called_so(crm, source, tmp_path):
    crm("import", str(source))
    own = str(tmp_path / "own.csv")
    crm("export", "clients", "-o", own)
    code, _out, err = crm("import", own)
    assert (code, "written by this program: rows are known by their ids" in err) == (0, True)
    assert "left out: id" not in err


def test_standard_input_is_read_for_a_dash(crm, monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO(CLIENTS.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    _code, out, _err = crm("import", "-", "--format", "json")
    assert json.loads(out)["new"] == 1


def test_an_import_can_be_undone_and_redone(crm, source):
    crm("import", str(source))
    before = crm("list", "clients", "--format", "json")[1]
    assert crm("undo")[0] == 0
    assert json.loads(crm("list", "clients", "--format", "json")[1]) == []
    assert crm("redo")[0] == 0
    after = crm("list", "clients", "--format", "json")[1]
    assert [client["name"] for client in json.loads(after)] == ["Acme"]
    assert json.loads(after)[0]["id"] == json.loads(before)[0]["id"]


def test_a_kill_in_the_middle_leaves_nothing_of_it(crm, tmp_path):
    crm("info")
    path = tmp_path / "many.csv"
    path.write_text("Company\n" + "".join(f"Client {number}\n" for number in range(25_000)))
    command = [sys.executable, "-c", KILLED, "import", str(path), "--db", str(tmp_path / "crm.db")]
    killed = subprocess.run(command, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    code, out, err = crm("info", "--format", "json")
    assert (code, json.loads(out)["counts"]["clients"]) == (0, 0)
    assert f"crm: the import of {path} (" in err
    assert err.endswith("all that it had written was taken back: import it again\n")
    assert crm("find", "Client")[1:] == ("", "nothing found\n")
    code, out, _err = crm("import", str(path), "--format", "json")
    assert (code, json.loads(out)["new"]) == (0, 25_000)


def test_of_a_workbook_it_says_which_sheet_was_read(crm, tmp_path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Cover").write(0, 0, "Our clients")
        sheet = workbook.add_worksheet("Clients")
        sheet.write_row(0, 0, ["Company", "City"])
        sheet.write_row(1, 0, ["Acme", "Oslo"])
    _code, out, err = crm("import", str(path), "--dry-run")
    assert out.splitlines()[1].split()[:2] == ["1", "1"]
    assert "only Clients was read, not Cover" in err
    assert "read as" not in err
    assert "sheets" not in crm("import", str(path), "--sheet", "Clients")[2]
