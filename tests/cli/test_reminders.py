"""`crm remind`: each once, also where two ask at the same time; `--exec` gets JSON."""

import json
import shlex
import sys
from concurrent.futures import ThreadPoolExecutor

SAVE = "import sys; open(sys.argv[1], 'a').write(sys.stdin.read() + chr(10))"


def test_a_due_reminder_is_printed_once(crm):
    crm("add", "client", "name=Acme")
    crm("add", "task", "call Acme at 12:50")
    crm("add", "task", "report tomorrow", "reminders=15m")
    assert crm("remind").out == "A-1  2026-11-24 12:50  call: call Acme  Acme\n"
    assert (crm("remind").code, crm("remind").out) == (0, "")
    crm("edit", "A-2", "reminders=today 12:30")
    (due,) = crm("remind", "--format", "json").json
    assert (due["at"], due["about"]) == ("2026-11-24T12:30:00+03:00", "2026-11-25")
    assert due["activity"]["id"] == "A-2"
    found = crm("today", "--format", "json").json
    assert [row["id"] for row in found["reminders"]] == ["A-2"]


def test_a_command_gets_each_as_json_and_one_that_fails_gets_it_again(crm, tmp_path):
    crm("add", "task", "call Acme at 12:50")
    failing = f"{sys.executable} -c 'raise SystemExit(3)'"
    ended = crm("remind", "--exec", failing)
    assert ended.code == 2
    assert "stay due: 3" in ended.err
    file = tmp_path / "told"
    saving = shlex.join([sys.executable, "-c", SAVE, str(file)])
    assert crm("remind", "--exec", saving).code == 0
    assert crm("remind", "--exec", saving).code == 0
    (line,) = file.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["activity"]["subject"] == "call Acme"
    assert crm("remind", "--exec", "it's").code == 2


def test_two_that_ask_at_once_tell_each_reminder_once(crm, program):
    for number in range(5):
        crm("add", "task", f"call {number} at 12:50")
    with ThreadPoolExecutor(3) as threads:
        ended = list(threads.map(lambda _: program("remind"), range(3)))
    assert [one.returncode for one in ended] == [0, 0, 0], ended
    lines = "".join(one.stdout for one in ended).splitlines()
    assert sorted(line.split()[0] for line in lines) == [f"A-{number}" for number in range(1, 6)]
