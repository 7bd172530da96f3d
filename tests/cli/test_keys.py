"""`crm keys` tells the keys as they are, those of keys.toml too."""

import json


def test_keys_are_told_as_they_are_for_the_user(crm, tmp_path):
    assert "d    done          planning.done" in crm("keys", "planning").out
    (tmp_path / "config" / "crm-tui").mkdir(parents=True, exist_ok=True)
    (tmp_path / "config" / "crm-tui" / "keys.toml").write_text(
        'planning.done = "f2"\nplaning.later = "x"\n'
    )
    told = crm("keys", "planning.done", "--format", "json")
    assert json.loads(told.out) == [{"id": "planning.done", "keys": ["F2"], "does": "done"}]
    assert "keys.toml:2" in told.err
    assert "planning.later" in told.err
