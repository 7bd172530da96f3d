"""`crm participant`: who takes part, from a script."""


def test_who_takes_part_is_invited_answers_and_is_taken_out(crm):
    crm("add", "contact", "display_name=Anna Taylor")
    crm("add", "meeting", "talk", "start=2026-11-24 15:00")
    assert crm("participant", "invite", "A-1", "anna").out == "P-1\n"
    answered = crm("participant", "answer", "A-1", "P-1", "accepted", "--format", "json")
    assert answered.json == {"id": "P-1", "name": "Anna Taylor", "response": "accepted"}
    assert crm("participant", "list", "A-1").out.split()[-4:] == [
        *("P-1", "Anna", "Taylor", "accepted"),
    ]
    shown = crm("show", "A-1", "--format", "json").json
    assert shown["participants"] == [answered.json]
    assert crm("show", "A-1").out.split()[-4:] == ["P-1", "Anna", "Taylor", "accepted"]
    assert crm("participant", "answer", "A-1", "P-1", "perhaps").code == 2
    assert crm("participant", "invite", "C-1", "anna").code == 2
    assert crm("edit", "A-1", "participants=").code == 0
    assert crm("participant", "list", "A-1", "--format", "json").json == []
    assert crm("add", "meeting", "lunch fri", "participants=anna").out == "A-2\n"
    assert crm("edit", "A-2", "participants=Anna Taylor, Nobody").code == 2
    assert crm("undo").code == crm("undo").code == 0
    assert crm("participant", "remove", "A-1", "Anna Taylor").code == 0
    assert crm("participant", "remove", "A-1", "Anna Taylor").code == 3
    assert crm("participant", "list", "A-1", "--format", "json").json == []
