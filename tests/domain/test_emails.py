import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain import emails
from crm_tui.errors import InvalidInputError

GOOD = [
    "anna@example.com",
    "anna.orlova+crm@mail.acme.example",
    "o'brien@example.co.uk",
    "x@a.test",
    "анна@почта.рф",
    "user_1@xn--80a1acny.xn--p1ai",
]
BAD = [
    "", "anna", "anna@", "@example.com", "anna@example", "a b@example.com", "a@b@example.com",
    "a..b@example.com", ".a@example.com", "a@-example.com", "a@example..com",
    "a@example.com, b@example.com", "x" * 300 + "@example.com", "a@example.com\n",
    "a@1.2.3.4",
]  # fmt: skip


@pytest.mark.parametrize("address", GOOD)
def test_addresses_are_accepted(address: str) -> None:
    assert emails.is_email(address)
    assert emails.check(f" {address} ") == address


@pytest.mark.parametrize(
    ("typed", "listed"),
    [
        ('Anna <a@b.example>, "B, C" <c@d.example>', "a@b.example;c@d.example"),
        ("a@b.example c@d.example", "a@b.example;c@d.example"),
        ("a@b.example / c@d.example", "a@b.example;c@d.example"),
        ("mailto:a@b.example", "a@b.example"),
        ("Anna a@b.example", "Anna a@b.example"),
        ("a@b.example (work)", "a@b.example (work)"),
    ],
)
def test_addresses_are_listed_however_they_stand_in_a_cell(typed: str, listed: str) -> None:
    assert emails.listed(typed) == listed


@pytest.mark.parametrize("address", BAD)
def test_what_is_no_address_is_refused(address: str) -> None:
    assert not emails.is_email(address)


@pytest.mark.parametrize("address", [bad for bad in BAD if not bad.endswith("\n")])
def test_a_form_says_what_is_no_address(address: str) -> None:
    with pytest.raises(InvalidInputError, match="is no e-mail address"):
        emails.check(address)


@given(st.text() | st.text(alphabet="a.@-_ я1"))
def test_any_text_is_an_address_or_not(text: str) -> None:
    assert not emails.is_email(text) or text.count("@") == 1


def test_two_spellings_of_an_address_meet() -> None:
    assert emails.normalise(" Anna@Example.COM") == emails.normalise("anna@example.com")


@given(st.from_regex(r"[a-zA-Z0-9._+-]{1,66}@[a-zA-Z0-9.-]{1,12}\.[a-z0-9]{1,4}", fullmatch=True))
def test_the_quick_look_takes_nothing_that_a_thorough_one_refuses(text: str) -> None:
    if emails.is_usual(text):
        assert emails.check(text) == text
        assert emails.normalise(text) == text.lower()
