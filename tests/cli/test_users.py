"""`crm user`: who works here, and in which role."""


def test_colleagues_are_added_listed_given_roles_and_archived(crm):
    assert crm("user", "add", "ivan", "Ivan Sokolov", "--role", "manager").out == "U-2\n"
    assert crm("user", "role", "ivan", "admin").out == "U-2\n"
    assert crm("user", "archive", "Ivan Sokolov").out == "U-2\n"
    listed = crm("user", "list")
    assert listed.out.splitlines()[2].split() == [
        "U-2",
        "ivan",
        "Ivan",
        "Sokolov",
        "admin",
        "archived",
    ]
    crm("user", "restore", "U-2")
    found = crm("user", "list", "--format", "json").json
    assert {"id": "U-2", "login": "ivan", "role": "admin", "archived_at": None}.items() <= next(
        user for user in found if user["login"] == "ivan"
    ).items()


def test_what_cannot_be_has_its_exit_code(crm, monkeypatch):
    crm("user", "add", "ivan")
    assert crm("user", "add", "ivan").code == 5
    assert crm("user", "role", "ivan", "king").code == 2
    assert crm("user", "role", "iwan", "admin").code == 3
    monkeypatch.setattr("crm_tui.bootstrap.who", lambda: ("ivan", "Ivan"))
    denied = crm("user", "role", "ivan", "admin", "--format", "json")
    assert (denied.code, denied.error["code"]) == (4, "forbidden")
    assert "you are sales rep" in denied.error["message"]


def test_who_is_archived_is_let_in_no_more(crm, monkeypatch):
    crm("user", "add", "ivan")
    crm("user", "archive", "ivan")
    monkeypatch.setattr("crm_tui.bootstrap.who", lambda: ("ivan", "Ivan"))
    refused = crm("list", "clients")
    assert refused.code == 4
    assert "ivan is no user here any more" in refused.err


def test_who_leads_sees_the_work_of_the_team_and_others_do_not(crm, monkeypatch):
    crm("user", "add", "ivan", "Ivan Sokolov")
    crm("add", "task", "offer", "owner=ivan", "due=2026-11-20")
    crm("add", "client", "name=One")
    assert crm("team").out.splitlines()[1].split()[3:] == ["Sokolov", *"0/0", "1", "1", "0"]
    *_known, nobody = crm("team", "--format", "json").json
    assert nobody == {
        **{"id": None, "login": None, "name": None, "calls": 0, "held": 0},
        **{"overdue": 0, "planned": 0, "without_next_step": 1},
        "deals_without_next_step": 0,
    }
    monkeypatch.setattr("crm_tui.bootstrap.who", lambda: ("ivan", "Ivan"))
    assert crm("team").code == 4
