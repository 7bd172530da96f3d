"""Reads the cells of an import that lead to other records."""

import re
from collections.abc import Callable

from crm_tui.domain import values
from crm_tui.domain.entities import entity
from crm_tui.domain.fields import Field


def reader(field: Field) -> Callable[[str], int | str | None]:
    """Reads the number of an id, or the name, which `staging_links` looks up."""
    number = re.compile(f"{entity(field.entity).letter}-?([0-9]{{1,12}})", re.IGNORECASE)

    def read(text: str) -> int | str | None:
        typed = values.clean(text)
        found = number.fullmatch(typed)
        return int(found[1]) if found else typed or None

    return read
