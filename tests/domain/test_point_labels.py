import pytest

from crm_tui.domain import point_labels
from crm_tui.i18n import Language


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("WORK,VOICE,PREF", "work"),
        ("cell,work", "work cell"),
        ("* Mobile", "cell"),
        ("Home Fax", "home fax"),
        ("рабочий", "work"),
        ("Front desk 2", "Front desk 2"),
        ("INTERNET", None),
        ("", None),
    ],
)
def test_a_label_is_read_as_other_programs_write_it(said, label):
    assert point_labels.read(said) == label
    assert label is None or point_labels.read(label) == label


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_a_form_shows_is_read_as_the_same_label(language):
    text = Language(language).text
    assert {point_labels.read(text(shown)) for shown in point_labels.LABELS.values()} == {
        *point_labels.LABELS
    }


def test_of_the_types_of_a_card_the_usual_words_count():
    assert point_labels.of_types({"WORK", "PREF", "MAIN"}) == "work"
    assert point_labels.of_types({"X-NIGHT", "VOICE"}) == "night"
    assert point_labels.of_types({"INTERNET"}) is None


def test_the_title_of_a_column_says_what_its_phones_are_for():
    assert point_labels.of_title("Business Phone 2") == "work"
    assert point_labels.of_title("Мобильный телефон") == "cell"
    assert point_labels.of_title("Primary Phone") is None


def test_a_column_of_labels_is_known_by_the_column_that_it_is_about():
    google = ["E-mail 1 - Label", "E-mail 1 - Value", "Phone 1 - Type", "Phone 1 - Value"]
    assert point_labels.columns(google, [1, 3]) == {1: 0, 3: 2}
    assert point_labels.columns(["Company", "Company Type", "phone", "phone labels"], [2]) == {2: 3}


def test_one_label_is_for_all_and_several_are_for_each():
    assert point_labels.several("Work", 2) == ["work", "work"]
    assert point_labels.several("; home; Mobile", 3) == [None, "home", "cell"]
    assert point_labels.several("work; home", 3) == [None, None, None]
