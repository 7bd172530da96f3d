"""A Russian layout sends other characters for the same caps."""

import pytest

from crm_tui.screens.keyboard import latin_key


@pytest.mark.parametrize(
    ("pressed", "meant"),
    [("о", "j"), ("л", "k"), ("ы", "s"), ("Ы", "S"), ("Ж", "colon"), ("full_stop", "slash"),
     ("Б", "less_than_sign"), ("Ю", "greater_than_sign"),
     ("comma", "question_mark"), ("ctrl+л", "ctrl+k")],
)  # fmt: skip
def test_the_cap_counts(pressed, meant):
    assert latin_key(pressed) == meant


@pytest.mark.parametrize("pressed", ["j", "enter", "escape", "ctrl+k", "1"])
def test_what_is_the_same_on_both_is_left_alone(pressed):
    assert latin_key(pressed) is None
