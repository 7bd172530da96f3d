"""Commands of the user's run beside the screens, and end when they are told to."""

import os
import signal
import threading

import pytest

from crm_tui.errors import InvalidInputError
from crm_tui.services import commands
from crm_tui.services.commands import End


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def run(heard):
    def run(words, lines=(), *, aside=False, stopping=None):
        stopping = stopping or threading.Event()
        return commands.run(
            words, lines, database="/db", aside=aside, stopping=stopping, heard=heard.append
        )

    return run


def test_a_command_gets_the_lines_and_where_the_database_is(run):
    ended = run("cat; echo $CRM_DB; exit 3", ["ä", "\ud800"])
    assert (ended.end, ended.code, ended.output) == (End.BY_ITSELF, 3, "ä\n?\n/db\n")


def test_what_drives_a_terminal_is_not_shown_but_complaints_are(run, heard):
    command = r"printf '\033[31mred\033[0m\r\n\033]52;c;AA\007\302\233x\000\377'; echo no >&2"
    assert run(command, aside=True).output.startswith("\x1b[31m")
    assert heard[-1] == "no\nred\nx\ufffd"
    assert run("echo yes >&2; echo no").output == "yes\nno\n"


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
        aside=False,
        stopping=stopping,
        heard=lambda said: said and stopping.set(),
    )
    assert ended.end is End.STOPPED
    os.set_blocking(alive, True)
    assert os.read(alive, 1) == b""  # comes when nobody holds the other end any more
    os.close(alive)


def test_what_it_never_reads_or_leaves_running_holds_nobody(run):
    ended = run("setsid sleep 600 & echo $!", ["x" * 1_000_000])
    assert ended.end is End.BY_ITSELF
    os.kill(int(ended.output), signal.SIGKILL)  # it runs still


def test_a_command_that_says_too_much_is_ended(run, monkeypatch):
    monkeypatch.setattr(commands, "MOST", 10_000)
    assert run("yes").end is End.SAID_TOO_MUCH


def test_a_command_that_cannot_be_given_its_text_is_told_in_a_sentence(run, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    with pytest.raises(InvalidInputError, match="cannot be run: No such file"):
        run("cat")
