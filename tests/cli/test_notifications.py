"""`crm notifications`: what colleagues have done, from a script."""


def test_what_a_colleague_gave_is_listed_until_it_is_read(crm, monkeypatch):
    crm("user", "add", "ivan", "Ivan Sokolov")
    crm("add", "client", "name=Romashka", "owner=ivan", "notes=see @ivan")
    assert crm("notifications").err == "nothing found\n"
    monkeypatch.setattr("crm_tui.bootstrap.who", lambda: ("ivan", "Ivan"))
    assert crm("notifications", "--read").out.splitlines()[1].split()[3:] == [
        *("yours", "now", "C-1", "Romashka"),
    ]
    assert crm("notifications", "--format", "json").json == []
    [told] = crm("notifications", "--all", "--format", "json").json
    assert (told["reason"], told["id"], told["title"]) == ("assigned", "C-1", "Romashka")
    assert (told["count"], told["text"], told["read"]) == (1, None, True)
    assert told["at"] == "2026-11-24T12:41:00+03:00"
