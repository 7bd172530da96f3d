"""A fresh machine can install the program, and is told what it lacks."""

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from crm_tui import __version__

ROOT = Path(__file__).parents[1]
OLD_PYTHON = "#!/bin/sh\nexit 1\n"
"""Stands for an interpreter that is too old, or has no venv: the check of the Makefile fails."""


def run_make(folder: Path, tools: Path, *targets: str) -> subprocess.CompletedProcess[str]:
    """make in a copy of the Makefile, with only those programs on the PATH."""
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    make = shutil.which("make")
    assert make
    return subprocess.run(
        [make, *targets],
        cwd=folder,
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    folder = tmp_path / "tools"
    folder.mkdir()
    shell = shutil.which("sh")
    assert shell
    (folder / "sh").symlink_to(shell)
    return folder


def test_make_names_the_packages_where_python_is_missing(tmp_path: Path, tools: Path) -> None:
    result = run_make(tmp_path, tools, "demo")
    assert result.returncode != 0
    assert "sudo apt install git make python3-venv" in result.stderr
    assert result.stdout == ""
    assert "No such file" not in result.stderr


def test_make_names_the_packages_where_no_python_will_do(tmp_path: Path, tools: Path) -> None:
    old = tools / "python3"
    old.write_text(OLD_PYTHON)
    old.chmod(0o755)
    result = run_make(tmp_path, tools, "test")
    assert result.returncode != 0
    assert "needs Python 3.11 or newer" in result.stderr


def test_make_takes_a_newer_python_than_python3(tmp_path: Path, tools: Path) -> None:
    for name, script in {
        "python3": OLD_PYTHON,
        "python3.11": '#!/bin/sh\n[ "$1" = -c ] || { echo "3.11 gets: $*"; exit 1; }\n',
    }.items():
        (tools / name).write_text(script)
        (tools / name).chmod(0o755)
    result = run_make(tmp_path, tools, "demo")
    assert "3.11 gets: -m venv" in result.stdout


def test_the_wheel_holds_the_compiled_catalogue_and_the_manual(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(ROOT / "crm_tui", source / "crm_tui", ignore=shutil.ignore_patterns("*.mo"))
    shutil.copytree(ROOT / "docs", source / "docs")
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=source,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    assert __version__ in wheel.name
    names = zipfile.ZipFile(wheel).namelist()
    assert "crm_tui/locale/ru/LC_MESSAGES/crm_tui.mo" in names
    assert f"crm_tui-{__version__}.data/data/share/man/man1/crm.1" in names
    assert {"crm_tui/manual/README.md", "crm_tui/manual/day.md"} <= set(names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"crm_tui"}


def test_ci_is_one_executable_script() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    commands = script.read_text(encoding="utf-8")
    assert "make check test\nmake demo ARGS=--no-open" in commands


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    reasons = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for requirement in project["dependencies"]:
        name = requirement.split(";")[0].split(">")[0].strip()
        assert f"| {name} |" in reasons, f"say in CONTRIBUTING.md why we need {name}"
    extras = project["optional-dependencies"]
    for extra in extras.keys() - {"all", "dev"}:
        for requirement in extras[extra]:
            name = requirement.split(">")[0]
            assert f"| {name} | {extra} |" in reasons, f"say in CONTRIBUTING.md why we need {name}"


def test_all_is_every_extra_and_developers_have_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    (everything,) = extras["all"]
    assert set(everything[len("crm-tui[") : -1].split(",")) == extras.keys() - {"all", "dev"}
    assert "crm-tui[all]" in extras["dev"]
