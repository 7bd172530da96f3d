"""The progress on stderr: for people who wait, not for files."""

import io

import pytest

from crm_tui.cli.progress import Progress
from crm_tui.i18n import Language


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test moves."""
    now = [100.0]
    monkeypatch.setattr("crm_tui.cli.progress.time.monotonic", lambda: now[0])
    return now


@pytest.fixture
def shown(clock, monkeypatch):
    """Runs an export of so many seconds; returns what stderr got."""

    def shown(stream: io.StringIO, seconds: float) -> str:
        monkeypatch.setattr("sys.stderr", stream)
        with Progress(Language(), "export") as progress:
            progress(0)
            clock[0] += seconds
            progress(1, 2)
        return stream.getvalue()

    return shown


def test_work_of_less_than_a_second_shows_nothing(shown):
    assert shown(Screen(), 0.9) == ""


def test_longer_work_shows_how_far_it_is_and_cleans_up(shown):
    told = shown(Screen(), 1.5)
    assert "export [###############...............]  50%" in told
    assert told.endswith("\r\x1b[K")


def test_a_file_gets_no_progress(shown):
    assert shown(io.StringIO(), 60) == ""
