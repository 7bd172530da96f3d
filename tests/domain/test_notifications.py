"""Who is mentioned in a text."""

import pytest

from crm_tui.domain.notifications import LONGEST, mentions


@pytest.mark.parametrize(
    ("text", "logins"),
    [
        ("@olga please call", ["olga"]),
        ("ask @Olga, then (@i.petrov).", ["olga", "i.petrov"]),
        ("спроси @оля и @anna-k.", ["оля", "anna-k"]),
        ("write to info@olga.example", []),
        ("a@@olga @ olga @", []),
        ("", []),
    ],
)
def test_a_login_after_an_at_sign_is_a_mention_and_an_address_is_none(text, logins):
    assert [login for login, _line in mentions(text)] == logins


def test_each_mention_comes_with_its_line_and_no_more_of_it_than_can_be_shown():
    assert list(mentions("one\n two @olga \nthree")) == [("olga", "two @olga")]
    assert len(next(mentions("@olga " + "x" * 1000))[1]) == LONGEST
