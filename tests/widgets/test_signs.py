import pytest

from crm_tui.widgets.paint import fit
from crm_tui.widgets.signs import SIGN, choose_signs, is_ascii, spark, wants_ascii


@pytest.mark.parametrize(
    ("environment", "ascii_only"),
    [
        ({"LANG": "en_US.UTF-8"}, False),
        ({"LANG": "ru_RU.utf8"}, False),
        ({"LANG": "ru_RU.KOI8-R"}, True),
        ({"LANG": "C"}, True),
        ({}, True),
        ({"LC_ALL": "C", "LANG": "en_US.UTF-8"}, True),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "C"}, False),
        ({"CRM_ASCII": "1", "LANG": "en_US.UTF-8"}, True),
        ({"CRM_ASCII": "0", "LANG": "C"}, False),
        ({"CRM_ASCII": "", "LANG": "en_US.UTF-8"}, False),
    ],
)
def test_the_terminal_decides_about_signs(environment, ascii_only):
    assert wants_ascii(environment) is ascii_only


@pytest.fixture
def plain_signs():
    choose_signs({"CRM_ASCII": "1"})
    yield
    choose_signs({"CRM_ASCII": "0"})


def test_ascii_signs_are_ascii_of_one_cell(plain_signs):
    assert is_ascii()
    assert all(sign.isascii() and len(sign) == 1 for sign in SIGN.values())
    assert spark([0, 4, 8]).isascii()
    assert fit("Cobalt Instruments", 8) == [("Cobalt ", "plain"), ("~", "plain")]


def test_a_spark_rises_with_its_numbers():
    choose_signs({"CRM_ASCII": "0"})
    assert spark([0, 1, 4, 8]) == " ▁▄█"
    assert spark([]) == ""
    assert spark([0, 0]) == "  "
