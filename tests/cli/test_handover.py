"""`crm handover`, and what is told of the work of who leaves."""


def test_work_goes_to_a_colleague_and_who_leaves_is_told_to_hand_over(crm):
    crm("user", "add", "ivan", "Ivan Sokolov")
    crm("user", "add", "anna", "Anna Novak")
    for name in ("One", "Two"):
        crm("add", "client", f"name={name}", "owner=ivan")
    crm("add", "task", "offer", "client=C-1", "owner=ivan", "due=2026-11-25")
    crm("add", "deal", "name=Chairs", "client=One", "owner=ivan")
    left = crm("user", "archive", "ivan").err
    assert "crm handover deals --where 'owner:U-2 status:open' LOGIN" in left
    assert "ivan still has 2 clients" in left
    command = "crm handover clients --where 'owner:U-2' LOGIN"
    assert command in left
    assert "1 activity" in left
    assert crm("handover", "clients", "anna").code == 2
    asked = ("handover", "clients", "--where", "owner:U-2", "anna", "--note", "he has left")
    told = "2 of 2 handed over, planned with them: 1, open deals: 1\n"
    assert crm(*asked, "--dry-run").out == told
    done = crm(*asked, "--format", "json").json
    assert done == {"changed": 2, "total": 2, "work": 1, "deals": 1}
    assert crm("handover", "C-1", "ivan").code == 3
    assert crm("handover", "C-9", "anna").code == 3
    shown = crm("show", "C-1", "--format", "json").json
    subjects = [one["subject"] for one in shown["activities"]]
    assert subjects == ["offer", "handed over to Anna Novak: he has left"]
    assert crm("user", "archive", "ivan").err == ""


def test_all_my_work_is_lent_until_a_day_and_comes_back(crm, monkeypatch):
    crm("user", "add", "anna", "Anna Novak")
    crm("add", "client", "name=One", "owner=me")
    assert crm("lend").out == "nothing of yours is lent\n"
    assert crm("lend", "anna").code == 2
    assert crm("lend", "anna", "--until", "yesterday").code == 2
    lent = crm("lend", "anna", "--until", "fri", "--format", "json").json
    assert lent == {
        **{"to": {"id": "U-2", "name": "Anna Novak"}, "until": "2026-11-27"},
        **{"clients": 1, "contacts": 0, "deals": 0, "activities": 0},
    }
    assert crm("lend", "anna", "--until", "fri").code == 5
    assert crm("lend").out == "lent to Anna Novak until 2026-11-27\n"
    assert crm("lend", "--back").out == "1 client, 0 contacts, 0 deals, 0 activities\n"
    assert crm("lend", "--back").code == 3
    crm("lend", "anna", "--until", "fri")
    monkeypatch.setenv("CRM_NOW", "2026-11-28T09:00:00+00:00")
    crm("today")
    assert crm("show", "C-1", "--format", "json").json["owner"]["id"] == "U-1"
