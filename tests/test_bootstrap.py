import os
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crm_tui import bootstrap, settings
from crm_tui.data.stores import users
from crm_tui.domain.users import Role
from crm_tui.errors import CannotStartError


@pytest.fixture
def opened(tmp_path, monkeypatch):
    monkeypatch.setenv("CRM_DB", str(tmp_path / "crm.db"))
    sessions = []

    def open_it(*arguments):
        sessions.append(bootstrap.open_session(*arguments))
        return sessions[-1]

    yield open_it
    for session in sessions:
        session.close()


def test_the_first_user_of_a_database_is_its_admin(opened):
    session = opened()
    assert session.user.role == Role.ADMIN
    assert opened().user == session.user


def test_the_user_is_the_unix_user_whatever_the_environment_says(opened, monkeypatch):
    monkeypatch.setenv("USER", "director")
    monkeypatch.setenv("LOGNAME", "director")
    assert opened().user.login != "director"


def test_a_user_that_the_system_does_not_know_has_a_name(monkeypatch):
    monkeypatch.setattr(os, "getuid", lambda: 4_000_123)
    assert bootstrap.who() == ("uid4000123", "uid4000123")


def test_a_given_path_goes_before_the_environment(opened, tmp_path):
    assert opened(str(tmp_path / "other.db")).database == str(tmp_path / "other.db")


def test_the_clock_can_be_fixed(opened, monkeypatch):
    monkeypatch.setenv("CRM_NOW", "2026-11-24T09:41:00+03:00")
    assert opened().now() == datetime(2026, 11, 24, 6, 41, tzinfo=UTC)


def test_a_fixed_time_without_an_offset_is_in_the_zone(monkeypatch):
    monkeypatch.setenv("CRM_NOW", "2026-11-24T09:41")
    monkeypatch.setenv("TZ", "Europe/Moscow")
    assert bootstrap.clock()() == datetime(2026, 11, 24, 6, 41, tzinfo=UTC)


def test_a_clock_that_cannot_be_read_stops_the_start(opened, monkeypatch):
    monkeypatch.setenv("CRM_NOW", "tea time")
    with pytest.raises(CannotStartError, match="tea time"):
        opened()


@pytest.mark.parametrize(
    ("setting", "variable", "expected"),
    [
        ("Asia/Kathmandu", "Europe/Moscow", ZoneInfo("Asia/Kathmandu")),
        (None, "Europe/Moscow", ZoneInfo("Europe/Moscow")),
        (None, ":America/New_York", ZoneInfo("America/New_York")),
        ("Nowhere/Land", "Europe/Moscow", ZoneInfo("Europe/Moscow")),
    ],
)
def test_the_zone_is_the_users_then_the_environments(monkeypatch, setting, variable, expected):
    monkeypatch.setenv("TZ", variable)
    assert settings.zone(setting) == expected


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ((None,), {"LANG": "ru_RU.UTF-8"}, "ru"),
        ((None,), {"LANG": "de_DE.UTF-8"}, "en"),
        ((None,), {"LANG": "ru_RU.UTF-8", "LC_ALL": "C"}, "en"),
        ((None,), {"LANG": "en_GB.UTF-8", "CRM_LANG": "ru"}, "ru"),
        (("en",), {"CRM_LANG": "ru"}, "en"),
    ],
)
def test_the_language_is_the_words_then_the_environments(
    opened, monkeypatch, arguments, environment, expected
):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "CRM_LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert opened(None, *arguments).language.code == expected


def test_a_name_in_another_encoding_than_the_systems_is_no_trouble(session):
    assert users.sign_in("anna", "Anna \udcc0\x1b[2J", session.now()).name == "Anna [2J"
    assert users.sign_in("olaf", "\udcc0", session.now()).name == "olaf"
