"""keys.toml: every key can be another one, and what is wrong in the file is told."""

from pathlib import Path

import pytest

from crm_tui.screens import key_map


@pytest.fixture
def keys_file(tmp_path) -> Path:
    folder = tmp_path / "config" / "crm-tui"
    folder.mkdir(parents=True)
    return folder / "keys.toml"


async def test_a_key_that_was_given_away_works_and_is_shown_everywhere(crm, press, seen, keys_file):
    keys_file.write_text('[app]\ngo_to = "Q"\nkeys = "Ctrl+G"\nlog = "я"\n')
    app = crm()
    async with app.run_test(size=(110, 50)) as pilot:
        await press(pilot, "g")
        told = "\n".join(seen(app))
        assert "Q  go to" not in told
        assert "Q go to" in told
        assert "Ctrl+G keys" in told
        await press(pilot, "Q")
        assert "Q  go to" in "\n".join(seen(app))
        await press(pilot, "c", "ctrl+g")
        assert "Q  go to" in "\n".join(seen(app))
        assert "Ctrl+G  keys" in "\n".join(seen(app))
        await press(pilot, "escape", "colon")
        assert "Q a" in "\n".join(seen(app))
        await press(pilot, "escape", "я")
        assert "Log a contact" in "\n".join(seen(app))


async def test_a_broken_file_never_prevents_the_start(crm, press, toasts, keys_file):
    keys_file.write_text("app.undo = \n")
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "c")
        assert app.current_mode == "clients"
        assert "no TOML" in toasts(app)[0]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('app.undoo = "z"', "did you mean app.undo"),
        ('nonsense = "z"', "no such action"),
        ('app.undo = "hyper+z"', "no key is called hyper+z"),
        ("app.undo = 7.5", "no key is called 7.5"),
        ('app.undo = "l"', "is that of app.log"),
        ('list.new = "j"', "is that of list.down"),
        ('list.down = ["down", "n"]', "the key n is that of list.new"),
    ],
)
def test_what_cannot_be_followed_is_told_with_its_line_and_the_rest_works(
    monkeypatch, keys_file, tmp_path, line, problem
):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    keys_file.write_text(f'app.leave = "Q"\n{line}\n')
    found = key_map.read()
    assert found.keys == {"app.leave": "Q"}
    assert [(error.line, problem in str(error)) for error in found.problems] == [(2, True)]


@pytest.mark.parametrize("page", ["docs/settings.md", "docs/ru/settings.md"])
def test_the_example_of_the_manual_can_be_followed(monkeypatch, keys_file, tmp_path, page):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    text = (Path(__file__).parents[2] / page).read_text()
    keys_file.write_text(next(part for part in text.split("```\n") if part.startswith("app.")))
    assert key_map.read() == key_map.KeyMap(
        {"app.undo": "ctrl+z", "list.page_down": "pagedown,ctrl+f"}
    )


def test_two_actions_may_change_their_keys(keys_file):
    keys_file.write_text('app.undo = "l"\napp.log = ["u", "Ctrl+L"]\n')
    found = key_map.read()
    assert not found.problems
    assert found.keys == {"app.undo": "l", "app.log": "u,ctrl+l"}
