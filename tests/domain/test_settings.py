import pytest

from crm_tui.domain.settings import SETTINGS
from crm_tui.errors import InvalidInputError
from crm_tui.i18n import Language

ROOM = 43
"""Cells that the screen of settings has for a meaning at 80 columns."""


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_a_setting_means_fits_its_column_in_both_languages(language):
    text = Language(language).text
    told = {setting.key: text(setting.meaning) for setting in SETTINGS}
    assert not {key: line for key, line in told.items() if len(line) > ROOM}


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_what_a_setting_offers_is_taken_and_nonsense_is_refused(setting):
    if setting.check:
        with pytest.raises(InvalidInputError):
            setting.check("?!")
    if setting.check and setting.offered:
        assert all(setting.check(word) for word in list(setting.offered())[:9])
