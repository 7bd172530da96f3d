"""Exports: whole files or none, and values that come back."""

import csv
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm_tui.domain.entities import CLIENTS
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.listing import Listed, Listing
from crm_tui.errors import InvalidInputError
from crm_tui.exchange.formulas import restored
from crm_tui.services import exports, objects, records

NAME = Field("name", "Name", Kind.TEXT)


@pytest.fixture
def three(session):
    for name in ("Acme", "Bright", "Concord"):
        records.add(session, CLIENTS, {"name": name})


def names(session) -> Listing:
    return exports.listing(session, CLIENTS, columns=["name"])


def test_all_fields_are_written_where_none_are_named(session):
    written = [field.name for field in exports.listing(session, CLIENTS).fields]
    assert written == [field.name for field in CLIENTS.fields]


def test_a_broken_off_export_leaves_no_file_at_all(session, three, tmp_path):
    path = tmp_path / "clients.csv"

    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exports.save(session, CLIENTS, names(session), path, file_format="csv", progress=stop)
    assert not [file for file in tmp_path.iterdir() if "clients" in file.name]


def test_a_broken_off_export_leaves_the_old_file_as_it_was(session, three, tmp_path):
    path = tmp_path / "clients.csv"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError), exports.replacing(path) as stream:
        stream.write("half\ud800")
    assert path.read_text() == "old"
    assert not list(tmp_path.glob(".clients*"))


def test_a_link_to_a_file_stays_a_link(session, three, tmp_path):
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old")
    link.symlink_to(real)
    assert exports.save(session, CLIENTS, names(session), link, file_format="csv") == 3
    assert link.is_symlink()
    assert real.read_text().startswith("id,name")


def test_what_is_no_file_is_refused(session, three, tmp_path):
    with pytest.raises(InvalidInputError):
        exports.save(session, CLIENTS, names(session), tmp_path, file_format="csv")


def test_progress_goes_from_nothing_towards_one(session, three):
    heard: list[float] = []
    stream = io.StringIO()
    count = exports.write(
        session, CLIENTS, names(session), stream, file_format="jsonl", progress=heard.append
    )
    assert count == 3
    assert heard[0] == 0
    assert all(0 <= share <= 1 for share in heard)


def test_json_is_an_array_also_when_it_is_empty(session):
    stream = io.StringIO()
    assert exports.write(session, CLIENTS, names(session), stream, file_format="json") == 0
    assert json.loads(stream.getvalue()) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_comes_back_from_every_format(session, text):
    def rows():
        yield Listed(7, 1, {}, {"name": text})

    stream = io.StringIO(newline="")
    exports.write_csv(session, CLIENTS, [NAME], rows(), stream, raw=False)
    stream.seek(0)
    cell = list(csv.reader(stream))[1][1]
    assert restored(cell) == text
    assert not cell.startswith(("=", "@", "\t", "\r"))
    (record,) = rows()
    as_json = json.dumps(objects.as_object(session, CLIENTS, [NAME], record))
    assert json.loads(as_json) == {"id": "C-7", "version": 1, "name": text}
