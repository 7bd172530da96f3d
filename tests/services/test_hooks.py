"""Programs of the user's hear of new clients and imports, and may refuse them."""

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from crm_tui.data.database import database
from crm_tui.domain.entities import CLIENTS
from crm_tui.errors import ForbiddenError
from crm_tui.services import hooks, imports, records


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def hooked(session, tmp_path, heard):
    """A command's session with a folder for programs; what it hears is in `heard`."""
    folder = tmp_path / "hooks"
    folder.mkdir(mode=0o755)
    return replace(session, hooks=folder, source="cli", hear=lambda error: heard.append(str(error)))


@pytest.fixture
def program(hooked):
    """Writes a program of the shell."""

    def program(name: str, script: str, mode: int = 0o755) -> None:
        path = hooked.hooks / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(mode)

    return program


def clients(session) -> int:
    return database.execute_sql("SELECT count(*) FROM client").fetchone()[0]


def test_programs_get_the_new_client_before_and_after_outside_of_any_transaction(
    session, hooked, program, tmp_path, monkeypatch
):
    inside = []
    call = hooks.call
    monkeypatch.setattr(
        hooks, "call", lambda *all: (inside.append(database.in_transaction()), call(*all))
    )
    program("pre-client", f"cat > {tmp_path}/before")
    program("post-client", f"cat > {tmp_path}/after")
    hooked = replace(hooked, now=lambda: session.now().replace(microsecond=7))
    records.add(hooked, CLIENTS, {"name": "Ромашка", "phone": "84955551234"})
    before, after = (json.loads((tmp_path / name).read_text()) for name in ("before", "after"))
    assert before["client"] == {"name": "Ромашка", "phone": "84955551234"}
    assert (before["hook"], before["user"]) == ("pre-client", "olga")
    assert before["at"] == "2026-11-24T12:41:00+03:00"
    assert (after["client"]["id"], after["client"]["name"]) == ("C-1", "Ромашка")
    assert inside == [False, False]


def test_a_refusal_is_one_clean_sentence_and_nothing_is_written(hooked, program):
    program("pre-client", r"printf '\033[2J\033[31mno\ncity\007' >&2; exit 3")
    with pytest.raises(ForbiddenError, match=r"^pre-client: no city$"):
        records.add(hooked, CLIENTS, {"name": "Acme"})
    assert clients(hooked) == 0


def test_what_fails_afterwards_is_heard_and_nothing_is_lost(hooked, program, heard):
    program("post-client", "exit 4")
    assert records.add(hooked, CLIENTS, {"name": "Acme"}).id == 1
    assert heard == ["post-client ended with code 4"]


@pytest.mark.parametrize(
    ("mode", "folder", "why"),
    [(0o775, 0o755, "others may"), (0o755, 0o777, "others may"), (0o644, 0o755, "no program")],
)
def test_what_others_might_have_written_is_not_run_and_refuses(
    hooked, program, tmp_path, mode, folder, why
):
    program("pre-client", f"touch {tmp_path}/ran", mode)
    hooked.hooks.chmod(folder)
    with pytest.raises(ForbiddenError, match=why):
        records.add(hooked, CLIENTS, {"name": "Acme"})
    assert not (tmp_path / "ran").exists()


def test_a_rule_whose_program_is_gone_is_not_passed_over(hooked, tmp_path):
    (hooked.hooks / "pre-client").symlink_to(tmp_path / "moved-away")
    with pytest.raises(ForbiddenError, match=r"pre-client was not run: No such file"):
        records.add(hooked, CLIENTS, {"name": "Acme"})
    assert clients(hooked) == 0


def test_without_room_for_what_a_program_gets_it_refuses(hooked, program, monkeypatch):
    program("pre-client", "exit 0")
    monkeypatch.setattr(tempfile, "tempdir", str(hooked.hooks / "gone"))
    with pytest.raises(ForbiddenError, match=r"pre-client was not run: No such file"):
        records.add(hooked, CLIENTS, {"name": "Acme"})
    assert clients(hooked) == 0


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("sleep 60", "took more than 0.2 s and was ended"),
        ("trap '' TERM; while :; do echo no >&2; done", "said more than 0 MiB and was ended"),
        ("kill -TERM $$", "was ended by signal 15"),
        ("exit 3", "ended with code 3"),
    ],
)
def test_a_program_that_does_not_end_well_refuses(hooked, program, monkeypatch, script, why):
    monkeypatch.setattr(hooks, "BEFORE", 0.2)
    monkeypatch.setattr(hooks, "INTERVAL", 0.05)
    monkeypatch.setattr(hooks, "MOST", 100)
    program("pre-client", script)
    with pytest.raises(ForbiddenError, match=f"^pre-client {why}$"):
        records.add(hooked, CLIENTS, {"name": "Acme"})
    assert clients(hooked) == 0


def test_a_file_whose_name_is_no_text_is_told_as_json_writes_it(hooked, program, tmp_path):
    program("pre-import", f"cat > {tmp_path}/before")
    source = f"{tmp_path}/a\udcff.csv"
    Path(source).write_text("Company\nAcme\n")
    imports.run(hooked, source)
    assert json.loads((tmp_path / "before").read_text())["file"] == source


def test_an_import_is_told_once_with_its_counts_and_a_trial_not_at_all(hooked, program, tmp_path):
    (tmp_path / "in.csv").write_text("Company;Deal name\nAcme;Chairs\nAcme;Chairs\nRomashka;\n")
    program("post-import", f"cat >> {tmp_path}/after")
    source = str(tmp_path / "in.csv")
    imports.run(hooked, source, imports.Options(dry_run=True))
    result = imports.run(hooked, source)
    told = json.loads((tmp_path / "after").read_text())
    assert (told["file"], told["txn"], told["rows"]) == (source, result.transaction, 3)
    assert (told["new"], told["deals"]) == (result.new, 1)
    program("pre-import", "echo not today >&2; exit 1")
    with pytest.raises(ForbiddenError, match="not today"):
        imports.run(hooked, source)
