"""CSV files in: encodings, delimiters, quotes, broken files."""

import csv
import io
import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.errors import InvalidInputError
from crm_tui.exchange import csv_files, sources
from crm_tui.exchange.csv_writer import CsvWriter
from crm_tui.exchange.row_files import BrokenRow

RUSSIAN = "Компания;Город\r\nООО Ромашка;Москва\r\nЗАО Хрущёв и сыновья;Пермь\r\n"


@pytest.fixture
def write(tmp_path):
    def write(content: bytes) -> Path:
        path = tmp_path / "clients.csv"
        path.write_bytes(content)
        return path

    return write


def read(path: Path, **options):
    file = csv_files.inspect(path, "clients.csv", **options)
    return file, [tuple(row) for row in file.rows()]


def refusal(path: Path, **options) -> InvalidInputError:
    with pytest.raises(InvalidInputError) as caught:
        read(path, **options)
    assert "clients.csv" in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1251", "cp1251"),
        ("koi8-r", "koi8-r"),
        ("cp866", "cp866"),
    ],
)
def test_the_encoding_is_found(write, encoding, shown):
    file, rows = read(write(RUSSIAN.encode(encoding)))
    assert (file.encoding, file.delimiter) == (shown, ";")
    assert file.header == ("Компания", "Город")
    assert rows[0] == (2, ["ООО Ромашка", "Москва"])


def test_a_western_file_of_old_windows_is_read(write):
    lines = "Name;Straße;Ort\nMüller & Söhne;Königsallee;Düsseldorf\nBäckerei Weiß;Höhenweg;Köln\n"
    file, rows = read(write(lines.encode("cp1252")))
    assert file.encoding == "cp1252"
    assert rows[1][1] == ["Bäckerei Weiß", "Höhenweg", "Köln"]


def test_a_few_russian_letters_are_cp1251(write):
    assert read(write("Name;City\nАО Я;Уфа\n".encode("cp1251")))[0].encoding == "cp1251"


def test_a_byte_that_is_no_utf8_after_a_megabyte_turns_the_whole_file_to_cp1251(write):
    content = b"Name,City\n" + b"Acme,Berlin\n" * 100_000 + "Ромашка,Москва\n".encode("cp1251") * 9
    file, rows = read(write(content))
    assert file.encoding == "cp1251"
    assert rows[-1] == (100_010, ["Ромашка", "Москва"])


def test_the_named_encoding_wins(write):
    assert read(write("Name\nМир\n".encode("koi8-r")), encoding="KOI8-R")[1] == [(2, ["Мир"])]


def test_an_encoding_that_does_not_fit_names_the_line(write):
    error = refusal(write("Name\nAcme\nМир\n".encode("cp1251")), encoding="utf-8")
    assert error.line == 3
    assert "line 3" in str(error)


@pytest.mark.parametrize("encoding", ["klingon", "base64", "rot13", "idna", "\0", ""])
def test_an_unknown_encoding_is_refused(write, encoding):
    with pytest.raises(InvalidInputError):
        read(write(b"Name\nAcme\n"), encoding=encoding)


def test_bytes_that_fit_no_encoding_are_refused(write):
    refusal(write(b"Name\nAcme\n\xff\x98\n" + "Мир".encode("cp1251")))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "^", ":"])
def test_the_delimiter_is_found(write, delimiter):
    lines = ["Name|Notes|City", 'Acme|"a, b; c"|Oslo', "Umbrella||Bonn"]
    content = "\n".join(lines).replace("|", delimiter)
    file, rows = read(write(content.encode()))
    assert file.delimiter == delimiter
    assert rows[0] == (2, ["Acme", "a, b; c", "Oslo"])


def test_quotes_may_be_written_with_backslashes(write):
    _file, rows = read(
        write(rb'Name,Notes%Acme,"say \"hi\", twice"%Beta,"C:\\"%'.replace(b"%", b"\n"))
    )
    assert rows == [(2, ["Acme", 'say "hi", twice']), (3, ["Beta", "C:\\"])]
    assert read(write(b'Name,Notes\nBeta,"C:\\"\n'))[1] == [(2, ["Beta", "C:\\"])]


def test_single_quotes_around_all_titles_are_quotes(write):
    file, rows = read(write(b"'Name','Notes'\n'Acme, Ltd','it''s'\nBeta,\"x\"\n"))
    assert file.header == ("Name", "Notes")
    assert rows == [(2, ["Acme, Ltd", "it's"]), (3, ["Beta", '"x"'])]
    assert read(write(b"'Twas,Notes\nA,b\n"))[0].header == ("'Twas", "Notes")


def test_single_quotes_around_all_words_below_the_titles_are_quotes(write):
    rows = read(write(b"Name,Town,Size\n'Acme, Ltd','it''s',12\n'Beta',NULL,\n"))[1]
    assert rows == [(2, ["Acme, Ltd", "it's", "12"]), (3, ["Beta", "NULL", ""])]
    for said in (b"'Acme','x'", b"'Acme',York", b"'Acme',\"'x'\""):
        rows = read(write(b"Name,Town\n" + said + b"\n'Beta',York\n"))[1]
        assert [cells[0] for _line, cells in rows] == ["'Acme'", "'Beta'"]


