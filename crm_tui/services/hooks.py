"""Programs in the folder `hooks` of the settings, called before and after what users do.

`pre-client` hears of a new client before it is written, and an exit code other than 0 refuses it;
`post-client` hears of it when it is there. The same for `import` and `deal-stage`. They get one
JSON object on stdin. None is called inside a transaction, so nobody else waits for it.
"""

import os
import stat
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from crm_tui.domain.cleaning import uncoloured
from crm_tui.domain.hooks import POST, PRE, Moment
from crm_tui.domain.texts import _
from crm_tui.errors import CrmError, ForbiddenError
from crm_tui.session import Session

if TYPE_CHECKING:
    import subprocess

BEFORE, AFTER = 5, 10
"""Seconds that a program has; then it is ended."""

TOLD = 300
"""Characters of its sentence that are told."""

MOST = 4 * 1024 * 1024
"""Bytes that it may complain; one that floods the disk is ended."""

INTERVAL = 0.1

OTHERS = stat.S_IWGRP | stat.S_IWOTH


def before(session: Session, moment: Moment, what: Mapping[str, Any]) -> None:
    """Ask whether it may be; ForbiddenError with what the program says, where it may not.

    A program that cannot be asked refuses, too.
    """
    program = find(session, PRE, moment)
    if program is not None:
        call(program, told(program, message(session, PRE, moment, what)), BEFORE)


def after(session: Session, moment: Moment, what: Callable[[], Mapping[str, Any]]) -> None:
    """Tell that it has happened; a failure is told through `session.hear`.

    The screens go on meanwhile, a command waits.
    """
    try:
        program = find(session, POST, moment)
        if program is None:
            return
        what_it_gets = told(program, message(session, POST, moment, what()))
    except CrmError as error:
        session.hear(error)
        return

    def run() -> None:
        try:
            call(program, what_it_gets, AFTER)
        except CrmError as error:
            session.hear(error)

    if session.source == "screens":
        threading.Thread(target=run, name=f"crm-{POST}-{moment.value}").start()
    else:
        run()


def are_there(session: Session, moment: Moment) -> bool:
    """Whether any program is to be asked or told, also one that would not be run."""
    folder = session.hooks
    return folder is not None and any(
        os.path.lexists(folder / f"{when}-{moment}") for when in (PRE, POST)
    )


def find(session: Session, when: str, moment: Moment) -> Path | None:
    """The program, if there is one; ForbiddenError for one that others might have written."""
    if session.hooks is None:
        return None
    program = session.hooks / f"{when}-{moment.value}"
    try:
        found, folder = program.stat(), session.hooks.stat()
    except OSError as error:
        if not os.path.lexists(program):
            return None
        # Also a link that leads nowhere: no rule is passed over.
        raise not_run(program, error) from error
    mine = {os.getuid(), 0}
    if found.st_uid not in mine or folder.st_uid not in mine:
        raise ForbiddenError(_("{hook} was not run: it belongs to somebody else"), hook=program)
    if (found.st_mode | folder.st_mode) & OTHERS:
        sentence = _("{hook} was not run: others may write it; chmod go-w takes that away")
        raise ForbiddenError(sentence, hook=program)
    if not stat.S_ISREG(found.st_mode) or not os.access(program, os.X_OK):
        sentence = _("{hook} was not run: it is no program; chmod u+x makes it one")
        raise ForbiddenError(sentence, hook=program)
    return program


def message(session: Session, when: str, moment: Moment, what: Mapping[str, Any]) -> Iterator[str]:
    """One JSON object in pieces; what is an iterator in it may be of any length."""
    from crm_tui.exchange.json_writer import pieces

    return pieces(
        {
            "hook": f"{when}-{moment.value}",
            "at": session.now().astimezone(session.zone).isoformat(timespec="seconds"),
            "user": session.user.login,
            "database": session.database,
            **what,
        }
    )


def told(program: Path, text: Iterable[str]) -> IO[bytes]:
    """What the program gets, in a file; ForbiddenError where there is no room for it."""
    from tempfile import TemporaryFile

    try:
        with ExitStack() as failing:
            file = failing.enter_context(TemporaryFile())
            for piece in text:
                # What is no letter, in the name of a file, is as JSON writes it.
                file.write(piece.encode(errors="backslashreplace"))
            file.write(b"\n")
            file.seek(0)
            failing.pop_all()  # `call` closes it
    except OSError as error:
        raise not_run(program, error) from error
    return file


def call(program: Path, gets: IO[bytes], limit: int) -> None:
    """Run it; ForbiddenError with its own sentence where it ends with another code than 0."""
    try:
        with gets:
            code, complaint = answer(program, gets, limit)
    except OSError as error:
        raise not_run(program, error) from error
    if code:
        raise refusal(program, code, uncoloured(complaint)[:TOLD])


def answer(program: Path, gets: IO[bytes], limit: int) -> tuple[int, str]:
    """Its exit code and what it says on stderr, which may be cut.

    It talks to files, not to pipes: what it leaves running or never reads cannot hold us.
    """
    import subprocess
    import tempfile

    with tempfile.TemporaryFile() as complaint:
        process = subprocess.Popen(
            [program],
            stdin=gets,
            stdout=subprocess.DEVNULL,
            stderr=complaint,
            start_new_session=True,
        )
        wait(process, program, complaint, limit)
        complaint.seek(0)
        return process.returncode, complaint.read(4 * TOLD).decode(errors="replace")


def wait(
    process: "subprocess.Popen[bytes]", program: Path, complaint: IO[bytes], limit: float
) -> None:
    """Until it ends; ForbiddenError where it takes or says too much, and then it is ended."""
    import signal
    import subprocess

    until = time.monotonic() + limit
    try:
        while (left := until - time.monotonic()) > 0:
            with suppress(subprocess.TimeoutExpired):
                process.wait(min(left, INTERVAL))
                return
            if os.fstat(complaint.fileno()).st_size > MOST:
                sentence = _("{hook} said more than {limit} MiB and was ended")
                raise ForbiddenError(sentence, hook=program.name, limit=MOST // 1024**2)
        sentence = _("{hook} took more than {seconds} s and was ended")
        raise ForbiddenError(sentence, hook=program.name, seconds=limit)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def refusal(program: Path, code: int, sentence: str) -> ForbiddenError:
    if sentence:
        return ForbiddenError(_("{hook}: {reason}"), hook=program.name, reason=sentence)
    if code < 0:
        return ForbiddenError(
            _("{hook} was ended by signal {number}"), hook=program.name, number=-code
        )
    return ForbiddenError(_("{hook} ended with code {code}"), hook=program.name, code=code)


def not_run(program: Path, error: OSError) -> ForbiddenError:
    sentence = _("{hook} was not run: {reason}")
    return ForbiddenError(sentence, hook=program, reason=error.strerror or "")
