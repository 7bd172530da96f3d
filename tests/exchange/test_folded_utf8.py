"""UTF-8 that was folded by bytes: no letter is lost, and every line keeps its number."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.exchange import folded_utf8

SUBJECT = "Испытание € 😀 станков"


def folded(text: str, size: int, end: bytes = b"\r\n") -> bytes:
    content = text.encode()
    lines = [content[place : place + size] for place in range(0, len(content), size)]
    return (end + b" ").join(lines)


@given(st.text(alphabet="aяИ€😀 ", max_size=40), st.integers(3, 12), st.integers(1, 5))
def test_what_was_folded_by_bytes_is_whole_again_however_it_is_read(text, size, piece):
    content = folded(text, size)
    decoder = codecs.getincrementaldecoder(folded_utf8.NAME)()
    pieces = [content[place : place + piece] for place in range(0, len(content), piece)]
    read = "".join(map(decoder.decode, pieces)) + decoder.decode(b"", final=True)
    assert read.replace("\r\n ", "") == text
    assert read.count("\r\n ") == content.count(b"\r\n ")


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize(
    ("name", "begin", "title", "column"),
    [("a.ics", "VEVENT", "SUMMARY", "subject"), ("a.vcf", "VCARD", "FN", "full name")],
)
def test_calendars_and_vcards_that_are_folded_by_bytes_are_read(
    table, mark, name, begin, title, column
):
    for size in (12, 13):
        text = folded(f"{title}:{SUBJECT}", size, b"\n")
        content = f"BEGIN:{begin}\nUID:1\n".encode() + text + f"\nEND:{begin}\n".encode()
        rows, broken = table(name, mark + content)
        assert (rows[0][column], broken) == (SUBJECT, [])
