import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain.record_texts import (
    Column,
    read_one,
    read_table,
    without_comments,
    write_one,
    write_table,
)
from crm_tui.domain.values import clean
from crm_tui.errors import InvalidInputError

COLUMNS = (Column("name", "Name"), Column("city", "Город"), Column("notes", "Notes", True))
SIGNS = st.text(alphabet=st.sampled_from("aя #:|\\n\n\t-'\"=,;e") | st.characters(), max_size=30)
LINE = SIGNS.map(clean)
NOTE = SIGNS.map(lambda text: clean(text, lines=True))


@given(LINE, LINE, NOTE)
def test_a_record_reads_back_as_it_was_written(name, city, notes):
    texts = {"name": name, "city": city, "notes": notes}
    written = write_one(COLUMNS, texts, ["C-12", "what to know"])
    read = {found: value.text for found, value in read_one(written, COLUMNS).items()}
    assert {**read, "notes": clean(read["notes"], lines=True)} == {
        **texts, "notes": "\n".join(line.rstrip(" ") for line in notes.split("\n")),
    }  # fmt: skip


@given(st.lists(st.tuples(LINE, LINE, NOTE), max_size=4))
def test_a_table_reads_back_as_it_was_written(rows):
    names = [column.name for column in COLUMNS]
    texts = {f"C-{place}": dict(zip(names, row, strict=True)) for place, row in enumerate(rows)}
    found = read_table(write_table(COLUMNS, texts, ["about"]), COLUMNS)
    read = {key: {name: value.text for name, value in row.items()} for key, row in found.items()}
    assert read == texts


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_its_line(text):
    for reads in (read_one, read_table):
        line = refused_line(reads, text)
        assert line is None or 0 < line <= text.count("\n") + 1


def refused_line(reads, text):
    try:
        reads(text, COLUMNS)
    except InvalidInputError as error:
        return error.line
    return None


def test_a_block_ends_where_the_next_field_begins():
    text = "# x\nNotes:\n    one\n\n      two\nname: Acme\n"
    read = read_one(text, COLUMNS)
    assert (read["notes"].text, read["name"].text) == ("one\n\n  two", "Acme")
    assert read["name"].line == 6


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("Name: Acme\nno colon here", 2, "a field, a colon and a value"),
        ("Nmae: Acme", 1, "did you mean Name"),
        ("Name: Acme\n\nname: Bright", 3, "there twice"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text, line, message):
    with pytest.raises(InvalidInputError, match=message) as caught:
        read_one(text, COLUMNS)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("Name | City\n", 1, "begins with id"),
        ("id | Name\nC-1 | a | b", 2, "more cells than columns"),
        ("id | Name | name\n", 1, "there twice"),
        ("id | Name\nC-1 | a\nC-1 | b", 3, "there twice"),
        ("id | Town\n", 1, "no field Town"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(text, line, message):
    with pytest.raises(InvalidInputError, match=message) as caught:
        read_table(text, COLUMNS)
    assert caught.value.line == line


def test_what_stood_above_a_text_can_be_told_anew():
    assert without_comments("# one\n# two\nName: x\n# three\n") == "Name: x\n# three\n"
