"""The databases on which is measured: built once, and again when what builds them has changed."""

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = ("crm_tui/data/demo", "crm_tui/data/migrations", "crm_tui/data/models")
LARGE, SMALL = 100_000, 1_056
"""The last page of both lists has 32 rows, so that End reads as many pages in both."""

NOW = "2026-11-23T10:00:00+00:00"
"""What CRM_NOW is here: Today shows the same whenever one measures."""


def base(clients: int) -> Path:
    """A demo of so many clients; three activities each, if there are many."""
    folder = Path(tempfile.gettempdir()) / f"crm-benchmarks-{content_hash()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{clients}.db"
    if not path.exists():
        making = folder / f"{clients}.making.db"
        making.unlink(missing_ok=True)
        print(f"building {clients:,} clients ...", file=sys.stderr)
        command = [sys.executable, "-m", "crm_tui", "demo", "--no-open", "--db", str(making)]
        subprocess.run(
            [*command, "--clients", str(clients)],
            cwd=ROOT,
            env={**os.environ, "CRM_NOW": NOW},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        making.rename(path)
    return path


def content_hash() -> str:
    digest = hashlib.sha256()
    for source in SOURCES:
        for path in sorted((ROOT / source).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
