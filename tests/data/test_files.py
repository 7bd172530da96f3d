import multiprocessing
import os
import shutil
import stat
import struct
from pathlib import Path

import pytest

from crm_tui.data import files, schema
from crm_tui.data.database import SCHEMA_VERSION, database
from crm_tui.data.integrity import sqlite3 as sqlite
from crm_tui.errors import CannotStartError


def refused(path: Path) -> str:
    """The sentence with which the file is refused; it is the same file afterwards."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(CannotStartError) as caught:
        files.open_file(path)
    assert caught.value.exit_code == 7
    assert before is None or path.read_bytes() == before
    assert str(path) in str(caught.value)
    return str(caught.value)


def test_a_new_file_is_for_its_owner_alone(tmp_path):
    old = os.umask(0)
    try:
        files.open_file(tmp_path / "crm.db")
    finally:
        os.umask(old)
        database.close()
    assert stat.S_IMODE((tmp_path / "crm.db").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["crm.db"]


@pytest.mark.parametrize("umask", [0o022, 0o007, 0o077])
def test_a_new_file_in_a_teams_folder_is_for_the_team(tmp_path, umask):
    tmp_path.chmod(0o3770)
    old = os.umask(umask)
    try:
        files.open_file(tmp_path / "crm.db")
        assert stat.S_IMODE((tmp_path / "crm.db-wal").stat().st_mode) == 0o660
    finally:
        os.umask(old)
        database.close()
    assert stat.S_IMODE((tmp_path / "crm.db").stat().st_mode) == 0o660


def test_the_default_folder_is_made_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    path = files.default_path()
    assert path == tmp_path / "share" / "crm-tui" / "crm.db"
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_folder_of_a_given_path_must_exist(tmp_path):
    with pytest.raises(CannotStartError, match="no folder"):
        files.open_file(tmp_path / "missing" / "crm.db")
    assert not (tmp_path / "missing").exists()


def test_a_name_that_is_too_long_is_refused(tmp_path):
    with pytest.raises(CannotStartError, match="File name too long"):
        files.open_file(tmp_path / ("x" * 300))


def test_a_data_folder_that_cannot_be_made_is_refused(tmp_path, monkeypatch):
    (tmp_path / "share").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    with pytest.raises(CannotStartError, match="Not a directory"):
        files.default_path()


def test_what_a_killed_first_start_has_left_is_in_nobodys_way(tmp_path):
    """In a container every start may have the same process id."""
    (tmp_path / f".crm.db.{os.getpid()}.new").touch()
    files.open_file(tmp_path / "crm.db")
    database.close()


def test_a_damaged_page_is_told_in_a_sentence(database_path):
    content = bytearray(database_path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    database_path.write_bytes(content)
    with pytest.raises(CannotStartError, match="damaged"):
        files.open_file(database_path)
    database.close()


@pytest.mark.parametrize("page", [1, 4, 60])
def test_a_table_or_index_that_is_overwritten_behind_a_sound_header_is_told(database_path, page):
    content = bytearray(database_path.read_bytes())
    content[page * 4096 : (page + 1) * 4096] = b"\xff" * 4096
    database_path.write_bytes(content)
    assert "damaged" in refused(database_path)
    database.close()


def test_an_empty_file_is_no_database(tmp_path):
    path = tmp_path / "crm.db"
    path.touch()
    assert "empty file" in refused(path)


def test_another_programs_file_is_not_touched(tmp_path):
    path = tmp_path / "notes.db"
    other = sqlite.connect(path)
    other.execute("CREATE TABLE notes (text)")
    other.commit()
    other.close()
    assert "no database of this program" in refused(path)


def test_a_text_file_is_not_touched(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear Olga, " * 50)
    assert "no database of this program" in refused(path)


def test_a_cut_file_is_damaged(database_path):
    database_path.write_bytes(database_path.read_bytes()[:20_000])
    assert "damaged" in refused(database_path)


def test_a_newer_file_is_refused(database_path):
    newer = sqlite.connect(database_path)
    newer.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    newer.commit()
    newer.close()
    assert "newer version" in refused(database_path)


def test_a_read_only_file_is_refused(database_path):
    database_path.chmod(0o400)
    assert "cannot be written" in refused(database_path)


def test_a_folder_is_no_file(tmp_path):
    assert "no regular file" in refused(tmp_path)


def test_a_device_is_no_file():
    assert "no regular file" in refused(Path("/dev/zero"))


def test_a_pipe_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "crm.db")
    assert "no regular file" in refused(tmp_path / "crm.db")


def test_a_link_into_nothing_is_refused(tmp_path):
    (tmp_path / "crm.db").symlink_to(tmp_path / "gone.db")
    assert "no regular file" in refused(tmp_path / "crm.db")


def test_a_link_onto_itself_is_refused(tmp_path):
    (tmp_path / "crm.db").symlink_to(tmp_path / "crm.db")
    assert "no regular file" in refused(tmp_path / "crm.db")


def start(path: Path) -> int:
    files.open_file(path)
    count = database.execute_sql("SELECT count(*) FROM schema_migration").fetchone()[0]
    database.close()
    return int(count)


def test_racing_first_starts_make_one_database(tmp_path):
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        counts = pool.map(start, [tmp_path / "crm.db"] * 8)
    assert counts == [len(list(schema.MIGRATIONS.glob("0*.py")))] * 8
    assert {path.name for path in tmp_path.iterdir()} == {"crm.db"}


def test_a_file_whose_last_pages_a_killed_program_has_left_beside_it_is_whole(session, tmp_path):
    database.execute_sql("PRAGMA wal_autocheckpoint = 0")
    with database.atomic():
        database.execute_sql("CREATE TABLE large (text)")
        database.execute_sql("INSERT INTO large VALUES (zeroblob(1000000))")
    pages = database.execute_sql("PRAGMA page_count").fetchone()[0]
    copy = tmp_path / "killed.db"
    for ending in ("", "-wal"):
        shutil.copyfile(f"{database.database}{ending}", f"{copy}{ending}")
    with copy.open("r+b") as file:  # the first page was moved already, the last ones were not
        file.seek(28)
        file.write(struct.pack(">I", pages))
    database.close()
    files.open_file(copy)
    assert database.execute_sql("SELECT length(text) FROM large").fetchone() == (1_000_000,)
