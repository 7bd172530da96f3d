"""Libraries that not everybody needs: without them the program says what to install."""

from collections.abc import Iterator
from contextlib import contextmanager

from crm_tui.domain.texts import _
from crm_tui.errors import MissingExtraError


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
            command=f"pip install 'crm-tui[{name}]'",
        ) from error
