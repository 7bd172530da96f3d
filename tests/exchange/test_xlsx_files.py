"""XLSX in: sheets, typed cells, and workbooks that would do harm."""

import zipfile
from contextlib import suppress
from datetime import date
from random import Random

import pytest
import xlsxwriter

from crm_tui.errors import InvalidInputError
from crm_tui.exchange import xlsx_files, xlsx_safety


@pytest.fixture
def book(tmp_path):
    """A workbook with an empty sheet, a table that does not begin in the corner, and another."""
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Empty")
        workbook.add_worksheet("Cover").write(0, 0, "Our clients")
        sheet = workbook.add_worksheet("Клиенты")
        day = workbook.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(2, 1, ["Company", "Phone", "ИНН", "First touch", "Turnover"])
        sheet.write_row(4, 1, ["Ромашка", 79161234567, 7707083893])
        sheet.write_datetime(4, 4, date(2026, 3, 5), day)
        sheet.write_formula(4, 5, "=1+1.5", None, 2.5)
        sheet.write_row(5, 1, ["Acme", "+44 20 7946 0123", "0012"])
        workbook.add_worksheet("More").write_column(0, 0, ["Name", "Umbrella"])
    return path


def test_the_first_sheet_with_a_table_is_read(table, book):
    first, second = table(book.name)[0]
    assert first == {
        "Company": "Ромашка",
        "Phone": "79161234567",
        "ИНН": "7707083893",
        "First touch": "2026-03-05",
        "Turnover": "2.5",
    }
    assert second["ИНН"] == "0012"
    skipped: list[int] = []
    rows = xlsx_files.inspect(book, "b").rows(skipped=skipped.append)
    assert ([row.line for row in rows], skipped) == ([5, 6], [4])


def test_another_sheet_can_be_named(table, book):
    assert table(book.name, sheet="More")[0] == [{"Name": "Umbrella"}]
    assert xlsx_files.sheets(book, "b") == ("Empty", "Cover", "Клиенты", "More")
    found = xlsx_files.inspect(book, "b")
    assert found.sheets == ("Клиенты", "Empty", "Cover", "More")
    with pytest.raises(InvalidInputError, match="Клиенты"):
        table(book.name, sheet="Sheet1")


def test_sheets_with_the_same_columns_can_be_read_as_one(tmp_path):
    path = tmp_path / "towns.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        for name, header, row in [
            ("Cover", ["Our clients"], []),
            ("Tula", ["Company", "City"], ["Acme", "Tula"]),
            ("Other", ["Company", "Fax"], ["x", "y"]),
            ("Ryazan", ["City", "Company"], ["Ryazan", "Beta"]),
        ]:
            sheet = workbook.add_worksheet(name)
            sheet.write_row(0, 0, header)
            sheet.write_row(1, 0, row)
    found = xlsx_files.inspect(path, "towns", sheet="all")
    assert found.header == ("Company", "City", "Sheet")
    assert found.sheets == ("all", "Cover", "Other")
    assert [tuple(row) for row in found.rows()] == [
        (2, ["Acme", "Tula", "Tula"]),
        (4, ["Beta", "Ryazan", "Ryazan"]),
    ]


def rewritten(book, change):
    """The workbook with some of its parts changed, or left out where nothing comes back."""
    target = book.with_name("changed.xlsx")
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target


def test_two_cells_in_far_corners_are_no_table(table, book):
    def change(name, content):
        return content.replace(b'r="C6"', b'r="XFD1048576"') if "sheet3" in name else content

    with pytest.raises(InvalidInputError, match="unpacks to more"):
        table(rewritten(book, change).name)


def test_an_archive_that_unpacks_without_end_is_refused(table, book, monkeypatch):
    monkeypatch.setattr(xlsx_safety, "UNPACKED", 2000)
    with pytest.raises(InvalidInputError, match="unpacks to more"):
        table(book.name)


@pytest.mark.parametrize("limit", [xlsx_safety.BESIDE, 1_000_000])
def test_texts_that_the_reader_could_not_hold_are_refused(table, book, monkeypatch, limit):
    monkeypatch.setattr(xlsx_safety, "BESIDE", limit)
    unit = "A" if limit > 1_000_000 else "<si><t/></si>"
    with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", f"<sst>{unit * 3_000_000}</sst>")
    with pytest.raises(InvalidInputError, match="unpacks to more"):
        table(book.name)


@pytest.mark.parametrize(("limit", "most"), [("ROW_TAGS", 1), ("WRITTEN", 3), ("TEXTS", 3)])
def test_more_rows_cells_or_texts_than_fit_into_memory_are_refused(
    table, book, monkeypatch, limit, most
):
    table(book.name)
    monkeypatch.setattr(xlsx_safety, limit, most)
    with pytest.raises(InvalidInputError, match="unpacks to more"):
        table(book.name)


def test_a_sheet_as_long_as_a_sheet_can_be_is_not_refused(table, book):
    """Its unpacked bytes are looked at in pieces that overlap."""
    rows = b"<row><c/></row>" * xlsx_safety.ROWS
    with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/full.xml", b"<sheetData>" + rows + b"</sheetData>")
    assert table(book.name)[0]


def test_macros_and_other_archives_are_refused(table, book):
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"")
    with pytest.raises(InvalidInputError, match="macros"):
        table(book.name)
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("../a.txt", b"")
    with pytest.raises(InvalidInputError, match="archive"):
        table(book.name)
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
    with pytest.raises(InvalidInputError, match="cannot be read"):
        table(book.name)


def test_a_damaged_workbook_gives_rows_or_one_sentence(table, book):
    content = book.read_bytes()
    random = Random(7)
    for _time in range(25):
        damaged = bytearray(content)
        for _place in range(random.randint(1, 20)):
            damaged[random.randrange(4, len(damaged))] = random.randrange(256)
        with suppress(InvalidInputError):
            table("damaged.xlsx", bytes(damaged[: random.randint(40, len(damaged))]))


def test_any_xml_in_a_sheet_gives_rows_or_one_sentence(table, book):
    random = Random(7)

    def change(name, content):
        if "sheet3" not in name:
            return content
        begin = random.randrange(len(content))
        return content[:begin] + content[begin + random.randrange(60) :]

    for _time in range(25):
        with suppress(InvalidInputError):
            table(rewritten(book, change).name)
