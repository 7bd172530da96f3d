from zoneinfo import ZoneInfo

import pytest

from crm_tui.domain.entities import CLIENTS
from crm_tui.errors import ConflictError, InvalidInputError, NotFoundError
from crm_tui.services import history, records, settings


def told(session):
    return next(iter(history.entries(session))).fields


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("name", "Olga Ivanova", "Olga Ivanova"),
        ("language", "Русский", "ru"),
        ("time_zone", "kathmandu", "Asia/Kathmandu"),
        ("phone-region", "gb", "GB"),
        ("currency", "€", "EUR"),
        ("country", "kz", "KZ"),
    ],
)
def test_what_is_set_is_journalled_counts_and_can_be_taken_back(session, key, typed, value):
    before = settings.get(session, key).value
    held = settings.put(session, key, typed)
    assert (held.value, held.is_set) == (value, True)
    assert told(session)[held.setting.key][1] == value
    assert settings.renewed(session).settings[held.setting.key] == value
    history.undo(session)
    assert settings.get(session, key).value == before


def test_each_setting_is_taken_back_alone(session):
    settings.put(session, "phone_region", "GB")
    settings.put(session, "phone_region", "KZ")
    number = next(iter(history.entries(session))).transaction.id
    settings.put(session, "currency", "EUR")
    history.undo(session, number)
    assert settings.get(session, "phone_region").value == "GB"
    assert settings.get(session, "currency").value == "EUR"


def test_what_was_set_anew_since_stays_and_the_history_tells_it(session):
    for typed in ("GB", "KZ", "DE"):
        settings.put(session, "phone_region", typed)
    numbers = [entry.transaction.id for entry in history.entries(session)]
    with pytest.raises(ConflictError):
        history.undo(session, numbers[1])
    assert settings.get(session, "phone_region").value == "DE"
    assert told(session) == {"phone_region": ("KZ", "DE")}


def test_what_is_given_back_to_the_default_can_be_set_again_by_undo(session):
    settings.put(session, "currency", "EUR")
    assert settings.put(session, "currency", "").value == "RUB"
    assert told(session) == {"currency": ("EUR", None)}
    history.undo(session)
    assert settings.get(session, "currency").value == "EUR"


def test_a_renewed_session_works_with_what_is_set(session):
    settings.put(session, "time_zone", "Asia/Tokyo")
    settings.put(session, "language", "ru")
    settings.put(session, "country", "GB")
    settings.put(session, "currency", "GBP")
    now = settings.renewed(session)
    assert (now.zone, now.language.code) == (ZoneInfo("Asia/Tokyo"), "ru")
    client = records.add(now, CLIENTS, {"name": "Acme", "phone": "020 7946 0018", "budget": "12"})
    assert client.currency == "GBP"
    assert settings.renewed(now) is now


def test_the_zone_stays_while_it_is_not_set(session):
    settings.put(session, "currency", "EUR")
    assert settings.renewed(session).zone == session.zone


def test_nothing_is_written_where_nothing_changes(session):
    settings.put(session, "country", "RU")
    settings.put(session, "country", "RU")
    settings.put(session, "name", "Olga")
    assert sum(1 for _entry in history.entries(session)) == 1


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("curency", "EUR", "did you mean currency"),
        ("zzz", "EUR", "see crm set"),
        ("name", "", "is missing"),
        ("language", "Klingon", "Klingon"),
        ("time_zone", "Europe/Moskow", "did you mean Europe/Moscow"),
        ("time_zone", "moskow", "did you mean Europe/Moscow"),
        ("time_zone", "nowhere at all", "look like Europe/Moscow"),
        ("phone_region", "Russia", "two letters"),
        ("currency", "tugrik!", "no currency"),
    ],
)
def test_what_cannot_be_set_is_told(session, key, typed, sentence):
    with pytest.raises(InvalidInputError, match=sentence):
        settings.put(session, key, typed)
    with pytest.raises(NotFoundError):
        history.undo(session)
