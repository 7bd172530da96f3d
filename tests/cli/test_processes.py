"""The program as a process: exit codes, terminals, pipes, databases that cannot be opened."""

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def start(surroundings):
    """Starts the program and does not wait for it."""
    started = []

    def start(*arguments: str, **options) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-m", "crm_tui", *arguments],
            cwd=ROOT,
            env={**os.environ, **surroundings},
            **{"stdin": subprocess.DEVNULL, "text": True, **options},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.parametrize("command", [["list", "clients"], ["info"], ["check"], ["history"]])
def test_a_database_that_is_not_there_yet_is_made_by_any_command(program, crm, tmp_path, command):
    path = tmp_path / "new.db"
    ended = program(*command, "--db", str(path))
    assert ended.returncode == 0, ended.stderr
    assert path.stat().st_mode & 0o777 == 0o600
    assert crm("check", "--db", str(path)).out == "the database is sound\n"


def test_the_default_database_lies_in_a_folder_of_its_own(program, tmp_path):
    program("info", CRM_DB="")
    folder = tmp_path / "data" / "crm-tui"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [file.name for file in folder.iterdir()] == ["crm.db"]


def test_racing_first_starts_share_one_database(start, program, tmp_path):
    path = tmp_path / "race.db"
    command = ("add", "client", "--db", str(path))
    racing = [
        start(*command, f"name=Client {number}", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for number in range(4)
    ]
    told = [process.communicate(timeout=60) for process in racing]
    assert [process.returncode for process in racing] == [0] * 4, told
    stored = program("list", "clients", "--format", "ids", "--db", str(path)).stdout.split()
    assert sorted(out.strip() for out, _err in told) == sorted(stored)
    assert not list(tmp_path.glob(".race.db*"))


def damage(path: Path, kind: str) -> Path:
    """The path of a database that cannot be opened."""
    if kind == "folder":
        return path.parent
    if kind == "no folder":
        return path.parent / "missing" / "crm.db"
    if kind == "pipe":
        os.mkfifo(path.parent / "pipe")
        return path.parent / "pipe"
    if kind == "read-only":
        path.chmod(0o444)
        return path
    content = {
        "empty": b"",
        "foreign": b"PK\x03\x04" + bytes(5000),
        "cut": path.read_bytes()[:6000],
        "newer": path.read_bytes()[:60] + (99).to_bytes(4, "big") + path.read_bytes()[64:],
        "no database of ours": path.read_bytes()[:68] + bytes(4) + path.read_bytes()[72:],
    }
    path.write_bytes(content[kind])
    return path


@pytest.mark.parametrize(
    "kind",
    [
        *(
            "folder",
            "no folder",
            "read-only",
            "pipe",
            "empty",
            "foreign",
            "cut",
            "newer",
            "no database of ours",
        )
    ],
)
def test_a_database_that_cannot_be_opened_is_7_in_one_sentence(program, crm, database_path, kind):
    path = damage(database_path, kind)
    before = path.read_bytes() if path.is_file() else None
    ended = program("list", "clients", "--db", str(path))
    told = [(ended.returncode, ended.stdout, ended.stderr)]
    for command in (["check"], ["add", "client", "name=Acme"]):
        here = crm(*command, "--db", str(path))
        told.append((here.code, here.out, here.err))
    for code, out, sentence in told:
        assert (code, out) == (7, "")
        assert sentence.startswith("crm: ")
        assert len(sentence.splitlines()) == 1
    assert before is None or path.read_bytes() == before


def test_damage_inside_the_file_is_no_traceback(program, database_path):
    content = bytearray(database_path.read_bytes())
    content[8192:] = bytes(len(content) - 8192)
    database_path.write_bytes(content)
    ended = program("check")
    assert ended.returncode in (7, 9)
    assert "Traceback" not in ended.stderr


def test_help_that_nobody_reads_ends_in_silence(start):
    reading, writing = os.pipe()
    os.close(reading)
    process = start("--help", stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert process.communicate(timeout=30)[1] == ""
    assert process.returncode == 0


def test_standard_streams_may_be_closed(surroundings):
    command = f"{sys.executable} -m crm_tui list clients <&- >&- 2>&-"
    ended = subprocess.run(
        ["sh", "-c", command], cwd=ROOT, env={**os.environ, **surroundings}, check=False
    )
    assert ended.returncode == 0


def test_without_a_terminal_the_screens_say_so(program):
    ended = program()
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "terminal" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_cannot_move_the_cursor_is_refused(start, monkeypatch, term):
    monkeypatch.setenv("TERM", term)
    control, terminal = pty.openpty()
    process = start(stdin=terminal, stdout=terminal, stderr=terminal)
    os.close(terminal)
    assert process.wait(timeout=30) == 2
    told = os.read(control, 4096).decode()
    os.close(control)
    assert "TERM" in told
    assert "\x1b" not in told


def test_control_characters_never_reach_a_terminal(start, crm):
    crm("add", "client", "name=Acme")
    control, terminal = pty.openpty()
    process = start("show", "\x1b]0;owned\x07", stdout=terminal, stderr=terminal)
    os.close(terminal)
    assert process.wait(timeout=30) == 2
    told = os.read(control, 4096)
    os.close(control)
    assert b"\x1b" not in told
    assert b"owned" in told


def test_a_reader_that_leaves_is_no_error(start, crm, tmp_path):
    source = tmp_path / "many.csv"
    source.write_text("Company\n" + "".join(f"Client {n:05}\n" for n in range(3000)))
    crm("import", str(source), "--into", "clients")
    process = start("list", "clients", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.close()
    told = process.stderr.read()
    assert (process.wait(timeout=30), told) == (0, "")


def test_ctrl_c_is_130_and_silent(start):
    heeding = {"preexec_fn": heed_ctrl_c, "stdin": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = start("import", "-", **heeding)
    process.stdin.write("Company\nAcme\n")
    process.stdin.flush()
    wait_until_it_reads(process)
    process.send_signal(signal.SIGINT)
    told = process.stderr.read()
    assert (process.wait(timeout=30), told) == (130, "")


def heed_ctrl_c() -> None:
    """What a shell starts in the background ignores it, and so would what the tests start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def wait_until_it_reads(process: subprocess.Popen) -> None:
    """Until the process sleeps in reading its input, as the kernel tells it."""
    where = Path(f"/proc/{process.pid}/syscall")
    while not where.read_text().startswith("0 0x0 "):
        assert process.poll() is None


def test_a_full_disk_behind_the_output_is_one_sentence(crm, start):
    crm("add", "client", "name=Acme")
    with open("/dev/full", "w") as full:
        process = start("list", "clients", stdout=full, stderr=subprocess.PIPE)
        told = process.stderr.read()
    assert process.wait(timeout=30) == 7
    assert told == "crm: the output cannot be written: No space left on device\n"


def test_a_terminal_that_is_gone_is_129_and_no_bug(start, crm, tmp_path):
    crm("add", "client", "name=Acme")
    control, terminal = pty.openpty()
    process = start("list", "clients", stdout=terminal, stderr=terminal)
    os.close(terminal)
    os.close(control)
    assert process.wait(timeout=30) == 129
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_any_locale_can_print_any_name(program, crm, locale):
    crm("add", "client", "name=Хрущёв 会社 👍")
    ended = program("list", "clients", LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert ended.returncode == 0
    assert "Хрущёв 会社 👍" in ended.stdout
