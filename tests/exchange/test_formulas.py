"""Cells that a spreadsheet would run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.exchange.formulas import disarmed, restored


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1", "\r=1"])
def test_a_formula_gets_an_apostrophe(cell):
    assert disarmed(cell) == "'" + cell


@pytest.mark.parametrize(
    "cell", ["-5", "+1 234,50", "-12.5%", "+7 495 555-12-34", "+44 (20) 7946-0123", "", "a=b", "'s"]
)
def test_numbers_phones_and_words_stay(cell):
    assert disarmed(cell) == cell


@given(st.text(alphabet="'=+-@\t\r 15a", max_size=8))
def test_every_cell_comes_back(cell):
    assert restored(disarmed(cell)) == cell
    assert disarmed(cell)[:1] not in ("=", "@", "\t", "\r")
