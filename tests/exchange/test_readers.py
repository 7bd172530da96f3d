"""Any file is read by the right reader, or refused in one sentence."""

import io
import os
from collections import namedtuple
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.errors import InvalidInputError
from crm_tui.exchange import kinds, readers, sources
from crm_tui.exchange.kinds import FileKind


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.csv", b"Name,City\n", FileKind.CSV),
        ("a.csv", b"PK\x03\x04", FileKind.XLSX),
        ("-", b"\xef\xbb\xbfBEGIN:VCARD\n", FileKind.VCARD),
        ("-", "begin:vcard\r\n".encode("utf-16"), FileKind.VCARD),
        ("-", b"BEGIN:VCALENDAR\n", FileKind.CALENDAR),
        ("-", b'\n [\n {"name": 1}]', FileKind.JSON),
        ("-", b'{"name": 1}', FileKind.JSON),
        ("-", b"[Name],City\n", FileKind.CSV),
        ("-", b"From a@b.example Thu Jan  1 10:00:00 2026\n", FileKind.MAILBOX),
        ("-", b"From here,to there\n", FileKind.CSV),
        ("-", b"Subject: a\nTo: b@c.example\nFrom: d@c.example\n\nHello", FileKind.LETTER),
        ("-", b"From: Anna <d@c.example>\nDate: today\n\n", FileKind.LETTER),
        ("-", b"Message-Id: <1@x>\n", FileKind.LETTER),
        ("-", b"Date: 1.1.2026\nFrom: Moscow\n\nName;E-mail\nAcme;a@c.example", FileKind.CSV),
        ("a.emlx", b"123\n", FileKind.LETTER),
        ("A.VCF", b"anything", FileKind.VCARD),
    ],
)
def test_the_beginning_and_the_name_say_what_a_file_is(tmp_path, name, content, kind):
    path = tmp_path / "file"
    path.write_bytes(content)
    assert kinds.find(path, name) is kind


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b"])
def test_what_holds_no_data_is_refused(tmp_path, content):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(InvalidInputError, match=r"file\.csv"):
        readers.inspect(path, "file.csv")


@pytest.mark.parametrize(
    "content", [b"Name\nAcme\n", b'[{"a": 1}]', b"BEGIN:VCARD\nFN:A\nEND:VCARD"]
)
@pytest.mark.parametrize(
    "change",
    [
        lambda path, content: path.write_bytes(content + b"\n\n"),
        lambda path, content: os.truncate(path, len(content)),
        lambda path, content: path.with_name("other").rename(path),
        lambda path, content: path.unlink(),
    ],
)
def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, content, change):
    path = tmp_path / "file"
    for written in (path, path.with_name("other")):
        written.write_bytes(content + b"\n")
        os.utime(written, (0, 0))
    rows = readers.inspect(path, "-").rows()
    change(path, content)
    with pytest.raises(InvalidInputError, match=r"changed|cannot be read"):
        list(rows)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        *((f"a.{end}", b"one\ntwo\n") for end in ("csv", "vcf", "ics", "jsonl", "mbox", "eml")),
        ("a.json", b'[\n\n{"name":"'),
    ],
)
def test_a_line_without_end_is_refused_before_anybody_reads_on(
    tmp_path, monkeypatch, name, content
):
    def endless(path, source):
        yield content
        while True:
            yield bytes(sources.CHUNK)

    path = tmp_path / name
    path.write_bytes(content)
    monkeypatch.setattr(sources, "chunks", endless)
    with pytest.raises(InvalidInputError, match="line 3: the line is too long"):
        readers.inspect(path, name)


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        ("a.csv", b"\n;;\nName;City\n;;\nAcme;Oslo\n \n\n", [4, 6, 7]),
        ("a.json", b'[{"name": "Acme"},\n{},\n{"name": " "}]', [2, 3]),
    ],
)
def test_blank_rows_below_the_header_are_skipped_and_told(tmp_path, name, content, lines):
    path = tmp_path / name
    path.write_bytes(content)
    skipped: list[int] = []
    assert len(list(readers.inspect(path, name).rows(skipped=skipped.append))) == 1
    assert skipped == lines


