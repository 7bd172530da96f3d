"""`crm playbook`: what is kept, what would be planned, what is planned."""


def test_a_playbook_is_kept_shown_started_and_archived(crm):
    crm("add", "client", "name=Acme")
    saved = crm("playbook", "save", "New lead", "call +0, send the offer +2")
    assert (saved.code, saved.out) == (0, "New lead\n")
    assert crm("playbook", "list", "--format", "json").json == [
        {
            "name": "New lead",
            "steps": [{"days": 0, "text": "call"}, {"days": 2, "text": "send the offer"}],
        }
    ]
    looked = crm("playbook", "start", "new lead", "C-1", "--dry-run", "--on", "2026-12-02")
    assert [line.split()[:2] for line in looked.out.splitlines()[1:]] == [
        ["2026-12-02", "call"],
        ["2026-12-04", "task"],
    ]
    assert crm("playbook", "start", "new lead", "C-1").out.split() == ["A-1", "A-2"]
    assert crm("undo").code == 0
    renamed = crm("playbook", "save", "new lead", "call +1", "--rename", "Lead")
    assert renamed.out == "Lead\n"
    assert crm("playbook", "archive", "Lead").code == 0
    assert crm("playbook", "start", "Lead", "C-1").code == 3
    assert crm("playbook", "save", "Lead", "call").code == 2
