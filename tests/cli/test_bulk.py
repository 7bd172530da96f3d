"""`crm edit --where`, `crm archive --where` and `crm tags`."""

import pytest


@pytest.fixture
def three(crm):
    for words in (["name=One", "city=Kazan"], ["name=Two", "city=Omsk"], ["name=Three"]):
        crm("add", "client", *words)


def test_all_that_a_filter_finds_is_edited_as_one_change(crm, three):
    edit = ("edit", "clients", "--where", "city:any", "city=Kazan", "tags=+hot")
    dry = crm(*edit, "--dry-run")
    assert (dry.out, dry.err) == ("2 of 2 change\n", "a dry run: nothing was changed\n")
    assert crm("list", "clients", "--where", "#hot", "--format", "ids").out == ""
    assert crm(*edit, "--format", "json").json == {"changed": 2, "total": 2}
    assert crm(*edit).out == "0 of 2 change\n"
    assert crm("list", "clients", "--where", "city:kazan #hot", "--format", "ids").out == (
        "C-1\nC-2\n"
    )
    assert crm("undo").code == 0
    assert crm("show", "C-2", "--format", "json").json["city"] == "Omsk"


def test_json_that_another_program_has_changed_is_one_change(crm, three, tmp_path):
    path = tmp_path / "clients.jsonl"
    written = crm("list", "clients", "--format", "jsonl", "--columns", "name,city").out
    path.write_text(written.replace("Kazan", "Tula").replace("Three", "Four"))
    edit = ("edit", "clients", "--from", str(path))
    dry = crm(*edit, "--dry-run").out
    assert dry.splitlines() == [
        "C-1  One", "  City: Kazan -> Tula", "C-3  Three", "  Name: Three -> Four",
        "2 of 3 change",
    ]  # fmt: skip
    assert crm(*edit, "--format", "json").json == {"changed": 2, "total": 3}
    assert crm("show", "C-3", "--format", "json").json["name"] == "Four"
    ended = crm(*edit)
    assert (ended.code, ended.err) == (5, "crm: line 1: C-1 was changed since: read it anew\n")
    assert crm("undo").code == 0
    assert crm("show", "C-1", "--format", "json").json["city"] == "Kazan"


@pytest.mark.parametrize("text", ["", "garbage", '{"id": "C-9"}', '{"id": "P-1"}', '{"id": 7}'])
def test_json_that_names_no_record_of_the_list_changes_nothing(crm, three, tmp_path, text):
    path = tmp_path / "clients.jsonl"
    path.write_text(f"{text}\n")
    assert crm("edit", "clients", "--from", str(path)).code in (2, 3)
    assert crm("edit", "clients", "--from", str(path), "city=x").code == 2


def test_all_that_a_filter_finds_is_archived(crm, three):
    assert crm("archive", "clients", "--where", "city:none").out == "1 of 1 changes\n"
    assert crm("list", "clients", "--format", "ids").out == "C-1\nC-2\n"


@pytest.mark.parametrize(
    "words",
    [
        ("edit", "clients", "city=Kazan"),
        ("edit", "clients", "--where", " ", "city=Kazan"),
        ("edit", "clients", "--where", "town:Kazan", "city=Omsk"),
        ("edit", "clients", "--where", "city:any", "phone=123456"),
        ("edit", "C-1", "--where", "city:any", "city=Kazan"),
        ("edit", "nonsense", "--where", "city:any", "city=Kazan"),
        ("archive", "clients"),
    ],
)
def test_what_is_unclear_changes_nothing(crm, three, words):
    ended = crm(*words)
    assert (ended.code, ended.out) == (2, "")


def test_tags_are_listed_and_renamed(crm, three):
    crm("edit", "C-1", "tags=hot, region/north")
    crm("add", "task", "offer", "tags=hot")
    assert crm("tags", "list", "--format", "json").json == [
        {"tag": "hot", "clients": 1, "contacts": 0, "deals": 0, "activities": 1},
        {"tag": "region/north", "clients": 1, "contacts": 0, "deals": 0, "activities": 0},
    ]
    assert crm("tags", "list").out.splitlines()[2].split() == ["region/north", "1"]
    assert crm("tags", "rename", "region", "area").out == "1 record changed\n"
    assert crm("show", "C-1", "--format", "json").json["tags"] == ["area/north", "hot"]
    assert crm("tags", "rename", "nothing", "else").code == 3


def test_a_record_is_edited_as_text_until_it_can_be_read(crm, three, monkeypatch, tmp_path):
    monkeypatch.delenv("VISUAL", raising=False)
    script = tmp_path / "editor.sh"
    script.write_text("sed -i -e 's/^City: Nowhere$/City: Perm/' -e 's/^City:.*Kazan$/Ciyt: x/' "
                      "-e 's/^Ciyt: x$/City: Nowhere/' \"$1\"")  # fmt: skip
    monkeypatch.setenv("EDITOR", f"sh {script}")
    assert crm("edit", "C-1", "--editor", "--format", "json").json["city"] == "Nowhere"
    monkeypatch.setenv("EDITOR", "sed -i s/^City:.*/Ciyt:/")
    ended = crm("edit", "C-1", "--editor", "--format", "json")
    assert (ended.code, ended.error["line"] > 0) == (2, True)
    assert crm("edit", "C-1").code == 2