def test_one_column_is_a_table_too(write):
    file, rows = read(write("Компания\nРомашка\n".encode()))
    assert (file.delimiter, file.header, rows) == (",", ("Компания",), [(2, ["Ромашка"])])


def test_the_named_delimiter_wins(write):
    file, rows = read(write(b"Name,a;City\nAcme,b;Oslo\n"), delimiter=";")
    assert file.header == ("Name,a", "City")
    assert rows == [(2, ["Acme,b", "Oslo"])]
    assert read(write(b"Name\tCity\nAcme\tOslo\n"), delimiter="tab")[0].delimiter == "\t"


@pytest.mark.parametrize("delimiter", ["", ";;", '"', "\n"])
def test_what_cannot_be_a_delimiter_is_refused(write, delimiter):
    with pytest.raises(InvalidInputError):
        read(write(b"Name\nAcme\n"), delimiter=delimiter)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_know_the_line_where_they_begin(write, end):
    content = end.join(["Name,Notes", 'Acme,"one', 'two"', "", "Umbrella,x", ""])
    rows = read(write(content.encode()))[1]
    assert rows == [(2, ["Acme", f"one{end}two"]), (5, ["Umbrella", "x"])]


def test_blank_rows_and_empty_columns_of_excel_are_left_out(write):
    file, rows = read(write(b"\r\nName;City;;\r\nAcme;Oslo;;\r\n;;;\r\n ; ;;\r\n"))
    assert file.header == ("Name", "City")
    assert rows == [(3, ["Acme", "Oslo", "", ""])]


def test_nul_characters_are_data(write):
    assert read(write(b"Name,City\nAc\0me,Oslo\n"))[1] == [(2, ["Ac\0me", "Oslo"])]


def test_a_long_note_is_read_and_an_endless_one_is_not(write, monkeypatch):
    note = "x" * 2_000_000
    assert read(write(f"Name,Notes\nAcme,{note}\n".encode()))[1] == [(2, ["Acme", note])]
    monkeypatch.setattr(csv_files, "LINE_LIMIT", 1000)
    assert refusal(write(f"Name,Notes\nAcme,{note}\n".encode())).line == 2


def verdicts(path: Path, **options) -> list[tuple[int, str]]:
    """The line and the cells of each row; of a refused one, what it must be looked at for."""
    rows = csv_files.inspect(path, "clients.csv", **options).rows()
    return [
        (row.line, str(row.error).split()[0] if isinstance(row, BrokenRow) else "|".join(row.cells))
        for row in rows
    ]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (['"Firm "Best" Ltd",Oslo'], ['Firm "Best" Ltd|Oslo']),
        (['"Firm "Best"",Oslo', '"A "B"","C "D""'], ['Firm "Best"|Oslo', 'A "B"|C "D"']),
        (['""Best", Ltd",Oslo', "Beta,Bonn"], ["a", "Beta|Bonn"]),
        (['"Umbrella" Ltd,Bonn'], ['"Umbrella" Ltd|Bonn']),
        # An odd quote counts if what follows is in order, since the cell might go on there.
        (['"Pipe 3" long",x', '"Pipe 4" long",y'], ['Pipe 3" long|x', 'Pipe 4" long|y']),
        (['Acme,"said "yes"', 'and left"', "Beta,Bonn"], ["a", "it", "Beta|Bonn"]),
        (['"Pipe 3"",x', "Beta,Bonn", '"C",y'], ['Pipe 3"|x', "Beta|Bonn", "C|y"]),
        (['"Note ""x"",', "two, fine", 'and "bad" it",y', "C,D"], ["a", "it", "it", "C|D"]),
        # A quote that is not closed costs its line, and further ones until a row is in order.
        (['Acme,"Oslo', "Beta,Bonn", '"C",y'], ["a", "Beta|Bonn", "C|y"]),
        (['Acme,"Oslo', 'is "far" away",x', '"C', 'c",D'], ["a", "it", "C\r\nc|D", ""]),
        (['Acme,"Oslo', "", "Beta,Bonn"], ["a", "", "Beta|Bonn"]),
        (['"Firm "Best", Ltd",Oslo', '"A "B"",C'], ["a", 'A "B"|C']),
        (['"A "b"","c",d', "Beta,Bonn"], ["a", "Beta|Bonn"]),
    ],
)
def test_a_line_with_a_broken_quote_is_what_it_can_only_mean_or_refused_alone(write, rows, found):
    path = write("\r\n".join(["Name,City", *rows, ""]).encode())
    known = [(line, words) for line, words in enumerate(found, 2) if words]
    assert verdicts(path, delimiter=",") == known


