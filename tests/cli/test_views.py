"""`crm view`, and `--view` where lists are written."""

import pytest


@pytest.fixture
def hot(crm):
    rows = "Acme Kazan lead", "Bright Omsk lead", "Cobalt Kazan customer", "Dover Kazan lead"
    for name, city, stage in map(str.split, rows):
        crm("add", "client", f"name={name}", f"city={city}", f"lifecycle={stage}")
    ended = crm("view", "save", "leads", "Hot", "--where", "city:Kazan", "--columns", "city,name",
                "--sort", "-name", "--shared")  # fmt: skip
    assert (ended.code, ended.out) == (0, "Hot\n")


def test_a_list_and_an_export_follow_a_view(crm, hot):
    listed = crm("list", "leads", "--view", "hot")
    assert [line.split() for line in listed.out.splitlines()] == [
        ["id", "City", "Name"],
        ["C-4", "Kazan", "Dover"],
        ["C-1", "Kazan", "Acme"],
    ]
    narrowed = crm("export", "leads", "--view", "Hot", "--where", "acme", "--columns", "name")
    assert narrowed.out.splitlines() == ["id,name", "C-1,Acme"]


def test_a_list_in_groups_is_in_their_order(crm, hot):
    crm("view", "save", "clients", "By city", "--group", "city", "--sort", "-city")
    assert crm("list", "clients", "--view", "by city", "--format", "ids").out.split() == [
        "C-2", "C-1", "C-3", "C-4",
    ]  # fmt: skip


def test_views_are_listed_renamed_and_archived(crm, hot):
    assert crm("view", "list", "leads", "--format", "json").json == [
        {
            "list": "leads",
            "name": "Hot",
            "filter": "city:Kazan",
            "columns": ["city", "name"],
            "sort": ["-name"],
            "group": None,
            "owner": crm("info", "--format", "json").json["user"],
            "shared": True,
        }
    ]
    assert crm("view", "rename", "leads", "hot", "Warm").out == "Warm\n"
    assert crm("view", "archive", "leads", "warm").code == 0
    assert crm("view", "list").out == ""
    crm("undo")
    assert "Warm" in crm("view", "list").out


def test_what_is_wrong_with_a_view_is_a_sentence(crm, hot):
    missing = crm("list", "leads", "--view", "hit")
    assert missing.code == 3
    assert "Hot" in missing.err
    unknown = crm("view", "save", "clients", "X", "--where", "fleet:5")
    assert unknown.code == 2
    assert crm("view", "save", "clients", "X", "--group", "name").code == 2
