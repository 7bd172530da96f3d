"""The program in a terminal of its own: however it ends, the terminal is given back."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crm_tui.domain.entities import CLIENTS
from crm_tui.services import records

PATIENCE = 20.0
EMPTY = b"Nobody is here yet"
END = b"\x1b[F"
ALTERNATE, NORMAL = b"\x1b[?1049h", b"\x1b[?1049l"


class Terminal:
    """What the program sent, and its end."""

    def __init__(self, *arguments: str, state: Path) -> None:
        self.master, slave = pty.openpty()
        environment = {**os.environ, "TERM": "xterm-256color", "XDG_STATE_HOME": str(state)}
        self.program = subprocess.Popen(
            [sys.executable, "-m", "crm_tui", *arguments],
            stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self.sent = b""

    def type(self, keys: bytes, answer: bytes) -> None:
        """Send the keys, and wait for what they bring on screen."""
        self.sent = b""
        os.write(self.master, keys)
        self.read_until(answer)

    def read_until(self, text: bytes) -> None:
        self.read_while(lambda: text not in self.sent)

    def read_while(self, wanting: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while wanting():
            assert time.monotonic() < end, self.sent[-2000:]
            self.read()

    def read(self) -> bool:
        """A little of what it sends; False at the end."""
        if not select.select([self.master], [], [], 0.1)[0]:
            return True
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            return False
        self.sent += data
        return bool(data)

    def close(self) -> None:
        if self.master >= 0:
            os.close(self.master)
        self.master = -1

    def code(self) -> int:
        """The exit code, once it has sent all it had to."""
        while self.program.poll() is None:
            self.read()
        while self.read() and select.select([self.master], [], [], 0)[0]:
            pass
        return self.program.returncode


@pytest.fixture
def start(tmp_path) -> Iterator:
    """Starts `crm` with arguments; ends what a test left running."""
    started: list[Terminal] = []

    def run(*arguments: str) -> Terminal:
        started.append(Terminal(*arguments, state=tmp_path))
        return started[-1]

    yield run
    for terminal in started:
        terminal.program.kill()
        terminal.program.wait()
        terminal.close()


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_a_signal_gives_the_terminal_back(start, database_path, number, code):
    terminal = start("--db", str(database_path))
    terminal.read_until(EMPTY)
    terminal.program.send_signal(number)
    assert terminal.code() == code
    assert terminal.sent.count(ALTERNATE) == terminal.sent.count(NORMAL) == 1
    assert b"Traceback" not in terminal.sent


def test_ctrl_c_leaves(start, database_path):
    terminal = start("--db", str(database_path))
    terminal.read_until(EMPTY)
    os.write(terminal.master, b"\x03")
    assert terminal.code() == 130
    assert NORMAL in terminal.sent


@pytest.mark.parametrize("signals", [[], [signal.SIGCONT, signal.SIGHUP, signal.SIGCONT]])
def test_a_terminal_that_is_closed_ends_the_program(start, database_path, signals):
    terminal = start("--db", str(database_path))
    terminal.read_until(EMPTY)
    for number in signals:
        terminal.program.send_signal(number)
    terminal.close()
    assert terminal.program.wait(PATIENCE) == 129


def test_a_file_that_is_no_database_is_one_sentence(start, tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("Dear Romashka, " * 1000)
    terminal = start("--db", str(file))
    assert terminal.code() == 7
    said = terminal.sent.rpartition(NORMAL)[2]
    assert b"crm: " in said
    assert b"Traceback" not in said
    assert file.read_text().startswith("Dear Romashka")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP])
def test_what_was_typed_is_offered_by_the_next_start(start, database_path, tmp_path, number):
    terminal = start("--db", str(database_path))
    terminal.read_until(EMPTY)
    os.write(terminal.master, b"n")
    terminal.read_until(b"a comma between two")
    os.write(terminal.master, b"Vega")
    terminal.read_until(b"Vega")
    if number is signal.SIGKILL:
        terminal.read_while(lambda: "Vega" not in kept(tmp_path))
    terminal.program.send_signal(number)
    terminal.code()
    again = start("--db", str(database_path))
    again.read_until(b"NOT SAVED")
    os.write(again.master, b"\r")
    again.read_until(b"a comma between two")
    assert b"Vega" in again.sent


def kept(state: Path) -> str:
    return "".join(file.read_text() for file in state.rglob("drafts/*/*.json"))


def test_two_programs_see_each_others_changes_and_overwrite_none(start, session, database_path):
    client = records.add(session, CLIENTS, {"name": "Romashka"})
    hers, his = start("--db", str(database_path)), start("--db", str(database_path))
    for program in (hers, his):
        program.read_until(b"Romashka")
        program.type(b"gc", b"Phone")
    his.type(b"e", b"a comma between two")
    hers.type(b"e", b"a comma between two")
    hers.type(END + b" North\r", b"Saved: Romashka North")
    his.type(END + b" South\r", b"Changed meanwhile")
    assert records.get(session, CLIENTS, client.id).name == "Romashka North"
    his.type(b"\r", b"Saved: Romashka South")
    hers.read_until(b"Romashka South")
