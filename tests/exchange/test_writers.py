"""What is written for Excel, address books and calendars, seen by somebody else's readers."""

import io
import zipfile
from datetime import UTC, date, datetime

import icalendar
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.errors import InvalidInputError
from crm_tui.exchange import content_lines
from crm_tui.exchange.content_lines import escaped
from crm_tui.exchange.ics_writer import CalendarEntry, IcsWriter
from crm_tui.exchange.vcard_writer import VcardWriter, folded
from crm_tui.exchange.xlsx_writer import LONGEST, Sum, XlsxWriter


def sheet(path, *rows):
    with path.open("wb") as stream:
        writer = XlsxWriter(stream, "Clients", ["name", "value"], [10, 20])
        for row in rows:
            writer.row(row)
        writer.close()
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def test_cells_of_excel_have_their_types_and_text_is_no_formula(table, tmp_path):
    xml = sheet(
        tmp_path / "a.xlsx",
        ["=1+1", 7],
        ["'=1", date(2026, 3, 5)],
        ["007", Sum(1234.5, 2)],
        ["https://x.example", True],
        ["x", datetime(2026, 3, 5, 10, 30)],  # noqa: DTZ001
        [None, date(1812, 9, 7)],
    )
    assert "<f>" not in xml
    assert "hyperlink" not in xml
    assert 'state="frozen"' in xml
    values = [(row["name"], row["value"]) for row in table("a.xlsx")[0]]
    assert values == [
        ("=1+1", "7"),
        ("''=1", "2026-03-05"),  # as an import wants it, which takes one apostrophe away
        ("007", "1234.5"),
        ("https://x.example", "yes"),
        ("x", "2026-03-05 10:30"),
        ("", "1812-09-07"),
    ]


class Gone(io.BytesIO):
    """A pipe that nobody reads any more."""

    def write(self, _content):
        raise BrokenPipeError


def test_a_workbook_that_nobody_reads_is_a_broken_pipe_like_any_other():
    writer = XlsxWriter(Gone(), "Clients", ["name"], [10])
    writer.row(["Bright"])
    with pytest.raises(BrokenPipeError):
        writer.close()


def test_a_text_that_excel_would_cut_is_refused(tmp_path):
    with pytest.raises(InvalidInputError, match="row 2"):
        sheet(tmp_path / "a.xlsx", ["x" * (LONGEST + 1), None])


CARD = {
    "company": "Bright, Sons; & Co",
    "full name": "Хрущёв Иван",
    "last name": "Хрущёв",
    "first name": "Иван",
    "phone": "+7 495 555-12-34, 8 916 123-45-67",
    "email": "a@x.example, b@x.example",
    "birthday": "1990-05-01",
    "notes": "one\\n\ntwo",
    "vcard": "item1.X-ABLabel:Direct\nUID:urn:uuid:1",
}


LABELS = {"+7 495 555-12-34": "work cell", "b@x.example": "Night, Sundays"}


def test_a_card_is_read_by_another_program():
    stream = io.StringIO()
    VcardWriter(stream).card(CARD, "P-1@crm-tui", LABELS)
    card = vobject.readOne(stream.getvalue())
    assert card.version.value == "4.0"
    assert card.fn.value == "Хрущёв Иван"
    assert (card.n.value.family, card.n.value.given) == ("Хрущёв", "Иван")
    assert [tel.value for tel in card.tel_list] == ["+7 495 555-12-34", "8 916 123-45-67"]
    assert card.tel_list[0].params["TYPE"] == ["work", "cell"]
    assert card.uid.value == "urn:uuid:1"
    assert "item1.X-ABLabel:Direct\r\n" in stream.getvalue()


def test_a_card_comes_back(table):
    stream = io.StringIO()
    VcardWriter(stream).card(CARD, "P-1@crm-tui", LABELS)
    (found,) = table("a.vcf", stream.getvalue().encode())[0]
    assert found.pop("phone") == "+7 495 555-12-34; 8 916 123-45-67"
    assert found.pop("phone labels") == "work cell;"
    assert found.pop("email") == "a@x.example; b@x.example"
    assert found.pop("email labels") == "; Night, Sundays"
    notes = f"NOTE:one\\\\n\\ntwo\n{CARD['vcard']}"
    rest = {name: text for name, text in CARD.items() if name not in ("phone", "email")}
    assert found == rest | {"vcard": notes}, "the notes are the company's, and stay with her, too"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=120))
@settings(max_examples=50, deadline=None)
def test_any_text_survives_escaping_and_folding(text):
    line = "NOTE:" + escaped(text)
    pieces = folded(line).split("\r\n ")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    found = content_lines.parse("".join(pieces))
    assert found is not None
    assert content_lines.unescaped(found.value) == text


def test_a_calendar_is_read_by_another_program():
    stamp = datetime(2026, 11, 1, tzinfo=UTC)
    stream = io.StringIO()
    writer = IcsWriter(stream, UTC, stamp)
    rest = {"stamp": stamp, "sequence": 2, "status": "planned"}
    start, end = datetime(2026, 11, 24, 9, tzinfo=UTC), datetime(2026, 11, 24, 10, tzinfo=UTC)
    writer.entry(
        CalendarEntry(uid="A-1", subject="Call; Анна", kind="call", start=start, end=end, **rest)
    )
    day = date(2026, 11, 25)
    writer.entry(CalendarEntry(uid="A-2", subject="Fair", kind="event", start=day, end=day, **rest))
    writer.entry(CalendarEntry(uid="A-3", subject="Offer", kind="task", due=day, **rest))
    writer.close()
    calendar = icalendar.Calendar.from_ical(stream.getvalue())
    call, fair, task = calendar.subcomponents
    assert (call.name, call["summary"], call.decoded("dtend")) == ("VEVENT", "Call; Анна", end)
    assert fair.decoded("dtend") == date(2026, 11, 26), "the end of a whole day is the day after"
    assert (task.name, task.decoded("due"), task["status"]) == ("VTODO", day, "NEEDS-ACTION")
    assert [one["uid"] for one in calendar.subcomponents] == ["A-1", "A-2", "A-3"]
