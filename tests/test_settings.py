"""settings.toml: what counts on this machine, and what is wrong in it."""

import pytest

from crm_tui import bootstrap, settings
from crm_tui.errors import CannotStartError


@pytest.fixture
def settings_file(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("CRM_DB", raising=False)
    file = tmp_path / "crm-tui" / "settings.toml"
    file.parent.mkdir()
    return file


def test_the_file_names_the_database(settings_file, monkeypatch):
    settings_file.write_text('database = "~/sales/crm.db"\n')
    monkeypatch.setenv("HOME", "/somewhere")
    assert str(bootstrap.database_path(None)) == "/somewhere/sales/crm.db"
    monkeypatch.setenv("CRM_DB", "/elsewhere/crm.db")
    assert str(bootstrap.database_path(None)) == "/elsewhere/crm.db"


@pytest.mark.parametrize(
    ("text", "sentence", "line"),
    [
        ('# mine\ndatabse = "x"\n', "settings.toml:2: there is no setting databse: did you mean "
         "database?", 2),
        ('theme = "paper"', "settings.toml:1: theme does not stand here: crm set theme", 1),
        ("ascii = 'maybe'", "settings.toml:1: ascii cannot be maybe", 1),
        ("ascii = ", "is no TOML", None),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_line_and_nearest_key(settings_file, text, sentence, line):
    settings_file.write_text(text)
    with pytest.raises(CannotStartError) as told:
        settings.machine()
    assert sentence in str(told.value)
    assert told.value.line == line
