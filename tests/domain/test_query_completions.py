import dataclasses
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain.entities import entity
from crm_tui.domain.fields import Choice, Field, Kind, by_name
from crm_tui.domain.query_completions import completions
from crm_tui.domain.reading import Reading

READING = Reading(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), UTC)
RUSSIAN = {"City": "Город", "lead": "лид"}


def fields_of(name: str) -> Mapping[str, Field]:
    return by_name(entity(name).fields)


CUSTOM = (
    Field(name="fleet_size", label="Fleet size", kind=Kind.NUMBER, custom=True),
    Field(name="vip", label="VIP", kind=Kind.FLAG, custom=True),
    Field(
        name="colour",
        label="Colour",
        kind=Kind.CHOICE,
        pick_list="clients.colour",
        choices=(Choice("dark-red", "Dark red"),),
        custom=True,
    ),
)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("fle", "fleet_size:"),
        ("vip:y", "vip:yes"),
        ("vip:", "vip:yes"),
        ("colour:da", "colour:dark-red"),
        ("client.fl", "client.fleet_size:"),
    ],
)
def test_fields_of_our_own_are_completed_with_their_values(text: str, first: str) -> None:
    def with_ours(name: str) -> Mapping[str, Field]:
        return {**fields_of(name), **(by_name(CUSTOM) if name == "clients" else {})}

    where = "contacts" if text.startswith("client.") else "clients"
    assert completions(text, len(text), where, with_ours, READING)[0] == first


def complete(text: str, name: str = "clients") -> list[str]:
    return completions(
        text, len(text), name, fields_of, READING, lambda text: RUSSIAN.get(text, text)
    )


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ci", "city:"),
        ("acme -lifec", "acme -lifecycle:"),
        ("(lifecycle:le", "(lifecycle:lead"),
        ("lifecycle:lead,cu", "lifecycle:lead,customer"),
        ("lifecycle:ли", "lifecycle:lead"),
        ("горо", "город:"),
        ("owner:m", "owner:me"),
        ("last_contact:>yes", "last_contact:>yesterday"),
        ("owner.lo", "owner.login:"),
        ("contac", "contacts."),
        ("contacts.em", "contacts.email:"),
        ("contacts.", "contacts.display_name:"),
        ("city:no", "city:none"),
    ],
)
def test_names_and_values_are_completed(text: str, first: str) -> None:
    assert complete(text)[0] == first


@pytest.mark.parametrize(
    "text", ["", "acme ", "zzz", "zzz:x", "zzz.na", "city.na", "lifecycle:lead"]
)
def test_where_nothing_fits_nothing_is_offered(text: str) -> None:
    assert complete(text) == []


def test_what_follows_the_cursor_stays() -> None:
    assert completions("ci acme", 2, "clients", fields_of, READING)[0] == "city: acme"


@given(st.text() | st.text(alphabet='acity:lead.,-"( '), st.integers(0, 30))
def test_any_text_can_be_completed(text: str, cursor: int) -> None:
    for word in completions(text, cursor, "clients", fields_of, READING):
        assert word.endswith(text[cursor:])


def test_a_sign_completes_the_known_tags():
    known = (Choice("hot", "hot"), Choice("region/north", "region/north"))
    tags = dataclasses.replace(fields_of("clients")["tags"], choices=known)
    found = completions("acme #Re", 8, "clients", lambda name: {"tags": tags}, READING)
    assert found == ["acme #region/north"]
