import pytest

from crm_tui.domain.suggestions import nearest

FIELDS = ("name", "city", "lifecycle", "Город")


@pytest.mark.parametrize(
    ("word", "suggestion"), [("ctiy", "city"), ("lifecylce", "lifecycle"), ("горд", "Город")]
)
def test_a_mistyped_word_finds_its_neighbour(word: str, suggestion: str) -> None:
    assert nearest(word, FIELDS) == suggestion


@pytest.mark.parametrize("word", ["", "xyzzy", "city" * 100])
def test_a_word_that_resembles_nothing_finds_nothing(word: str) -> None:
    assert nearest(word, FIELDS) is None
