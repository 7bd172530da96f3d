"""JSON in: arrays, lines, one object, and what programs wrap around them."""

import json

import pytest

from crm_tui.errors import InvalidInputError
from crm_tui.exchange import json_files, json_stream

OURS = {
    "id": "C-1",
    "name": "Acme",
    "owner": {"id": "U-1", "name": "olga"},
    "turnover": {"amount": "1234.50", "currency": "RUB"},
    "notes": None,
}
CELLS = {"id": "C-1", "name": "Acme", "owner": "olga", "turnover": "1234.50 RUB", "notes": ""}


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([OURS]),
        json.dumps([OURS], indent=2),
        json.dumps(OURS),
        json.dumps(OURS, indent=1),
        "\ufeff\n" + json.dumps(OURS) + "\n\n",
        json.dumps({"total": 1, "results": [OURS]}),
    ],
)
def test_links_and_sums_of_an_export_are_read(table, content):
    assert table("a.json", content.encode()) == ([CELLS], [])


def test_columns_are_those_of_all_objects_and_nested_ones_have_a_point(table):
    content = b'{"name": "A", "ok": true}\n{"name": "B", "address": {"city": "Oslo"}, "n": 1.50}\n'
    assert table("a.jsonl", content)[0] == [
        {"name": "A", "ok": "yes", "address.city": "", "n": ""},
        {"name": "B", "ok": "", "address.city": "Oslo", "n": "1.50"},
    ]


def test_lists_become_one_cell(table):
    content = b'[{"emails": [{"value": "a@x.example", "type": "work"}, {"value": "b@x.example"}]}]'
    assert table("a.json", content)[0] == [{"emails": "a@x.example; b@x.example"}]
    said_twice = b'{"phone": "1", "name": "A", "phone": "2"}'
    assert table("a.jsonl", said_twice)[0] == [{"phone": "1; 2", "name": "A"}]
    assert table("a.json", b"[%s]" % said_twice)[0] == [{"phone": "1; 2", "name": "A"}]


def test_of_arrays_one_after_the_other_each_is_read(table):
    rows, broken = table("a.json", b'[{"name": "A"}]\n[{"name": "B"}, {"name": "C"}]')
    assert ([row["name"] for row in rows], broken) == (["A", "B", "C"], [])


def test_a_broken_line_costs_only_itself(table):
    rows, broken = table("a.jsonl", b'{"name": "A"}\n{"name": \n[1]\n{"name": "B"}\n')
    assert [row["name"] for row in rows] == ["A", "B"]
    assert [row.line for row in broken] == [2, 3]


def test_objects_longer_than_a_piece_are_read_with_their_lines(tmp_path, monkeypatch):
    monkeypatch.setattr(json_stream, "PIECE", 7)
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"name": "x" * 50}, {"name": "y" * 9}], indent=1))
    rows = list(json_files.inspect(path, "a.json").rows())
    assert [(row.line, row.cells) for row in rows] == [(2, ["x" * 50]), (5, ["y" * 9])]


@pytest.mark.parametrize(
    "content",
    [b"[]", b"[1]", b'[{"a": 1}', b'[{"a": 1} {"a": 2}]', b'[{"a": ', b"{", b"[" * 100_000],
)
def test_what_is_no_whole_json_is_refused(table, content):
    with pytest.raises(InvalidInputError, match=r"a\.json"):
        table("a.json", content)


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("", "line 1: the file ends within record 3: get it anew"),
        (",", "line 1: the file ends within record 3: get it anew"),
        (', {"name": "C', "line 1: the file ends within record 3: get it anew"),
        (',\n{"name": "C", "vip": fal', "line 2: the file ends within record 3: get it anew"),
        (', {"name": "C", "sum": -', "line 1: the file ends within record 3: get it anew"),
        (', {"name":', "line 1: the file ends within record 3: get it anew"),
        (', {"name": ?}]', "line 1: record 3 is no JSON"),
        ('\n{"name": "C"}]', "line 2: a comma or a bracket is missing before record 3"),
        (", " + "[" * 5000, "line 1: record 3 is nested too deeply"),
    ],
)
def test_an_array_that_is_broken_tells_in_which_record_though_all_is_one_line(table, rest, said):
    with pytest.raises(InvalidInputError) as broken:
        table("a.json", f'[{{"name": "A"}}, {{"name": "B"}}{rest}'.encode())
    assert str(broken.value).startswith(f"a.json, {said}")


