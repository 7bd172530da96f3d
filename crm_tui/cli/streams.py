"""Text on its way out: control characters never reach a terminal; files and pipes get the text."""

import re
import sys
from typing import TextIO

CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)
"""What may move the cursor, write the clipboard or turn the line around; \\t and \\n may not."""


def shown(text: str, stream: TextIO) -> str:
    """The text as it may go to the stream."""
    if text.isprintable() or not stream.isatty():
        return text
    return CONTROLS.sub("\ufffd", text)


def write(text: str) -> None:
    """A line of data on stdout."""
    sys.stdout.write(shown(text, sys.stdout) + "\n")


def say(text: str) -> None:
    """A line of talk on stderr."""
    print(shown(text, sys.stderr), file=sys.stderr)


def prepare() -> None:
    """Let no letter fail in an ASCII locale; data in files and pipes is always UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            if not stream.isatty():
                stream.reconfigure(encoding="utf-8")
            stream.reconfigure(errors="replace")
