import pytest

from crm_tui.domain.settings import SETTINGS
from crm_tui.i18n import Language

ROOM = 43
"""Cells that the screen of settings has for a meaning at 80 columns."""


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_a_setting_means_fits_its_column_in_both_languages(language):
    text = Language(language).text
    told = {setting.key: text(setting.meaning) for setting in SETTINGS}
    assert not {key: line for key, line in told.items() if len(line) > ROOM}
