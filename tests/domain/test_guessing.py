"""What a column is, by what stands in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain.guessing import guess, says_nothing


@pytest.mark.parametrize(
    ("values", "name"),
    [
        (["a@x.example", "b@x.example; c@x.example", ""], "email"),
        (["+7 495 555-12-34", "8(495)555-12-35", "020 7946 0123"], "phone"),
        (["7707083893", "500100732259"], "tax_id"),
        (["https://acme.example.com", "www.beta.example/about", "gamma.example"], "website"),
        (["Acme", "Beta", "a@x.example"], None),
        (["12", "13"], None),
        ([], None),
    ],
)
def test_values_that_look_alike_tell_what_they_are(values, name):
    assert guess(values) == name


@pytest.mark.parametrize("title", ["", "Column 3", "Поле1", "#2", "7", "B", "Unnamed: 4", "value"])
def test_titles_that_say_nothing(title):
    assert says_nothing(title)


@pytest.mark.parametrize("title", ["Fax", "Shoe size", "Referrer e-mail", "ИНН"])
def test_titles_that_say_something(title):
    assert not says_nothing(title)


@given(st.lists(st.text(max_size=20), max_size=5))
def test_any_values_are_guessed_or_not(values):
    assert guess(values) in (None, "email", "phone", "tax_id", "website")
