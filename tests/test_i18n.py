"""What a Russian reads is Russian through and through: labels and reasons inside errors, months."""

from datetime import date

import pytest

from crm_tui.domain.texts import _
from crm_tui.errors import CrmError
from crm_tui.i18n import REASONS, Language

RUSSIAN = Language("ru")


def test_a_fields_label_inside_an_error_is_translated() -> None:
    error = CrmError(_("{label} is missing"), label="Name")
    assert RUSSIAN.error(error) == "не заполнено поле «Название»"


@pytest.mark.parametrize("reason", REASONS)
def test_what_the_operating_system_says_is_translated(reason: str) -> None:
    error = CrmError(_("{file} cannot be read: {reason}"), file="Name", reason=reason)
    assert RUSSIAN.error(error) == f"Name не читается: {RUSSIAN.text(reason)}"
    assert RUSSIAN.text(reason) != reason


def test_what_a_person_typed_stays_as_it_is_inside_an_error() -> None:
    assert "«Name»" in RUSSIAN.error(CrmError(_("{text} is no number"), text="Name"))


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 2, 2), "2 фев 2026"),
        (date(2026, 5, 2), "2 мая 2026"),
        (date(2026, 9, 16), "16 сен 2026"),
        (date(2026, 11, 24), "24 ноя 2026"),
    ],
)
def test_russian_months_are_three_letters_long(day: date, shown: str) -> None:
    assert RUSSIAN.date(day, "d MMM y") == shown


def test_english_dates_are_as_in_britain() -> None:
    assert Language("en").date(date(2026, 11, 24), "EEE d MMM y") == "Tue 24 Nov 2026"
