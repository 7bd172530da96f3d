import pytest

from crm_tui.domain.conflicts import EditConflictError
from crm_tui.domain.entities import CLIENTS
from crm_tui.errors import InvalidInputError
from crm_tui.services import editors, edits, history, listings, records, text_editing


@pytest.fixture
def acme(session):
    typed = {"name": "Acme", "city": "Kazan", "notes": "one \n# two", "credit_limit": "500 EUR"}
    return records.add(session, CLIENTS, typed)


@pytest.fixture
def table(session, acme):
    records.add(session, CLIENTS, {"name": "Bright | Co", "city": "Omsk"})
    listing = listings.listing(session, CLIENTS, columns=["name", "city", "created_at"])
    return text_editing.draft(session, CLIENTS, listing)


def saved(session, draft, text):
    return edits.save(session, CLIENTS, text_editing.edits(session, draft, text))


def test_a_text_that_nobody_touched_changes_nothing(session, acme, table):
    draft = text_editing.draft_of_one(session, CLIENTS, acme.id)
    assert not text_editing.edits(session, draft, draft.text)
    assert not text_editing.edits(session, table, table.text)


def test_one_record_is_changed_as_text(session, acme):
    draft = text_editing.draft_of_one(session, CLIENTS, acme.id)
    text = draft.text.replace("City: Kazan", "City: Perm").replace("# two", "# three")
    text = text.replace("Lifecycle: customer", "Lifecycle: regular").replace("500.00", "")
    assert saved(session, draft, text) == 1
    now = records.get(session, CLIENTS, acme.id)
    assert (now.city, now.notes, now.lifecycle) == ("Perm", "one\n# three", "regular")
    assert now.credit_limit is None


def test_several_records_are_one_change(session, acme, table):
    text = table.text.replace("Kazan", "Perm").replace("Bright \\| Co", "Dark \\| Co")
    assert saved(session, table, text) == 2
    assert records.get(session, CLIENTS, acme.id + 1).name == "Dark | Co"
    history.undo(session)
    assert records.get(session, CLIENTS, acme.id).city == "Kazan"
    assert records.get(session, CLIENTS, acme.id + 1).name == "Bright | Co"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Acme", "", "line 4: .*missing"),
        ("C-2", "C-9", "line 5: C-9 was not in the table"),
        ("City", "Town", "line 3: there is no field Town"),
    ],
)
def test_a_line_that_cannot_be_saved_is_named_and_nothing_is(session, table, old, new, message):
    with pytest.raises(InvalidInputError, match=message):
        text_editing.edits(session, table, table.text.replace(old, new))


def test_a_problem_stands_at_the_top_and_is_told_anew(session, table):
    once = text_editing.again(session, table.text, "line 4: first")
    twice = text_editing.again(session, once, "line 5: second")
    assert "second" in twice.split("\n", 1)[0]
    assert "first" not in twice
    assert not text_editing.edits(session, table, twice)


def test_whoever_changed_the_same_field_meanwhile_is_not_overwritten(session, acme, table):
    records.edit(session, CLIENTS, acme.id, {"city": "Tula"})
    text = table.text.replace("Omsk", "Perm").replace("Kazan", "Perm")
    with pytest.raises(EditConflictError):
        saved(session, table, text)
    assert records.get(session, CLIENTS, acme.id + 1).city == "Omsk"


def test_the_editor_gets_a_file_of_ones_own_which_is_gone_afterwards(monkeypatch, tmp_path):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("EDITOR", 'sh -c \'stat -c %a "$0" >> "$0"\'')
    assert editors.edited("text\n") == "text\n600\n"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("written", ["echo more", 'printf "\\377"'])
def test_what_an_editor_that_failed_has_written_is_kept(monkeypatch, tmp_path, written):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    code = "7" if "echo" in written else "0"
    monkeypatch.setenv("EDITOR", f"sh -c '{written} >> \"$0\"; exit {code}'")
    with pytest.raises(InvalidInputError, match="what you wrote is in"):
        editors.edited("text\n")
    (file,) = tmp_path.iterdir()
    assert file.read_bytes().startswith(b"text\n")
    assert len(file.read_bytes()) > len("text\n")


@pytest.mark.parametrize(
    ("command", "message"),
    [("", "no editor is set"), ("no-such-editor-", "cannot be started"), ("false", "code 1")],
)
def test_an_editor_that_does_not_do_its_work_is_told(monkeypatch, command, message):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", command)
    with pytest.raises(InvalidInputError, match=message):
        editors.edited("text")
