"""What kind of field suits a column that fits none, by all that stands in it."""

import re
from collections.abc import Collection

from crm_tui.domain import date_order
from crm_tui.domain.fields import Kind
from crm_tui.domain.guessing import WEB
from crm_tui.domain.values import NO, YES

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,5})(?:[.,][0-9]{1,6})?")
"""Without zeros in front and no longer: else it may be a code, which stays as it is written."""

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{4}")


def kind(values: Collection[str]) -> Kind:
    """`values` are all that are filled; in doubt it is text, which keeps everything."""
    found = {value.strip() for value in values}
    if not found:
        return Kind.TEXT
    if all(NUMBER.fullmatch(value) for value in found):
        return Kind.NUMBER
    folded = {value.casefold() for value in found}
    if folded <= YES | NO and folded & YES and not folded & {"1", "0"}:
        return Kind.FLAG
    if all(DAY.fullmatch(value) for value in found) and _tells_order(found):
        return Kind.DATE
    if all(WEB.fullmatch(value) for value in folded):
        return Kind.WEB
    return Kind.TEXT


def _tells_order(days: Collection[str]) -> bool:
    """Whether no day may be another one; with points the day is first."""
    told = {".", *date_order.vote(days)}
    separators = (found[1] for found in map(DAY.fullmatch, days) if found and found[1])
    return told.issuperset(separators)
