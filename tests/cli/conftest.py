import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crm_tui.cli.app import run

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        return json.loads(self.err)["error"]


@pytest.fixture
def surroundings(database_path, tmp_path) -> dict[str, str]:
    """A Tuesday morning in Moscow, in English, and folders of its own for whatever is written."""
    return {
        "CRM_DB": str(database_path),
        "CRM_NOW": "2026-11-24T09:41:00+00:00",
        "CRM_LANG": "en",
        "TZ": "Europe/Moscow",
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "LC_ALL": "C.UTF-8",
    }


@pytest.fixture
def crm(surroundings, monkeypatch, capsys) -> Callable[..., Ended]:
    """Runs a command in this process."""
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)

    def crm(*arguments: str) -> Ended:
        capsys.readouterr()
        code = run(arguments)
        told = capsys.readouterr()
        return Ended(code, told.out, told.err)

    return crm


@pytest.fixture
def program(surroundings) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the program as a process of its own, without a terminal."""

    def program(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "crm_tui", *arguments],
            cwd=ROOT,
            env={**os.environ, **surroundings, **environment},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    return program
