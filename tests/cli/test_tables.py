"""Plain tables: widths, cutting, and names that would like to drive the terminal."""

import io
from contextlib import redirect_stdout

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.cli import tables
from crm_tui.cli.streams import CONTROLS, shown

HOSTILE = "a\x1b]52;c;aGk=\x07b\x9b31m\u202ec\x00"


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch):
    """A terminal of 30 columns."""
    monkeypatch.setenv("COLUMNS", "30")
    return Screen()


@pytest.mark.parametrize(
    ("text", "width"),
    [("Acme", 4), ("Хрущёв", 6), ("会社", 4), ("e\u0301", 1), ("👍", 2), ("a\u200bb", 2), ("", 0)],
)
def test_a_text_is_as_wide_as_a_terminal_shows_it(text, width):
    assert tables.cells(text) == width


def test_columns_stand_below_each_other_whatever_the_script(capsys):
    tables.write_table(["a", "b"], [["会社", "1"], ["Хрущёв", "2"], ["[ACME]", "3"]])
    assert capsys.readouterr().out == "a       b\n会社    1\nХрущёв  2\n[ACME]  3\n"


def test_nothing_is_cut_in_a_pipe(capsys):
    tables.write_table(["a", "b"], [["x" * 300, "y" * 300]])
    assert capsys.readouterr().out.splitlines()[1] == f"{'x' * 300}  {'y' * 300}"


def test_lines_fit_a_terminal(screen):
    with redirect_stdout(screen):
        tables.write_table(["name", "city"], [["x" * 300, "Kazan"], ["会" * 40, "Omsk"]])
    lines = screen.getvalue().splitlines()
    assert all(tables.cells(line) <= 30 for line in lines)
    assert "…" in lines[1]
    assert lines[2].endswith("Omsk")


def test_control_sequences_reach_a_file_and_never_a_terminal(screen):
    assert shown(HOSTILE, io.StringIO()) == HOSTILE
    with redirect_stdout(screen):
        tables.write_table(["name"], [[HOSTILE]])
        tables.write_pairs([("name", HOSTILE)])
    assert not CONTROLS.search(screen.getvalue())
    assert "\ufffd" in screen.getvalue()


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_a_shortened_text_fits_and_drives_nothing(text, width):
    short = tables.shortened(text, width)
    assert tables.cells(short) <= width
    assert not CONTROLS.search(short)


def test_an_empty_table_writes_nothing(capsys):
    assert tables.write_table(["a"], []) == 0
    assert capsys.readouterr().out == ""
