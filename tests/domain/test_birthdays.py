"""Birthdays without a year, as address books and mailing lists write them."""

from datetime import UTC, datetime

import pytest

from crm_tui.domain.birthdays import without_year
from crm_tui.domain.reading import Reading

READING = Reading(datetime(2026, 11, 24, tzinfo=UTC), UTC)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" --06-14", "06-14"),
        ("--0614", "0614"),
        ("1604-06-14", "06-14"),
        ("06/14", "06/14"),
        ("14.06.", "14.06."),
        ("14 June", "14 June"),
        ("June 14", "June 14"),
        ("14 июня", "14 июня"),
    ],
)
def test_a_birthday_without_a_year_is_known_and_kept_in_words(text, kept):
    assert without_year(text, READING) == kept


@pytest.mark.parametrize(
    "text",
    ["1985-06-14", "14.06.1985", "14 June 1985", "6/14/85", "31212", "19850614", "31/31", "0/5",
     "tomorrow", "in 3", "14 Brumaire", "x"],
)  # fmt: skip
def test_every_other_text_is_none(text):
    assert without_year(text, READING) is None
