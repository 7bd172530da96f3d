"""How the program ends when something is wrong: one sentence and the exit code."""

import errno
import json
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, TextIO

from crm_tui.cli.invocations import Invocation
from crm_tui.cli.streams import shown
from crm_tui.domain.suggestions import nearest
from crm_tui.domain.texts import _
from crm_tui.errors import CannotStartError, CrmError, InvalidInputError

INTERRUPTED = 130
HUNG_UP = 129
"""The terminal is gone, so there is nobody to tell."""

UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG)


def guarded(action: Callable[[], int], invocation: Invocation) -> int:
    """Do it and return the exit code, whatever happens; only bugs leave a traceback."""
    interrupts: list[int] = []
    try:
        with noted(interrupts):
            code = action()
        sys.stdout.flush()
        sys.stderr.flush()  # what the screens could not write any more waits there
    except CrmError as error:
        return tell(error, invocation)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return leave_pipe()
    except OSError as error:
        if error.errno not in UNWRITABLE:
            return tell_bug(error, invocation)
        leave_pipe()
        if error.errno == errno.EIO:
            leave_pipe(sys.stderr)
            return HUNG_UP
        message = _("the output cannot be written: {reason}")
        return tell(CannotStartError(message, reason=error.strerror), invocation)
    except Exception as error:
        if interrupts:
            return INTERRUPTED
        mistake = usage_error(error)
        return tell(mistake, invocation) if mistake else tell_bug(error, invocation)
    return code


@contextmanager
def noted(interrupts: list[int]) -> Iterator[None]:
    """Put each Ctrl+C into the list as well.

    SQLite makes an error of its own of what is raised while it calls a function of ours.
    """

    def note(number: int, frame: FrameType | None) -> None:
        interrupts.append(number)
        signal.default_int_handler(number, frame)

    usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not usual or threading.current_thread() is not threading.main_thread():
        yield  # in the background nobody interrupts
        return
    signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def tell(error: CrmError, invocation: Invocation) -> int:
    """Print the error as a line or, where the output is JSON, as an object; return its code."""
    message = invocation.language.error(error)
    if invocation.output in ("json", "jsonl"):
        told = {"code": error.code, "message": message, "field": error.field, "line": error.line}
        line = json.dumps({"error": told}, ensure_ascii=False)
    else:
        line = f"crm: {message}"
    print(shown(line, sys.stderr), file=sys.stderr)
    return error.exit_code


def tell_bug(error: Exception, invocation: Invocation) -> int:
    """Keep the traceback in the log and print it; neither shows data."""
    from crm_tui import log

    file = log.write(error)
    print(log.trace(error), file=sys.stderr, end="")
    if file:
        text = _("crm: this is a bug in the program; it is also written to {path}")
        print(invocation.language.text(text, path=file), file=sys.stderr)
    return 1


def leave_pipe(stream: TextIO | None = None) -> int:
    """Nobody takes our output any more: keep Python from complaining about it at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, (stream or sys.stdout).fileno())
    return 0


def usage_error(error: Exception) -> CrmError | None:
    """Typer's complaint in our words; None for what is none.

    Typer's classes are private but for their base, so they are told apart by their names; the
    screens run without Typer.
    """
    typer = sys.modules.get("typer")
    if typer is None or not isinstance(error, typer.TyperException):
        return None
    told: Any = error
    match type(error).__name__:
        case "NoSuchOption":
            return unknown_option(told.option_name, options_of(told.ctx))
        case "MissingParameter":
            return InvalidInputError(
                _("{what} is missing: see {command} --help"),
                what=told.param.human_readable_name,
                command=told.ctx.command_path,
            )
        case "BadOptionUsage":
            return InvalidInputError(_("{what} needs a value"), what=told.option_name)
        case "BadParameter":
            what = told.param.opts[0] if told.param else ""
            return InvalidInputError(_("{what}: this cannot be read"), what=what)
    unexpected = re.search(r"\((?!s\))(.*)\)$", told.message, re.DOTALL)
    if unexpected:
        return InvalidInputError(_("{words} is too much here"), words=unexpected[1])
    return InvalidInputError(_("the command line cannot be understood"))


def unknown_option(name: str, known: list[str]) -> CrmError:
    close = nearest(name, known)
    if close:
        message = _("there is no option {option}: did you mean {nearest}?")
        return InvalidInputError(message, option=name, nearest=close)
    return InvalidInputError(_("there is no option {option}"), option=name)


def options_of(context: Any) -> list[str]:
    """All options of the command of the context."""
    if context is None:
        return []
    return [name for parameter in context.command.get_params(context) for name in parameter.opts]
