"""Dossiers: whatever a field holds is text."""

import re
from html.parser import HTMLParser
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.exchange.documents import WRITERS, Document, Entry, Part, markdown, plain


def document(text: str) -> Document:
    return Document(text, [("Notes", text)], [Part("History", [Entry(text, text)])])


def written(form: str, *texts: str) -> str:
    """A file with a document for each text, called like the first."""
    stream = StringIO()
    writer = WRITERS[form](stream, "en", texts[0])
    for text in texts:
        writer.document(document(text))
    writer.close()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# no heading", "\\# no heading"),
        ("- no point", "\\- no point"),
        ("---", "\\---"),
        ("12. no list", "12\\. no list"),
        ("<b>*x*</b> [y](z)", "\\<b\\>\\*x\\*\\</b\\> \\[y\\](z)"),
        ("+7 495 555-12-34", "+7 495 555-12-34"),
        ("1.5 per cent", "1.5 per cent"),
    ],
)
def test_signs_of_markdown_are_letters(text, written):
    assert plain(text) == written


def test_several_documents_are_one_file():
    assert [line for line in written("md", "a", "b").split("\n") if line[:2] == "# "] == [
        "# a",
        "# b",
    ]
    page = written("html", "a", "b")
    assert (page.count("<html"), page.count("<section>"), page.count("</html>")) == (1, 2, 1)


def test_a_note_of_several_lines_stays_one_quote():
    written = list(markdown(document("one\ntwo")))
    assert written[-2:] == ["> one", "> two"]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.found.append(tag)

    def handle_data(self, data):
        self.text += data


@given(st.text(alphabet=st.one_of(st.sampled_from("<>&'\"/= \n"), st.characters(codec="utf-8"))))
@settings(max_examples=60, deadline=None)
def test_no_text_makes_a_tag_of_its_own(text):
    plainly, hostile = Tags(), Tags()
    plainly.feed(written("html", "x"))
    hostile.feed(written("html", text.replace("\r", "").replace("\0", "")))
    assert set(hostile.found) == set(plainly.found)
    assert not re.search(r"\s(href|src|on\w+)=", written("html", "x"))
