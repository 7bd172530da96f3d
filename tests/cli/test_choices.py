"""`crm choice`: the values of the pick-lists."""


def test_values_are_added_renamed_moved_archived_and_restored(crm):
    crm("add", "client", "name=Acme", "rating=a")
    assert crm("choice", "add", "rating", "Gold").code == 0
    assert crm("choice", "move", "rating", "gold", "1").code == 0
    assert crm("choice", "rename", "rating", "gold", "Platinum").code == 0
    assert crm("choice", "archive", "rating", "a").code == 0
    found = crm("choice", "list", "rating", "--format", "json").json[0]["values"]
    assert found[0] == {"key": "gold", "label": "Platinum", "archived": False}
    assert [value["key"] for value in found if value["archived"]] == ["a"]
    assert crm("show", "C-1", "--format", "json").json["rating"] == "a"
    assert "archived" in crm("choice", "list").out
    assert crm("choice", "restore", "rating", "a").code == 0
    assert "archived" not in crm("choice", "list", "rating").out


def test_a_value_is_merged_into_another(crm):
    crm("add", "client", "name=Acme", "rating=a")
    assert crm("choice", "merge", "rating", "a", "b").out == "1 record changed\n"
    assert crm("show", "C-1", "--format", "json").json["rating"] == "b"
    assert crm("choice", "merge", "rating", "a", "zzz").code == 3


def test_an_unknown_list_or_value_is_told(crm):
    assert crm("choice", "list", "ratng").code == 2
    assert crm("choice", "archive", "rating", "zzz").code == 3
    assert crm("choice", "move", "rating", "a", "first").code == 2


def test_a_field_is_renamed_and_restored(crm):
    crm("field", "add", "client", "Fleet", "--kind", "number")
    assert crm("field", "rename", "client", "fleet", "Cars").out == "fleet\n"
    assert crm("field", "move", "client", "Cars", "1").code == 0
    crm("field", "archive", "client", "Cars")
    assert crm("field", "restore", "client", "fleet", "--format", "json").json["label"] == "Cars"
    assert crm("field", "restore", "client", "zzz").code == 3