SEEDS = (
    "BEGIN:VCARD\nVERSION:3.0\nN:Ж;A\nFN:A\nTEL;TYPE=x:+7\nNOTE;ENCODING=QUOTED-PRINTABLE:=D0=\n=96\nEND:VCARD\n",
    '[{"a": {"b": [1, null, true]}, "c": {"amount": "1.5", "currency": "RUB"}}, {"a": ""}]',
    '{"a": 1}\n{"b": "x"}\n',
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;TZID=Europe/Paris:20261124T090000\nEND:VEVENT\n",
    "From a@b.example Tue Nov 24 09:41:00 2026\nFrom: a@b.example\nSubject: =?q?a?=\n\nHi\n",
)
BEGINNINGS = st.sampled_from(
    ["BEGIN:VCARD\n", "[{", "BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "Received: "]
)


@st.composite
def damaged(draw):
    """One of the seeds with some of it cut out or replaced."""
    text = draw(st.sampled_from(SEEDS))
    for _time in range(draw(st.integers(1, 3))):
        begin = draw(st.integers(0, len(text)))
        end = draw(st.integers(begin, len(text)))
        piece = draw(
            st.text(alphabet='\r\n\0;:,"=\\{}[] aЯ\ud800'.replace("\ud800", ""), max_size=4)
        )
        text = text[:begin] + piece + text[end:]
    return text


@given(st.one_of(damaged(), st.builds(str.__add__, BEGINNINGS, st.text(max_size=40))))
@settings(max_examples=150, deadline=None)
def test_whatever_is_in_a_file_gives_rows_or_one_sentence(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "hostile"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with suppress(InvalidInputError):
        for row in readers.inspect(path, "hostile").rows():
            assert all(isinstance(cell, str) for cell in row.cells)


def test_an_endless_line_on_standard_input_is_refused_before_it_fills_the_disk(monkeypatch):
    class Zeros:
        """Like /dev/zero; counts what was taken."""

        taken = 0

        def read(self, size):
            self.taken += size
            return bytes(size)

    monkeypatch.setattr(sources, "LINE_LIMIT", 3 * sources.CHUNK)
    zeros = Zeros()
    with pytest.raises(InvalidInputError) as caught, sources.opened("-", zeros):
        pass
    assert "3 MB" in str(caught.value)
    assert zeros.taken == 4 * sources.CHUNK
    lines = io.BytesIO(b"a,b\n" + b"1,2\n" * sources.CHUNK)
    with sources.opened("-", lines) as path:
        assert path.stat().st_size == len(lines.getvalue())


def test_a_folder_in_which_apple_keeps_a_mailbox_is_the_mailbox(tmp_path):
    folder = tmp_path / "Sent.mbox"
    folder.mkdir()
    with pytest.raises(InvalidInputError, match="directory"), sources.opened(str(folder)):
        pass
    (folder / "mbox").write_bytes(b"From ")
    for source in (str(folder), f"{folder}/"):
        with sources.opened(source) as path:
            assert path == folder / "mbox"


def test_standard_input_without_an_end_is_refused_before_it_fills_the_disk(monkeypatch):
    lines = io.BytesIO(b"1,2\n" * sources.CHUNK)
    monkeypatch.setattr(sources, "SPOOL_LIMIT", 3 * sources.CHUNK)
    with (
        pytest.raises(InvalidInputError, match="does not end within 3 MB"),
        sources.opened("-", lines),
    ):
        pass
    assert lines.tell() == 4 * sources.CHUNK
    free = namedtuple("free", "free")(3 * sources.CHUNK)
    monkeypatch.setattr(sources.shutil, "disk_usage", lambda folder: free)
    lines.seek(0)
    with pytest.raises(InvalidInputError, match="within 1 MB"), sources.opened("-", lines):
        pass


def test_standard_input_that_finds_a_full_disk_is_refused(monkeypatch):
    stdin = io.BytesIO(b"Name\nAcme\n")
    with Path("/dev/full").open("wb", buffering=0) as full:
        monkeypatch.setattr(sources.tempfile, "NamedTemporaryFile", lambda **_options: full)
        with pytest.raises(InvalidInputError, match="No space"), sources.opened("-", stdin):
            pass
