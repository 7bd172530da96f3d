"""The database file: where it is, whether it is ours, and how a new one comes to be."""

import os
import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crm_tui.data.database import (
    APPLICATION_ID,
    DAMAGED,
    NEWER,
    READ_ONLY,
    SCHEMA_VERSION,
    connect,
    database,
    initialize,
    meaning,
    pragma,
)
from crm_tui.data.schema import is_current, migrate
from crm_tui.domain.texts import _
from crm_tui.errors import CannotStartError

MAGIC = b"SQLite format 3\0"
TREES = {b"\x02", b"\x05", b"\x0a", b"\x0d"}
"""What a page begins with that belongs to a table or an index (sqlite.org/fileformat)."""

NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "ncpfs"}


def default_path() -> Path:
    """`crm.db` in the XDG data folder, which is made for its owner alone."""
    from platformdirs import user_data_path

    folder = user_data_path("crm-tui")
    with explained(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / "crm.db"


def open_file(path: Path) -> None:
    """Connect this thread to the database at `path`, made and migrated where that is needed."""
    with explained(path), meaning():
        check_folder(path)
        if not os.path.lexists(path):
            create(path)
        check(path)
        initialize(str(path))
        connect()
        check_roots(path)
        if not is_current():
            migrate()


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Say in a sentence what the operating system refused."""
    try:
        yield
    except OSError as error:
        message = _("{path} cannot be opened: {reason}")
        raise CannotStartError(message, path=path, reason=error.strerror) from error


def create(path: Path) -> None:
    """Make a new database under another name, then link it: nobody sees a half-made file.

    Of two first starts one links its file, and the other uses that.
    """
    from tempfile import mkstemp

    file, name = mkstemp(".new", f".{path.name}.", path.parent)
    making = Path(name)
    try:
        os.fchmod(file, mode_in(path.parent))  # whatever the umask is
        os.close(file)
        initialize(str(making))
        connect()
        migrate()
        database.close()
        link(making, path)
    finally:
        for leftover in (making, Path(f"{making}-wal"), Path(f"{making}-shm")):
            leftover.unlink(missing_ok=True)


def mode_in(folder: Path) -> int:
    """For the owner alone, or for the team where the folder hands its group on to its files."""
    shared = stat.S_ISGID | stat.S_IWGRP
    return 0o660 if folder.stat().st_mode & shared == shared else 0o600


def link(made: Path, path: Path) -> None:
    """Give the finished file its name, unless another start was first."""
    try:
        os.link(made, path)
    except FileExistsError:
        return


def check_folder(path: Path) -> None:
    folder = path.parent
    if not folder.is_dir():
        raise CannotStartError(
            _("there is no folder {path}: make it first, or give another path"), path=folder
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        raise CannotStartError(_("the folder {path} cannot be written"), path=folder)
    if file_system(Path(os.path.realpath(path)).parent) in NETWORK:  # a link may lead in a circle
        raise CannotStartError(
            _("{path} lies on a network file system, where SQLite loses data: use a local disk"),
            path=path,
        )


def check(path: Path) -> None:
    """Look at the file before SQLite does: it takes an empty file for an empty database."""
    status = path.stat() if path.exists() else path.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise CannotStartError(_("{path} is no regular file"), path=path)
    if not os.access(path, os.R_OK):
        raise CannotStartError(_("the database {path} cannot be read"), path=path)
    if not status.st_mode & 0o222 or not os.access(path, os.W_OK):
        raise CannotStartError(READ_ONLY, path=path)
    if not status.st_size:
        raise CannotStartError(_("{path} is an empty file, no database: remove it"), path=path)
    check_header(path, status.st_size)


def check_header(path: Path, size: int) -> None:
    """Tell foreign, newer and cut files by the first 100 bytes (sqlite.org/fileformat)."""
    with path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or not header.startswith(MAGIC):
        raise CannotStartError(_("{path} is no database of this program"), path=path)
    version, application = (
        struct.unpack(">I", header[60:64])[0],
        struct.unpack(">I", header[68:72])[0],
    )
    if application != APPLICATION_ID:
        raise CannotStartError(_("{path} is no database of this program"), path=path)
    if version > SCHEMA_VERSION:
        raise CannotStartError(NEWER, path=path)
    page_size = struct.unpack(">H", header[16:18])[0] or 0
    pages = struct.unpack(">I", header[28:32])[0]
    if size < pages * (65536 if page_size == 1 else page_size) and not has_log(path):
        raise CannotStartError(DAMAGED, path=path)


def check_roots(path: Path) -> None:
    """Tell a file with overwritten pages by the first byte of each table and index.

    That all of it is sound only `crm check` can say: looking at every page takes far too long for a
    start. What SQLite meets later of a damaged page is told as it is met.
    """
    size = pragma("page_size")
    found = database.execute_sql("SELECT rootpage FROM sqlite_master WHERE rootpage > 0")
    with path.open("rb", buffering=0) as file:
        sound = all(os.pread(file.fileno(), 1, (page - 1) * size) in TREES for (page,) in found)
    if not sound and not has_log(path):
        raise CannotStartError(DAMAGED, path=path)


def has_log(path: Path) -> bool:
    """Whether SQLite has pages beside the file still: the file may be shorter than it says.

    A program that was killed while it moved them leaves it so, and nothing is lost.
    """
    log = Path(f"{path}-wal")
    return log.exists() and log.stat().st_size > 0


def file_system(folder: Path) -> str:
    """The type of the file system, as Linux tells it; empty where nobody tells."""
    try:
        mounts = Path("/proc/self/mounts").read_text(errors="replace").splitlines()
    except OSError:
        return ""
    whole, found, kind = folder.resolve(), "", ""
    for mount in mounts:
        _device, point, type_, *_rest = mount.split()
        inside = whole.is_relative_to(point)
        if inside and len(point) >= len(found):
            found, kind = point, type_
    return kind
