"""`crm export`: files that are whole, and come back unchanged."""

import csv
import json

import pytest


@pytest.fixture
def clients(crm):
    crm("add", "client", "name==Acme", "turnover=1234.50 GBP", "notes=one\ntwo", "source=Fair")
    crm(
        "add",
        "client",
        "name=[B] & Co",
        "phone=+44 20 7946 0123",
        "first_touch_at=2026-11-01 15:30",
    )
    crm("add", "lead", "name=Хрущёв и сыновья", "email=info@example.com", "rating=A")


@pytest.mark.parametrize("ending", ["csv", "json", "jsonl", "xlsx", "vcf"])
def test_an_exported_file_imported_again_changes_nothing(crm, clients, tmp_path, ending):
    path = tmp_path / f"clients.{ending}"
    ended = crm("export", "clients", "-o", str(path))
    assert (ended.code, ended.out) == (0, "")
    assert "3 records" in ended.err
    verdicts = crm("import", str(path), "--into", "clients", "--format", "json").json
    assert (verdicts["rows"], verdicts["same"], verdicts["txn"]) == (3, 3, None)


def test_only_the_owner_can_read_the_file_and_no_other_is_left(crm, clients, tmp_path):
    path = tmp_path / "out" / "clients.csv"
    path.parent.mkdir()
    crm("export", "clients", "-o", str(path))
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_the_name_of_the_file_says_the_format(crm, clients, tmp_path):
    path = tmp_path / "clients.jsonl"
    crm("export", "clients", "-o", str(path), "--columns", "name", "--where", "email:any")
    assert json.loads(path.read_text()) == {"id": "C-3", "version": 1, "name": "Хрущёв и сыновья"}


def test_json_is_what_the_list_gives(crm, clients):
    exported = crm("export", "clients", "--format", "json").json
    assert exported == crm("list", "clients", "--format", "json").json


def test_formulas_are_disarmed_unless_raw(crm, clients, tmp_path):
    path = tmp_path / "raw.csv"
    crm("export", "clients", "--columns", "name", "--sort", "created", "--raw", "-o", str(path))
    assert "=Acme" not in crm("export", "clients", "--columns", "name").out.replace("'=Acme", "")
    crm("export", "clients", "--columns", "name", "--raw", "-o", str(path))
    with path.open(newline="") as file:
        assert ["C-1", "=Acme"] in list(csv.reader(file))


@pytest.mark.parametrize("target", ["missing/clients.csv", "."])
def test_a_file_that_cannot_be_written_is_2(crm, clients, tmp_path, target):
    ended = crm("export", "clients", "-o", str(tmp_path / target))
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)


def test_a_failed_export_leaves_the_old_file(crm, clients, tmp_path):
    path = tmp_path / "clients.csv"
    path.write_text("old")
    assert crm("export", "clients", "-o", str(path), "--where", "nonsense:1").code == 2
    assert path.read_text() == "old"


@pytest.mark.parametrize("what", ["contacts", "activities", "leads"])
def test_every_list_can_be_exported(crm, clients, what):
    assert crm("export", what).out.startswith("id,")


def test_people_as_vcards_imported_again_change_nothing(crm, clients, tmp_path):
    person = ("display_name=Anna Taylor", "client=C-2", "title=buyer", "birthday=1990-05-01")
    crm("add", "contact", *person, "phone=+44 20 7946 0999", "email=anna@example.com")
    path = tmp_path / "people.vcf"
    crm("export", "contacts", "-o", str(path))
    verdicts = crm("import", str(path), "--format", "json").json
    assert (verdicts["rows"], verdicts["same"], verdicts["txn"]) == (1, 1, None)


def test_a_form_that_cannot_hold_the_list_is_refused(crm, clients, tmp_path):
    path = tmp_path / "clients.ics"
    ended = crm("export", "clients", "-o", str(path))
    assert ended.code == 2
    assert "activities" in ended.err
    assert not path.exists()


def test_a_dossier_has_the_fields_the_people_and_the_whole_history(crm, clients):
    crm("add", "contact", "display_name=Anna *Taylor*", "client=C-2", "title=buyer")
    crm("log", "C-2", "call", "<script>asked</script>\n# twice")
    written = crm("show", "C-2", "--format", "md").out
    assert written.startswith("# \\[B\\] \\& Co (C-2)\n")
    assert "**Anna \\*Taylor\\* · buyer**" in written
    assert "\\<script\\>asked" in written
    page = crm("show", "C-2", "--format", "html").out
    assert "&lt;script&gt;asked" in page
    assert "<script" not in page


def test_the_dossiers_of_a_list_are_one_file(crm, clients, tmp_path):
    crm("log", "C-2", "call", "asked")
    path = tmp_path / "clients.html"
    assert "3 records written" in crm("export", "clients", "-o", str(path)).err
    page = path.read_text()
    assert [page.count(part) for part in ("<title>Clients<", "<section>", "<strong>asked")] == [
        1,
        3,
        1,
    ]
    written = crm("export", "clients", "--where", "phone:any", "--format", "md").out
    assert written == crm("show", "C-2", "--format", "md").out


def test_activities_are_no_clients(crm, clients, tmp_path):
    crm("log", "C-1", "call", "asked")
    path = tmp_path / "work.ics"
    crm("export", "activities", "-o", str(path))
    ended = crm("import", str(path), "--into", "clients")
    assert ended.code == 2
    assert "--into activities" in ended.err


def test_a_whole_base_goes_out_as_a_folder_and_fills_a_new_one(crm, tmp_path):
    assert crm("add", "client", "name=Bright", "city=Kazan").code == 0
    out, back = str(tmp_path / "out"), str(tmp_path / "back")
    new = str(tmp_path / "new.db")
    written = crm("export", "all", "-o", out)
    assert (written.code, written.out) == (0, "")
    assert f"written to {out}" in written.err
    filled = crm("--db", new, "import", out, "--into", "all", "--format", "json")
    assert filled.code == 0
    assert filled.json["rows"] == filled.json["new"]
    assert crm("--db", new, "export", "all", "-o", back).code == 0
    for path in (tmp_path / "out").iterdir():
        assert path.read_bytes() == (tmp_path / "back" / path.name).read_bytes()
    looked = crm("--db", new, "import", out, "--into", "all", "--dry-run")
    assert (looked.code, "--format is its only option" in looked.err) == (2, True)
    again = crm("--db", new, "import", out, "--into", "all")
    assert (again.code, again.err.count("\n")) == (2, 1)
    assert crm("export", "all", "-o", out).code == 2
    assert crm("export", "all").code == 2
    assert crm("export", "all", "-o", f"{out}2", "--where", "city:Kazan").code == 2
