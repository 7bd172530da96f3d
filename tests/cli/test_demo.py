import subprocess
import sys
from pathlib import Path

import pytest


def crm(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program with every place it might write to inside the folder."""
    environment = {
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder),
        "CRM_DB": str(folder / "mine.db"),
        "PATH": "",
        "LANG": "C.UTF-8",
    }
    command = [sys.executable, "-m", "crm_tui", *arguments]
    return subprocess.run(
        command,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_prints_the_path_of_a_new_file_that_only_its_owner_can_read(tmp_path):
    done = crm(tmp_path, "demo", "--clients", "20", "--no-open")
    path = Path(done.stdout.strip())
    assert (done.returncode, done.stderr) == (0, "")
    assert path.is_relative_to(tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_leaves_the_database_of_the_user_alone(tmp_path):
    crm(tmp_path, "demo", "--clients", "20", "--no-open")
    assert not (tmp_path / "mine.db").exists()
    assert not (tmp_path / "home").exists()


def test_builds_into_the_file_that_is_given(tmp_path):
    done = crm(tmp_path, "demo", "--clients", "20", "--no-open", "--db", str(tmp_path / "demo.db"))
    assert done.stdout == f"{tmp_path / 'demo.db'}\n"
    assert (tmp_path / "demo.db").stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_is_refused_in_one_line_and_kept(tmp_path):
    mine = tmp_path / "mine.db"
    mine.write_text("precious")
    done = crm(tmp_path, "--db", str(mine), "demo", "--no-open")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert mine.read_text() == "precious"


def test_a_folder_that_is_not_there_is_exit_7(tmp_path):
    done = crm(tmp_path, "demo", "--no-open", "--db", str(tmp_path / "no" / "demo.db"))
    assert done.returncode == 7
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("clients", ["0", "-5", "many"])
def test_an_impossible_number_of_clients_is_exit_2_and_leaves_nothing(tmp_path, clients):
    done = crm(tmp_path, "demo", "--no-open", "--clients", clients)
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_without_a_terminal_it_says_so_before_it_builds(tmp_path):
    done = crm(tmp_path, "demo")
    assert done.returncode == 2
    assert "terminal" in done.stderr
    assert list(tmp_path.iterdir()) == []
