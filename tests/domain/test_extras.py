"""Libraries that may be missing."""

import pytest

from crm_tui.domain.extras import command, extra
from crm_tui.errors import MissingExtraError
from crm_tui.i18n import Language

RUSSIAN = Language("ru")


def test_a_missing_library_is_told_with_the_command_that_brings_it():
    told = r"XLSX .*pip install .*\[excel\]'"
    with pytest.raises(MissingExtraError, match=told), extra("excel", "XLSX"):
        import a_library_that_nobody_has  # noqa: F401


def test_a_clone_takes_it_from_itself(tmp_path):
    assert command("excel", tmp_path) == "pip install 'crm-tui[excel]'"
    (tmp_path / "pyproject.toml").touch()
    assert command("excel", tmp_path).endswith(f"/pip install -e '{tmp_path}[excel]'")


def test_what_it_is_for_is_said_in_the_language_of_the_user():
    purpose = "the comparison of misspelt names"
    with pytest.raises(MissingExtraError) as missing, extra("dedupe", purpose):
        import a_library_that_nobody_has  # noqa: F401
    assert RUSSIAN.error(missing.value).startswith("Для сравнения имён с опечатками нужна часть")


def test_a_failure_of_another_kind_is_no_missing_library():
    with pytest.raises(ZeroDivisionError), extra("excel", "XLSX"):
        _ = 1 / 0
