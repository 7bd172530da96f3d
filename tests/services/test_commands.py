"""Commands of the user's run beside the screens, and end when they are told to."""

import os
import signal
import threading
from tempfile import TemporaryFile

import pytest

from crm_tui.errors import InvalidInputError
from crm_tui.services import commands
from crm_tui.services.commands import End


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def answer():
    with TemporaryFile() as file:
        yield file


@pytest.fixture
def run(heard):
    def run(words, lines=(), *, answer=None):
        stopping = threading.Event()
        return commands.run(
            words, lines, database="/db", stopping=stopping, heard=heard.append, answer=answer
        )

    return run


def said(answer) -> str:
    with commands.reading(answer) as text:
        return text.read()


def test_a_command_gets_the_lines_and_where_the_database_is(run, answer):
    ended = run("cat; echo $CRM_DB; exit 3", ["ä", "\ud800"], answer=answer)
    assert (ended.end, ended.code, ended.said) == (End.BY_ITSELF, 3, 9)
    assert said(answer) == "ä\n?\n/db\n"


def test_what_drives_a_terminal_is_not_shown_but_complaints_are(run, heard, answer):
    command = r"printf '\033[31mred\033[0m\r\n\033]52;c;AA\007\302\233x\000\377'; echo no >&2"
    run(command, answer=answer)
    assert heard[-1] == "no\nred\nx\ufffd"
    run("echo yes >&2; echo no")
    assert heard[-1] == "yes\nno"


def test_a_command_has_no_terminal_to_draw_on(run):
    assert run("echo x > /dev/tty").code


@pytest.mark.parametrize("command", ["sleep 60 & sleep 60", "trap '' TERM; sleep 60; sleep 60"])
def test_a_stopped_command_ends_with_all_that_it_has_started(monkeypatch, tmp_path, command):
    monkeypatch.setattr(commands, "GRACE", 0.05)
    os.mkfifo(tmp_path / "alive")
    alive = os.open(tmp_path / "alive", os.O_RDONLY | os.O_NONBLOCK)
    stopping = threading.Event()
    ended = commands.run(
        f"exec 9> {tmp_path}/alive; echo on; {command}",
        [],
        database="",
        stopping=stopping,
        heard=lambda said: said and stopping.set(),
    )
    assert ended.end is End.STOPPED
    os.set_blocking(alive, True)
    assert os.read(alive, 1) == b""  # comes when nobody holds the other end any more
    os.close(alive)


def test_what_it_never_reads_or_leaves_running_holds_nobody(run, answer):
    ended = run("setsid sleep 600 & echo $!", ["x" * 1_000_000], answer=answer)
    assert ended.end is End.BY_ITSELF
    os.kill(int(said(answer)), signal.SIGKILL)  # it runs still


def test_a_command_that_says_too_much_is_ended(run, monkeypatch, answer):
    monkeypatch.setattr(commands, "MOST", 10_000)
    assert run("yes").end is End.SAID_TOO_MUCH
    ended = run("yes | head -c 29000; cat", ["x" * 10_000], answer=answer)
    assert (ended.end, ended.most) == (End.BY_ITSELF, 40_004)
    assert run("cat", ["x" * 10_000], answer=answer).end is End.SAID_TOO_MUCH


def test_a_command_that_cannot_be_given_its_text_is_told_in_a_sentence(run, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    with pytest.raises(InvalidInputError, match="cannot be run: No such file"):
        run("cat")
