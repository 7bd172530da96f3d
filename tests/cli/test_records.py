"""`crm add`, `show`, `edit`, `archive`, `log`, `done`, `find`."""

import pytest


@pytest.fixture
def acme(crm):
    crm("add", "client", "name=[ACME] Ltd", "phone=+7 495 555-12-34", "city=Kazan")
    crm("add", "contact", "display_name=Иванов Иван Иванович", "client=C-1", "title=Director")


def test_adding_prints_the_id_alone(crm):
    ended = crm("add", "client", "name=Acme")
    assert (ended.code, ended.out, ended.err) == (0, "C-1\n", "")


def test_adding_in_json_gives_the_whole_record(crm):
    found = crm("add", "contact", "display_name=Anna Taylor", "--format", "json").json
    assert (found["id"], found["first"], found["last"]) == ("P-1", "Anna", "Taylor")


def test_the_words_of_a_task_are_its_subject(crm):
    assert crm("add", "task", "Ask if x=1", "due=tomorrow").out == "A-1\n"
    found = crm("show", "A-1", "--format", "json").json
    assert (found["subject"], found["kind"]) == ("Ask if x=1", "task")
    assert found["due"] == "2026-11-25"
    assert crm("show", "A-1").out.count("2026-11-25") == 1, "when it is stands in its due day"


def test_text_that_begins_with_a_dash_follows_two_dashes(crm):
    crm("add", "task", "--", "--db is no option here")
    assert crm("show", "A-1", "--format", "json").json["subject"] == "--db is no option here"


