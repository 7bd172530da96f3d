"""The command line as a whole: help, languages, completion, mistakes."""

import ast
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from crm_tui.cli.app import COMMANDS
from crm_tui.i18n import Language

ROOT = Path(__file__).parents[2]
NAMES = [entry.name for entry in COMMANDS]


def test_help_lists_every_command_on_one_line(crm):
    ended = crm("--help")
    assert ended.code == 0
    for entry in COMMANDS:
        assert f"  {entry.name} " in ended.out
        assert entry.help in ended.out


@pytest.mark.parametrize("name", NAMES)
def test_every_command_explains_itself_and_its_options(crm, name):
    ended = crm(name, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"Usage: crm {name} ")
    for option in ("--db", "--lang", "--help"):
        assert f"  {option} " in ended.out


def test_help_is_written_in_the_language_of_the_option(crm, monkeypatch):
    monkeypatch.setattr(Language, "text", lambda self, text, **values: f"{self.code}:{text}")
    ended = crm("list", "--help", "--lang", "ru")
    for word in ("Usage:", "Options", "Arguments", "show this help", "only these"):
        assert f"ru:{word}" in ended.out
    assert "ru:Commands" in crm("--lang=ru", "--help").out


def test_errors_are_told_in_the_language_of_the_call(crm, monkeypatch):
    monkeypatch.setattr(Language, "error", lambda self, error: f"{self.code}:{error.message}")
    assert crm("lst", "--lang", "ru").err.startswith("crm: ru:there is no command")
    assert crm("show", "C-9", "--lang", "ru").err == "crm: ru:there is no {id}\n"
    assert crm("--lang", "ru", "show", "--what").err.startswith("crm: ru:there is no option")
    assert crm("show", "C-9").err.startswith("crm: en:")


def test_labels_of_tables_are_in_the_language_of_the_call(crm, monkeypatch):
    crm("add", "client", "name=Acme")
    monkeypatch.setattr(Language, "text", lambda self, text, **values: f"{self.code}:{text}")
    assert "ru:Name" in crm("list", "clients", "--lang", "ru").out
    assert "ru:Lifecycle" in crm("show", "C-1", "--lang", "ru").out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["lst"], "there is no command lst: did you mean list?"),
        (["qqqq"], "there is no command qqqq"),
        (["--colour"], "there is no option --colour"),
        (["field", "ad"], "there is no command ad: did you mean add?"),
        (["show"], "ID is missing: see crm show --help"),
        (["--db"], "--db needs a value"),
        ([], "which command?"),
    ],
)
def test_a_mistake_is_one_line_and_2(crm, arguments, sentence):
    ended = crm(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert sentence in ended.err
    assert len(ended.err.splitlines()) == 1


def test_the_database_may_be_named_before_and_after_the_command(crm, tmp_path):
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    assert crm("--db", str(first), "add", "client", "name=Acme").code == 0
    assert crm("list", "clients", "--format", "ids", "--db", str(first)).out == "C-1\n"
    assert crm("list", "clients", "--format", "ids", f"--db={second}").out == ""


def test_the_version_is_told_wherever_it_is_asked_for(crm, program):
    assert crm("--lang", "en", "--version").out == program("--version").stdout


def test_version_and_bare_start_do_without_the_command_line_library():
    code = """
import sys
from crm_tui.__main__ import main
sys.argv = ["crm", *{arguments}]
code = main()
print(code, "typer" in sys.modules, file=sys.stderr)
"""
    for arguments, ending in ((["--version"], "0 False"), (["--db", "x", "--lang=ru"], "2 False")):
        ended = subprocess.run(
            [sys.executable, "-c", code.format(arguments=arguments)],
            cwd=ROOT, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert ended.stderr.splitlines()[-1] == ending


def test_listing_loads_no_library_that_it_does_not_need(program, surroundings):
    program("add", "client", "name=Acme")
    code = """
import sys
from crm_tui.cli.app import run
run(["list", "clients", "--limit", "20"])
print(*sys.modules, file=sys.stderr)
"""
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, env=surroundings, capture_output=True, text=True, check=True,
    )  # fmt: skip
    heavy = {
        "textual",
        "rich",
        "babel",
        "phonenumbers",
        "dateutil",
        "email_validator",
        "nameparser",
    }
    assert not heavy & set(ended.stderr.split())


def test_dataclasses_below_the_screens_have_docstrings():
    """Without one, `dataclass` writes it with `inspect.signature`: a millisecond a class."""
    for path in [*ROOT.glob("crm_tui/domain/*.py"), ROOT / "crm_tui/session.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and any(
                "dataclass" in ast.unparse(decorator) for decorator in node.decorator_list
            ):
                assert ast.get_docstring(node), f"{path.name}: {node.name}"


def complete(program, words: str) -> list[str]:
    """What bash is offered after the words; an open word is completed."""
    return program(
        _CRM_COMPLETE="complete_bash",
        COMP_WORDS=f"crm {words}",
        COMP_CWORD=str(words.count(" ") + 1),
    ).stdout.split()


def test_the_shell_completes_commands_entities_fields_and_formats(program):
    assert complete(program, "ex") == ["export"]
    assert complete(program, "field ") == [
        *("add", "list", "rename", "archive", "restore", "move"),
    ]
    assert complete(program, "list cl") == ["clients"]
    assert complete(program, "edit C-1 cit") == ["city="]
    assert complete(program, "list clients --format js") == ["json", "jsonl"]
    assert complete(program, "list clients --columns name,ci") == ["name,city"]
    assert "--where" in complete(program, "list clients --wh")


def test_the_completion_script_of_a_named_shell_can_be_printed(program):
    assert "complete -o default" in program("--show-completion", "bash").stdout
    assert "#compdef crm" in program("--show-completion=zsh").stdout


def test_a_bug_leaves_its_place_in_the_log_and_no_data(crm, monkeypatch, tmp_path):
    from crm_tui.services import checking

    def fail(session: object) -> None:
        secret = "Ivanov"
        raise ValueError(secret)

    monkeypatch.setattr(checking, "check", fail)
    ended = crm("check")
    log = tmp_path / "state" / "crm-tui" / "crm.log"
    assert ended.code == 1
    for told in (ended.err, log.read_text()):
        assert "ValueError" in told
        assert "test_app.py" in told
        assert "Ivanov" not in told
    assert log.stat().st_mode & 0o777 == 0o600
    assert str(log) in ended.err


def test_an_interruption_is_130(crm, monkeypatch):
    from crm_tui.services import checking

    def interrupt(session: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "check", interrupt)
    assert crm("check").code == 130


def test_an_interruption_inside_of_a_function_of_the_database_is_130_too(crm, monkeypatch):
    from crm_tui.data.database import database
    from crm_tui.services import checking

    def interrupt(session: object) -> None:
        database.register_function(lambda: signal.raise_signal(signal.SIGINT), "crm_wait", 0)
        database.execute_sql("SELECT crm_wait()")

    monkeypatch.setattr(checking, "check", interrupt)
    assert crm("check").code == 130
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
