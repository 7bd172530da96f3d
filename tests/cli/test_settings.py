"""`crm set`: the settings, one by one and all together."""


def test_a_setting_is_set_read_listed_and_taken_back(crm):
    assert crm("set", "currency").out == "RUB\n"
    assert crm("set", "currency", "eur").out == "EUR\n"
    assert crm("add", "client", "name=Acme", "budget=100").code == 0
    assert crm("show", "C-1", "--format", "json").json["budget"]["currency"] == "EUR"
    line = next(row for row in crm("set").out.splitlines() if row.startswith("currency"))
    assert "EUR" in line
    assert "currency: RUB -> EUR" not in crm("history").out
    assert "currency: EUR" in crm("history").out
    crm("undo")
    crm("undo")
    assert crm("set", "currency", "--format", "json").json["is_set"] is False


def test_the_language_counts_at_once_unless_another_is_asked_for(crm, monkeypatch):
    monkeypatch.delenv("CRM_LANG")
    crm("set", "language", "ru")
    assert "Валюта" in [one["label"] for one in crm("set", "--format", "json").json]
    assert "Currency" in [
        one["label"] for one in crm("set", "--format", "json", "--lang", "en").json
    ]


def test_a_wrong_key_is_told_with_the_nearest(crm):
    ended = crm("set", "time-zon", "UTC", "--format", "json")
    assert ended.code == 2
    assert ended.error["message"] == "there is no setting time-zon: did you mean time_zone?"
