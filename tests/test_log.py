"""The log of bugs: where, never with what."""

import pytest

from crm_tui import log


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path / "crm-tui"


def bug(secret: str) -> Exception:
    """An error whose message, locals and cause hold a person's data."""
    try:
        try:
            int(secret)
        except ValueError as error:
            raise KeyError(secret) from error
    except KeyError as error:
        return error


def test_the_trace_tells_types_and_places_and_no_data():
    told = log.trace(bug("Ivanov"))
    assert "KeyError" in told
    assert "ValueError" in told
    assert "int(secret)" in told
    assert "Ivanov" not in told


def test_only_the_owner_can_read_the_log(folder):
    path = log.write(bug("Ivanov"))
    assert path == folder / "crm.log"
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_bugs_are_added_until_the_log_is_too_large(folder, monkeypatch):
    path = log.write(bug("a"))
    once = path.stat().st_size
    log.write(bug("b"))
    assert path.stat().st_size == 2 * once
    monkeypatch.setattr(log, "LARGEST", once)
    log.write(bug("c"))
    assert path.stat().st_size == once


def test_a_log_that_cannot_be_written_is_no_second_failure(folder):
    folder.parent.joinpath("crm-tui").write_text("in the way")
    assert log.write(bug("a")) is None
