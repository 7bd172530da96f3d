"""Drafts: for the same user and database, never while the program that typed them still runs."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from crm_tui.data import drafts as files
from crm_tui.domain.drafts import Draft
from crm_tui.errors import CrmError
from crm_tui.services import drafts


@pytest.fixture(autouse=True)
def state(monkeypatch, tmp_path) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def draft(session) -> Draft:
    texts = {"name": "Vega", "notes": "two\nlines"}
    return Draft("crm_tui.screens.x:Y", ["clients", None, {}], "New client: Vega", texts,
                 session.now(), {"name": ""}, 3)  # fmt: skip


def kept_files(state: Path) -> list[Path]:
    return sorted(state.rglob("*.json"))


def test_a_draft_comes_back_whole_once_its_program_has_ended(session, draft):
    drafts.keep(session, "1", draft)
    assert drafts.left(session) == []
    drafts.release(session)
    (found,) = drafts.left(session)
    assert replace(found, file="") == draft
    assert found.is_of("crm_tui.screens.x:Y", ["clients", None, {}])


def test_only_the_user_can_read_it_and_no_half_file_stays(session, draft, state):
    drafts.keep(session, "1", draft)
    drafts.keep(session, "1", replace(draft, texts={"name": "Vega 2"}))
    (file,) = kept_files(state)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert not list(state.rglob("*.new"))


def test_what_was_saved_or_thrown_away_is_not_offered(session, draft, state):
    drafts.keep(session, "1", draft)
    drafts.keep(session, "2", draft)
    drafts.drop(session, "1")
    drafts.release(session)
    (found,) = drafts.left(session)
    drafts.throw_away(session, found)
    assert drafts.left(session) == []
    assert not list(state.rglob("*.*"))


def test_another_user_and_another_database_see_nothing_of_it(session, draft):
    drafts.keep(session, "1", draft)
    drafts.release(session)
    anna = replace(session, user=replace(session.user, login="anna"))
    elsewhere = replace(session, database=session.database + "2")
    assert drafts.left(anna) == drafts.left(elsewhere) == []


def test_of_two_programs_one_goes_on_with_it(session, draft):
    drafts.keep(session, "1", draft)
    drafts.release(session)
    (found,) = drafts.left(session)
    assert drafts.claim(session, found, "2")
    assert not drafts.claim(session, found, "3")
    assert drafts.left(session) == []
    drafts.drop(session, "2")
    drafts.release(session)
    assert drafts.left(session) == []


def test_a_program_that_runs_keeps_its_drafts_and_a_killed_one_leaves_them(session, draft, state):
    other = subprocess.Popen(
        [sys.executable, "-c", KEEPER, str(files.folder("olga", session.database))],
        stdout=subprocess.PIPE,
    )
    try:
        assert other.stdout.readline() == b"kept\n"
        assert len(kept_files(state)) == 1
        assert drafts.left(session) == []
    finally:
        other.kill()
        other.wait()
        other.stdout.close()
    assert [found.title for found in drafts.left(session)] == ["Log a contact"]


KEEPER = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from crm_tui.data import drafts
from crm_tui.domain.drafts import Draft
draft = Draft("a:B", [], "Log a contact", {"text": "x"}, datetime.now(UTC))
drafts.keep(Path(sys.argv[1]), "1", draft)
print("kept", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("text", ["", "{", "[]", '{"screen": 1}', "\x00", '{"texts": {"a": 1}}'])
def test_a_file_that_is_no_draft_is_left_alone(session, draft, state, text):
    drafts.keep(session, "1", draft)
    (file,) = kept_files(state)
    drafts.release(session)
    file.write_text(text)
    assert drafts.left(session) == []
    assert file.read_text() == text


def test_where_nothing_can_be_written_it_is_a_sentence(session, draft, state):
    state.write_text("a file where the folder should be")
    with pytest.raises(CrmError, match="cannot be kept"):
        drafts.keep(session, "1", draft)
    assert drafts.left(session) == []