def test_a_broken_row_does_not_hide_which_line_is_the_header(write):
    rows = b'Report\nSales\nName,City,Phone\n"Firm "Best"",Oslo,1\n' + b"Beta,Bonn,2\n" * 3
    file, found = read(write(rows))
    assert (file.header, len(file.notes)) == (("Name", "City", "Phone"), 2)
    assert found[0] == (4, ['Firm "Best"', "Oslo", "1"])


def test_a_broken_row_is_refused_with_all_that_stands_in_it(write):
    broken, _row = read(write(b'Name,City\nAcme,"Os lo\nBeta,Bonn\n'), delimiter=",")[1]
    assert broken[:2] == (2, ["Acme", '"Os lo'])


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'Name,City\nAcme,"Oslo\n' + b"Umbrella,Bonn\n" * 101, 2),
        (b'Name,City\nAcme,"' + b"Oslo" * (1 << 18), 2),
        (b'"Name,City\nAcme,Oslo\n', 1),
    ],
)
def test_a_quote_that_is_never_closed_is_named_with_its_line(write, content, line):
    error = refusal(write(content), delimiter=",")
    assert error.line == line


@pytest.mark.parametrize("content", [b"", b"\n\n", b" \n,,\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_a_file_without_a_header_is_refused(write, content):
    refusal(write(content))


def test_only_regular_files_are_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for source in (
        str(tmp_path),
        str(tmp_path / "pipe"),
        "/dev/null",
        str(tmp_path / "none"),
        "\0",
    ):
        with pytest.raises(InvalidInputError), sources.opened(source):
            pass


def test_standard_input_is_a_file_while_it_is_needed():
    with sources.opened("-", io.BytesIO(b"Name\nAcme\n")) as path:
        assert read(path)[1] == [(2, ["Acme"])]
    assert not path.exists()


def test_progress_ends_with_the_whole_file(write):
    seen = []
    path = write(b"Name\n" + b"Acme\n" * 2000)
    list(csv_files.inspect(path, "f").rows(lambda done, size: seen.append((done, size))))
    assert seen == sorted(seen)
    assert seen[-1] == (path.stat().st_size, path.stat().st_size)


HOSTILE = st.one_of(
    st.binary(max_size=400),
    st.text(alphabet='a,;\t"\n\r\0\ufeffЯ =', max_size=200).map(str.encode),
    st.text(max_size=200).map(lambda text: text.encode("cp1251", "replace")),
)


@given(HOSTILE)
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_rows_or_one_sentence(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "hostile.csv"
    path.write_bytes(content)
    try:
        file, rows = read(path)
    except InvalidInputError as error:
        sentence = str(error)
        assert "hostile" in sentence or "clients.csv" in sentence
    else:
        assert file.header[-1]
        assert all(any(row[1]) for row in rows)


@given(st.lists(st.sampled_from(["a,b", '"a "b"",c', ',"a', 'a",b', '"a","b"', '"', "a", '""a,"'])))
@settings(max_examples=200, deadline=None)
def test_no_letter_is_lost_or_doubled_behind_a_broken_quote(tmp_path_factory, lines):
    path = tmp_path_factory.getbasetemp() / "broken.csv"
    path.write_text("\n".join(["Name,City", *lines]))
    rows = list(csv_files.inspect(path, "clients.csv", delimiter=",").rows())
    cells = "".join(cell for row in rows for cell in row.cells)
    assert re.sub("[^ab]", "", cells) == re.sub("[^ab]", "", "".join(lines))
    assert [row.line for row in rows] == sorted({row.line for row in rows})


CELLS = st.lists(st.text(alphabet=st.characters(codec="utf-8")), min_size=2, max_size=2)


@given(st.lists(CELLS, max_size=6))
@settings(deadline=None)
def test_what_is_written_is_read_back(tmp_path_factory, table):
    from crm_tui.exchange.formulas import disarmed, restored

    path = tmp_path_factory.getbasetemp() / "again.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = CsvWriter(stream)
        for cells in [["Name", "Notes"], *table]:
            writer.row(cells)
    rows = read(path, delimiter=",", encoding="utf-8")[1]
    kept = [cells for cells in table if "".join(map(disarmed, cells)).strip()]
    assert [[restored(cell) for cell in cells] for _, cells in rows] == kept


def test_the_writer_follows_rfc_4180():
    stream = io.StringIO()
    CsvWriter(stream).row(["a,b", 'say "hi"', "two\nlines", "plain"])
    assert stream.getvalue() == '"a,b","say ""hi""","two\nlines",plain\r\n'
    assert next(csv.reader([stream.getvalue()]))[1] == 'say "hi"'


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_lines_of_text_above_the_table_are_no_part_of_it(write, delimiter):
    above = 'Notes:\n"When exporting, you may notice, that some are missing."\n\n'
    table = "First Name|Last Name|URL|Position\nAnna|Taylor||buyer\nBoris|Orlov||\n"
    file, rows = read(write((above + table.replace("|", delimiter)).encode()))
    assert file.header == ("First Name", "Last Name", "URL", "Position")
    assert len(file.notes) == 2
    assert rows[0] == (5, ["Anna", "Taylor", "", "buyer"])
