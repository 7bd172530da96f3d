"""The imports there were: which file, how its rows came out, where the refused ones are."""

from pathlib import Path

import pytest

from crm_tui.domain.entities import CLIENTS
from crm_tui.domain.listing import Listing
from crm_tui.services import history, imports, past_imports, records
from tests.services.steps import StoppedError


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "clients.csv"
    path.write_text("Name,City\nAcme,Leeds\n,York\n\nAcme,Leeds\n , \n")
    return str(path)


def test_an_import_is_kept_with_its_counts_and_its_refused_rows(session, file):
    imports.run(session, file, imports.Options(dry_run=True))
    assert past_imports.page(session, 0, 10).total == 0
    result = imports.run(session, file)
    (past,) = past_imports.page(session, 0, 10).rows
    assert past == past_imports.get(session, result.transaction)
    assert (past.rows, past.new, past.rejected, past.blank, past.file) == (3, 1, 1, 2, file)
    assert past.rejects == result.rejects
    assert Path(past.rejects).exists()
    assert list(past.mapping.items()) == [("Name", "name"), ("City", "city")]
    assert past.user == session.user.name
    undone = history.undo(session, past.transaction)
    assert past_imports.get(session, past.transaction).undone_by == undone.transaction


def test_an_import_that_is_stopped_at_its_last_step_leaves_nothing(session, file):
    def stop(share):
        if share == 1:
            raise StoppedError

    with pytest.raises(StoppedError):
        imports.run(session, file, progress=stop)
    assert records.page(session, CLIENTS, Listing(CLIENTS.fields), 0, 10).total == 0
    assert [path.name for path in Path(file).parent.iterdir() if "reject" in path.name] == []


def test_a_file_without_a_name_is_shown_and_a_column_can_be_said_to_be_it(session, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Firma,Fax\nAcme,12\n")
    found = imports.inspect(session, str(path))
    assert [column.target for column in found.columns] == [None, None]
    said = imports.Options(columns={"Firma": "name"}, kept=("Fax",), dry_run=True)
    assert imports.run(session, str(path), said).mapping == {"Firma": "name", "Fax": "fax"}