@pytest.mark.parametrize("begin", ['{"count": 2, "clients": [', '{\n"count": 2,\n"clients": [\n'])
@pytest.mark.parametrize(
    ("rest", "said"),
    [
        (', {"na', "the file ends within record 3: get it anew, or put ]} in the place of this"),
        (",", "the file ends within record 3: get it anew, or put ]} in the place of this"),
        ("]", "the file ends too early: get it anew"),
        ('], "next": "x', "the file ends too early: get it anew"),
        (', {"name": ?}]}', "record 3 is no JSON"),
        (' {"name": "C"}]}', "a comma or a bracket is missing before record 3"),
        ('] "next": 1}', "a comma or a bracket is missing here"),
        ("]} more", "this is no JSON"),
        ("],]", "this is no JSON"),
        (", " + "[" * 5000, "record 3 is nested too deeply"),
    ],
)
def test_a_wrapped_array_that_is_broken_tells_in_which_record(table, begin, rest, said):
    text = f'{begin}{{"name": "A"}}, {{"name": "B"}}{rest}'
    with pytest.raises(InvalidInputError) as broken:
        table("a.json", text.encode())
    assert str(broken.value).startswith(f"a.json, line {text.count(chr(10)) + 1}: {said}")


def test_wrapped_records_have_their_lines_and_one_object_is_a_record(table, tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"count": 2, "next": null,\n"results": [{"name": "A"},\n{"name": "B"}]}')
    rows = json_files.inspect(path, "a.json").rows()
    assert [(row.line, row.cells) for row in rows] == [(2, ["A"]), (3, ["B"])]
    for one in (
        '{"name": "A",\n"tags": ["x", "y"]}',
        '{"id": 1, "name": "A", "deals": [{"id": 2}]}',
    ):
        assert table("b.json", one.encode())[0][0]["name"] == "A"


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ('{\n "a": 1\n}\n{\n "a": 2\n}\n', [1, 4]),
        ('{"a": 1}{"a": 2}', [1, 1]),
        ('{"a": 1} {"a":\n2}', [1, 1]),
        ('{"a": [{"b": 1}]}{"a": 2}', [1, 1]),
    ],
)
def test_objects_one_after_the_other_are_read_however_many_lines_they_have(
    tmp_path, table, content, lines
):
    path = tmp_path / "a.json"
    path.write_text(content)
    assert [row.line for row in json_files.inspect(path, "a.json").rows()] == lines
    with pytest.raises(InvalidInputError, match=r"line \d: the file ends too early"):
        table("b.json", f'{content}{{\n"a": '.encode())


def test_a_file_of_blanks_holds_no_record(table):
    with pytest.raises(InvalidInputError, match="holds no record"):
        table("a.json", b" \n\n")


@pytest.mark.parametrize("content", ['[{"a": [%s]}]', '{"a": [[%s]]}', '{"b": 1}\n{"a": [%s]}\n'])
def test_very_many_values_in_one_are_refused_before_they_fill_the_memory(
    table, monkeypatch, content
):
    monkeypatch.setattr(json_stream, "PARTS", 20)
    said = (content % ",".join("0" * 30)).encode()
    if content.startswith('{"b"'):
        rows, (broken,) = table("a.json", said)
        assert (len(rows), broken.line) == (1, 2)
        assert "holds too many values" in str(broken.error)
    else:
        with pytest.raises(InvalidInputError, match="holds too many values"):
            table("a.json", said)


def test_a_long_record_does_not_count_what_stands_behind_it(table, monkeypatch):
    monkeypatch.setattr(json_stream, "PARTS", 20)
    monkeypatch.setattr(json_stream, "PIECE", 8)
    records = [{"name": "long", "notes": "y" * 260}, *({"name": f"n{n}"} for n in range(50))]
    found, broken = table("a.json", json.dumps(records).encode())
    assert (len(found), broken) == (51, [])
