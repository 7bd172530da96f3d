"""Which fields the rows of a file fill, in the order in which an import stages them."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from crm_tui.data.staging import Layout, StagedLink
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.imports import EXTERNAL_ID
from crm_tui.domain.joined_columns import BIRTHDAY
from crm_tui.domain.mapping import CLIENTS, CONTACTS, DEALS, POINTS, Column, has_contact

NAME_PARTS = ("display_name", "first", "middle", "last")
YEARLESS_TO = "preferences"
"""Where a birthday stays whose year the file does not say: it is the person's, and in words."""

OF_DEAL = ("name", "contact", "stage", "status", "closed_at")
"""What each deal of a file has: what it is called, who it is with, how far it has come, and when
it ended."""

Read = Callable[[str], Any]


class NewChoices(NamedTuple):
    """What the file has and a pick-list has not: where, and the labels by their keys."""

    columns: set[str]
    labels: dict[str, str]


class Cell(NamedTuple):
    """How one column is read: from which place of the row to which place of the values."""

    source: int
    target: int
    read: Read
    labels: int | None = None
    """Where it stands what phones and e-mails are for."""
    currency: int = 0
    """The place of the currency of a sum."""


def layout(columns: Sequence[Column], *, own: str = "") -> Layout:
    targets = [column.target for column in columns if column.target is not None]
    staged: dict[str, list[str]] = {
        CLIENTS: ["name"],
        CONTACTS: [*(NAME_PARTS if has_contact(columns) else ())],
        DEALS: [*(OF_DEAL if any(target.entity == DEALS for target in targets) else ())],
    }
    points: dict[str, list[str]] = {CLIENTS: [], CONTACTS: []}
    links: list[StagedLink] = []
    for target in targets:
        field, name = target.field, staged_name(target.field)
        if field.kind is Kind.MONEY and target.entity != CONTACTS:
            staged[target.entity].append("currency")
        if field.kind is Kind.LINK and field.entity in points:
            links.append(StagedLink(target.entity, name, field.entity))
        (points if is_point(field) else staged)[target.entity].append(name)
    if set(staged[CONTACTS]).difference(NAME_PARTS):
        staged[CLIENTS].append("notes")
    if EXTERNAL_ID in staged[CONTACTS]:
        staged[CLIENTS].append(EXTERNAL_ID)
    if BIRTHDAY in staged[CONTACTS]:
        staged[CONTACTS].append(YEARLESS_TO)
    return Layout(
        tuple(dict.fromkeys(staged[CLIENTS])),
        tuple(dict.fromkeys(staged[CONTACTS])),
        tuple(dict.fromkeys(staged[DEALS])),
        tuple(dict.fromkeys(points[CLIENTS] + points[CONTACTS])),
        tuple(dict.fromkeys(points[CONTACTS])),
        tuple(dict.fromkeys(links)),
        own,
    )


def is_point(field: Field) -> bool:
    return field.name in POINTS and not field.custom


def staged_name(field: Field) -> str:
    return f"extra.{field.name}" if field.custom else field.name
