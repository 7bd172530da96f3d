"""`crm field`: a field of our own is everywhere at once."""


def test_a_new_field_can_be_entered_listed_filtered_and_exported(crm):
    assert crm("field", "add", "client", "Fleet size", "--kind", "number").out == "fleet_size\n"
    crm("add", "client", "name=Acme", "Fleet size=12")
    crm("add", "client", "name=Bright", "fleet_size=7")
    shown = crm("list", "clients", "--where", "fleet_size>9", "--columns", "fleet_size").out
    assert shown.splitlines() == ["id   Fleet size", "C-1  12"]
    assert crm("show", "C-1", "--format", "json").json["fleet_size"] == 12
    assert "fleet_size" in crm("export", "clients").out.splitlines()[0].split(",")


def test_fields_are_listed_with_what_they_hold(crm):
    crm("field", "add", "client", "Main partner", "--kind", "link", "--to", "clients")
    found = {
        field["name"]: field for field in crm("field", "list", "client", "--format", "json").json
    }
    assert found["lifecycle"]["choices"][:2] == ["suspect", "lead"]
    assert (found["main_partner"]["to"], found["main_partner"]["custom"]) == ("clients", True)
    assert "main_partner" in crm("field", "list", "client").out


def test_an_archived_field_is_gone_from_lists(crm):
    crm("field", "add", "client", "Fleet size", "--kind", "number")
    assert crm("field", "archive", "client", "Fleet size").code == 0
    assert crm("add", "client", "name=Acme", "fleet_size=12").code == 2


def test_what_is_no_new_field_is_told(crm):
    assert crm("field", "add", "client", "City").code == 5
    assert crm("field", "add", "client", "X", "--kind", "colour").code == 2
    assert crm("field", "add", "client", "X", "--kind", "link").code == 2
    assert crm("field", "archive", "client", "name").code == 3
    assert crm("field").err == "crm: which command? see crm field --help\n"