def test_a_lead_is_a_client_with_that_lifecycle(crm):
    assert crm("add", "lead", "name=Acme", "--format", "json").json["lifecycle"] == "lead"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["client", "Acme"], "Acme is not FIELD=VALUE"),
        (["client", "nam=Acme"], "did you mean name?"),
        (["client", "city=Kazan"], "Name is missing"),
        (["client", "name=A", "email=nobody"], "nobody"),
        (["client", "name=A", "changed_at=today"], "kept by the program"),
        (
            ["order", "name=A"],
            "there is nothing called order: try client, lead, contact, deal, activity",
        ),
        (["contact", "name=Anna"], "did you mean display_name?"),
        (["task", "due=tomorrow"], "Subject is missing"),
        (["client"], "is missing"),
    ],
)
def test_what_cannot_be_added_is_told(crm, arguments, sentence):
    ended = crm("add", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert sentence in ended.err
    assert crm("list", "clients", "--format", "ids").out == ""


def test_showing_names_every_field_that_holds_something(crm, acme):
    lines = crm("show", "c1").out.splitlines()
    assert lines[0] == "C-1  [ACME] Ltd"
    assert "  Phone       +7 495 555-12-34" in lines
    assert "P-1  Иванов Иван Иванович  Director" in [line.rstrip() for line in lines]
    assert not any("Legal name" in line for line in lines)


def test_showing_in_json_adds_people_points_and_activities(crm, acme):
    crm("log", "C-1", "call", "Spoke")
    found = crm("show", "C-1", "--format", "json").json
    assert [row["id"] for row in found["contacts"]] == ["P-1"]
    assert found["points"][0]["value"] == "+7 495 555-12-34"
    assert found["points"][0]["normalised"] == "+74955551234"
    assert [row["subject"] for row in found["activities"]] == ["Spoke"]
    assert found["activities"][0]["client"] == {"id": "C-1", "name": "[ACME] Ltd"}


def test_showing_a_person_names_her_other_jobs(crm, acme):
    crm("add", "client", "name=Bright")
    crm("add", "contact", "display_name=Иванов Иван Иванович", "client=C-2")
    assert crm("merge", "P-1", "P-2").code == 0
    job = {"id": "C-2", "name": "Bright", "kind": "works there"}
    assert crm("show", "P-1", "--format", "json").json["relations"] == [job]
    assert "C-2  Bright  works there" in [
        line.rstrip() for line in crm("show", "P-1").out.split("\n")
    ]
    assert "Bright (C-2) · works there" in crm("show", "P-1", "--format", "md").out


@pytest.mark.parametrize("command", ["show", "archive", "history"])
def test_a_record_that_is_not_there_is_3(crm, command):
    ended = crm(command, "C-99")
    assert (ended.code, ended.err) == (3, "crm: there is no C-99\n")


@pytest.mark.parametrize("identity", ["X-1", "12", "C-", "U-1"])
def test_what_is_no_id_of_a_record_is_2(crm, identity):
    assert crm("show", identity).code == 2


def test_an_error_in_json_is_an_object_on_stderr(crm):
    ended = crm("show", "C-99", "--format", "json")
    assert ended.error == {
        "code": "not_found",
        "message": "there is no C-99",
        "field": None,
        "line": None,
    }
    assert crm("add", "client", "nam=x", "--format=json").error["field"] == "nam"
    assert crm("nonsense", "--format", "json").error["code"] == "invalid"


def test_editing_changes_the_fields_that_are_named(crm, acme):
    found = crm("edit", "C-1", "city=Omsk", "phone=", "--format", "json").json
    assert (found["city"], found["phone"], found["version"]) == ("Omsk", None, 2)


def test_editing_to_the_same_values_changes_nothing(crm, acme):
    assert crm("edit", "C-1", "city=Kazan", "--format", "json").json["version"] == 1


def test_archived_records_leave_the_list_and_stay(crm, acme):
    found = crm("archive", "C-1", "--format", "json").json
    assert found["archived_at"] == "2026-11-24T12:41:00+03:00"
    assert crm("archive", "C-1", "--format", "json").json["version"] == found["version"]
    assert crm("list", "clients", "--format", "ids").out == ""
    assert crm("show", "C-1").code == 0


def test_logging_prints_the_id_and_remembers_when_and_how(crm, acme):
    arguments = ("log", "C-1", "call", "Spoke", "--outcome", "reached", "--at", "yesterday 15:00")
    assert crm(*arguments).out == "A-1\n"
    found = crm("show", "A-1", "--format", "json").json
    assert (found["kind"], found["status"], found["outcome"]) == ("call", "done", "reached")
    assert found["start"] == "2026-11-23T15:00:00+03:00"


def test_a_contact_that_is_logged_with_a_person_counts_for_the_client(crm, acme):
    found = crm("log", "P-1", "meeting", "Met", "--format", "json").json
    assert (found["contact"]["id"], found["client"]["id"]) == ("P-1", "C-1")


@pytest.mark.parametrize(
    "arguments", [["C-1", "calll", "x"], ["A-1", "call", "x"], ["C-1", "call", " "]]
)
def test_what_cannot_be_logged_is_2(crm, acme, arguments):
    assert crm("log", *arguments).code == 2


def test_done_marks_a_planned_activity(crm, acme):
    crm("add", "call", "Ask", "client=C-1")
    assert crm("done", "A-1", "--format", "json").json["status"] == "done"
    assert crm("done", "C-1").code == 2
    assert crm("done", "A-7").code == 3


def test_finding_by_name_phone_and_id(crm, acme):
    shape = {"entity": "clients", "id": "C-1", "title": "[ACME] Ltd"}
    for text in ("acme", "5551234", "8 (495) 555-12-34", "c1"):
        (found,) = crm("find", text, "--format", "json").json
        assert {name: found[name] for name in shape} == shape
    assert crm("find", "ivanov", "--format", "ids").out == "P-1\n"
    assert crm("find", "acme").out.splitlines()[1].split()[0] == "C-1"
    assert crm("find", "acme", "--format", "csv").out.startswith("entity,id,title,matched\r\n")


@pytest.mark.parametrize("text", ['"', "*", "a AND", "()", "\x00", "-", "NEAR(", ":" * 50])
def test_any_text_can_be_searched(crm, acme, text):
    assert crm("find", "--", text).code == 0
