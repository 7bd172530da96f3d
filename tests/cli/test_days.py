"""`crm today`, and a line for `crm add task` and `crm log`."""


def test_a_line_adds_the_activity_and_says_which_task_comes_with_it(crm):
    crm("add", "client", "name=Acme")
    ended = crm("add", "task", "call Acme tomorrow 15:00 30m #hot !send quote fri", "topic=price")
    assert (ended.code, ended.out, ended.err) == (0, "A-1\n", "and A-2: send quote\n")
    call = crm("show", "A-1", "--format", "json").json
    assert (call["kind"], call["subject"], call["duration"]) == ("call", "call Acme", 30)
    assert (call["client"]["name"], call["topic"]) == ("Acme", "price")
    assert crm("show", "A-2", "--format", "json").json["due"] == "2026-11-27"
    assert crm("add", "task", "pay 31.02").err == "31.02: no date, stays text\n"


def test_today_prints_the_day_and_json_holds_its_sections(crm):
    crm("add", "task", "report yesterday")
    crm("add", "meeting", "demo tomorrow 10:00-11:30")
    found = crm("today", "--date", "tomorrow", "--format", "json").json
    assert (found["date"], [row["id"] for row in found["overdue"]]) == ("2026-11-25", ["A-1"])
    assert [row["subject"] for row in found["agenda"]] == ["demo"]
    assert len(found["free"]) == 2
    shown = crm("today").out
    assert "OVERDUE  1" in shown
    assert "report" in shown
    assert crm("today", "--date", "31.02").code == 2
