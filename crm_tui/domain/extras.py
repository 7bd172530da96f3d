"""Libraries that not everybody needs: without them the program says what to install."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crm_tui.domain.texts import _
from crm_tui.errors import MissingExtraError

CLONE = Path(__file__).parents[2]


def command(name: str, clone: Path = CLONE) -> str:
    """What installs the extra: where the program runs from a clone, into what it runs with."""
    if (clone / "pyproject.toml").is_file():
        return f"{sys.prefix}/bin/pip install -e '{clone}[{name}]'"
    return f"pip install 'crm-tui[{name}]'"


@contextmanager
def extra(name: str, purpose: str) -> Iterator[None]:
    """Around the import of a library of the extra `name`, inside the function that needs it.

    `purpose` is what the user wanted, such as "XLSX", or words of ours. MissingExtraError when the
    library is not installed; what it does to the import of its own parts is a bug and stays one.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            _("{purpose} needs a part that is not installed: {command}"),
            purpose=purpose,
            command=command(name),
        ) from error
