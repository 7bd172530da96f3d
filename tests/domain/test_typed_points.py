"""What is typed behind a phone or an e-mail says what it is for."""

import pytest

from crm_tui.domain import phones, typed_points
from crm_tui.errors import InvalidInputError


@pytest.mark.parametrize(
    ("typed", "text", "labels"),
    [
        ("+44 20 7946 0101 (work)", "+44 20 7946 0101", {"+44 20 7946 0101": "work"}),
        ("8 495 555-12-34 (раб), 12 (моб.)", "8 495 555-12-34, 12",
         {"8 495 555-12-34": "work", "12": "cell"}),
        ("8 (495) 555-12-34", "8 (495) 555-12-34", {}),
        ("8 (495) 555-12-34 (Front desk)", "8 (495) 555-12-34",
         {"8 (495) 555-12-34": "Front desk"}),
        ("112 ()", "112", {"112": None}),
        ("(work)", "(work)", {}),
    ],
)  # fmt: skip
def test_words_in_brackets_are_the_label(typed, text, labels):
    found = typed_points.read(phones.split(typed))
    assert (found, typed_points.labels_of(found)) == (text, labels)


def test_an_address_is_checked_without_its_label():
    def refuse(text):
        raise InvalidInputError(text)

    with pytest.raises(InvalidInputError, match=r"^broken$"):
        typed_points.read(["broken (work)"], refuse)


def test_a_label_that_is_gone_from_a_form_is_taken_away():
    assert typed_points.in_full(["112 (work)", "113"]) == "112 (work), 113 ()"


def test_what_the_history_tells_is_the_field_again_without_labels():
    told = typed_points.journalled("112, 113", {"113": "Front desk"})
    assert told == "112, 113 (Front desk)"
    assert typed_points.without_labels(told) == "112, 113"
