"""The file of a demo: a new one, built whole or not at all."""

import os
import tempfile
from pathlib import Path

from crm_tui.cli.invocations import Invocation
from crm_tui.cli.progress import Progress
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

USUAL_CLIENTS, USUAL_SEED = 300, 1


def new_path(given: str | None) -> Path:
    """The file of --db, which must not be there yet, or one in a new temporary folder.

    Neither CRM_DB nor the default file is ever meant: nothing of the user's is touched.
    """
    if given is None:
        return Path(tempfile.mkdtemp(prefix="crm-demo-")) / "crm.db"
    path = Path(given).absolute()
    if os.path.lexists(path):
        raise InvalidInputError(
            _("{path} is there already: a demo needs a new file"), field="db", path=path
        )
    return path


def build(path: Path, invocation: Invocation, clients: int, seed: int) -> None:
    """Build the company, or leave nothing behind."""
    from crm_tui.bootstrap import open_session
    from crm_tui.services import demo

    session = open_session(str(path), invocation.wanted_language)
    invocation.language = session.language
    try:
        with Progress(session.language, _("building")) as progress:
            demo.build(session, clients, seed, lambda done: progress(done, clients))
    except BaseException:
        session.close()
        remove(path, with_folder=invocation.database is None)
        raise
    session.close()


def remove(path: Path, *, with_folder: bool) -> None:
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    if with_folder:
        path.parent.rmdir()
