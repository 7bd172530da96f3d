"""A table of clients or people that this program has written, changed elsewhere and read again."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crm_tui.domain.entities import CLIENTS, CONTACTS
from crm_tui.services import exports, history, imports, merging

MADE = datetime(2026, 11, 13, 11, 50, 22, tzinfo=UTC)
"""14:50:22 in Moscow, on a day that can be no month."""


@pytest.fixture
def table(session, tmp_path):
    """The export of two clients, as a function that writes it with some texts replaced."""
    source = tmp_path / "own.csv"
    source.write_text("name,city,contact\nAcme,Tula,Ann Lee\nBright,York,\n", "utf-8")
    imports.run(replace(session, now=lambda: MADE), str(source))
    written = {}
    for entity in (CLIENTS, CONTACTS):
        stream = io.StringIO(newline="")
        exports.write(session, entity, exports.listing(session, entity), stream, file_format="csv")
        written[entity] = stream.getvalue()

    def changed(entity=CLIENTS, **texts) -> str:
        text = written[entity]
        for old, new in texts.items():
            assert old in text
            text = text.replace(old, new)
        source.write_text(text, "utf-8")
        return str(source)

    return changed


def names(session, entity=CLIENTS) -> list[str]:
    found = exports.iterate(session, entity, exports.listing(session, entity))
    return sorted(getattr(each, entity.title) for each in found)


def test_a_client_with_another_name_is_known_by_its_id_and_renamed_where_the_file_wins(
    session, table
):
    path = table(Acme="Zenith")
    filled = imports.run(session, path)
    assert (filled.same, filled.transaction) == (2, None)
    options = imports.Options(update="overwrite")
    result = imports.run(session, path, options)
    assert (result.updated, result.same, result.own) == (1, 1, ("id", "created_at"))
    assert names(session) == ["Bright", "Zenith"]
    assert imports.run(session, path, options).same == 2
    history.undo(session, result.transaction)
    assert names(session) == ["Acme", "Bright"]


def test_a_person_with_another_name_is_known_by_its_id_at_the_same_client(session, table):
    path = table(CONTACTS, **{"Ann Lee": "Ann Ray", ",Lee,": ",Ray,"})
    options = imports.Options(update="overwrite")
    assert imports.run(session, path).same == 1
    assert imports.run(session, path, options).updated == 1
    assert (names(session, CONTACTS), names(session)) == (["Ann Ray"], ["Acme", "Bright"])
    assert imports.run(session, path, options).same == 1
    moved = table(CONTACTS, **{"Ann Lee": "Ann May", "Acme": "Zenith"})
    assert imports.run(session, moved, options).new == 1
    assert names(session, CONTACTS) == ["Ann May", "Ann Ray"]
    assert names(session) == ["Acme", "Bright", "Zenith"]


@pytest.mark.parametrize(
    "written", ["13.11.2026 14:50", "11/13/2026 2:50 PM", "2026-11-13 14:50:22"]
)
def test_the_time_is_known_in_the_forms_that_spreadsheets_make_of_it(session, table, written):
    path = table(**{"Acme": "Zenith", "2026-11-13 14:50:22": written})
    assert imports.run(session, path).same == 2


@pytest.mark.parametrize(
    "made", ["2026-11-13 14:50:21", "13.11.2026 14:51", "2026-11-13", "soon", ""]
)
def test_an_id_of_another_base_is_no_clients_here(session, table, made):
    path = table(**{"Acme": "Zenith", "2026-11-13 14:50:22": made})
    result = imports.run(session, path, imports.Options(update="overwrite"))
    assert (result.new, result.same) == (1, 1)
    assert names(session) == ["Acme", "Bright", "Zenith"]


def test_a_row_that_was_copied_to_make_another_client_is_another_client(session, table):
    path = table(Acme="Acme")
    with open(path, encoding="utf-8") as file:
        copied = [line.replace("Acme", "Zenith") for line in file if "Acme" in line]
    with open(path, "a", encoding="utf-8") as file:
        file.writelines(copied)
    result = imports.run(session, path, imports.Options(update="overwrite"))
    assert (result.new, result.same) == (1, 2)
    assert names(session) == ["Acme", "Bright", "Zenith"]


def test_ids_that_were_sorted_without_the_rest_rename_nobody(session, table):
    path = table(**{"C-1,": "C-0,", "C-2,": "C-1,"})
    with open(path, encoding="utf-8") as file:
        text = file.read().replace("C-0,", "C-2,")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    assert imports.run(session, path, imports.Options(update="overwrite")).same == 2
    assert names(session) == ["Acme", "Bright"]


def test_the_id_of_a_client_that_was_merged_is_the_id_of_the_one_that_is_left(session, table):
    path = table(Acme="Zenith")
    merging.merge(session, CLIENTS, 2, 1)
    assert imports.run(session, path).rows == 2
    assert names(session) == ["Bright"]


def test_what_a_map_says_of_the_column_is_what_it_is(session, table):
    options = imports.Options(columns={"id": "external_id"})
    result = imports.run(session, table(Acme="Zenith"), options)
    assert (result.own, result.new) == ((), 1)
