"""How large a company is: files say how many work there, our list has four sizes."""

import re

from crm_tui.domain.fields import Field

SIZES = ((10, "micro"), (100, "small"), (250, "medium"))
"""Up to how many people; those with more are the last."""

LARGEST = "large"
NUMBER = re.compile(r"[0-9]{1,3}(?:[\s.,'][0-9]{3})+|[0-9]{1,9}")
WORDS = re.compile(r"[^\W\d_]+")
MOST_WORDS = 3
"""In "from 10 to 50 people"; a longer text is no number of people."""


def of(field: Field, text: str) -> str | None:
    """The size of a company with so many people: 12, 11-50, more than 500.

    None for no number of people, and where the field has no such size.
    """
    numbers = [int(re.sub(r"\D", "", number)) for number in NUMBER.findall(text)]
    most = max(numbers, default=0)
    if not most or len(numbers) > 2 or len(WORDS.findall(text)) > MOST_WORDS:
        return None
    found = next((key for limit, key in SIZES if most <= limit), LARGEST)
    return found if field.choice(found) else None
