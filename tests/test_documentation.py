"""What the documents say is so: commands, keys and links exist, and no path is of one machine."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
import typer

from crm_tui.cli.app import COMMANDS
from crm_tui.cli.groups import Group, application
from crm_tui.cli.invocations import Invocation
from crm_tui.i18n import Language
from crm_tui.services import manual
from tools import reference
from tools.keys import classes_with_bindings, own_bindings

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"^(?:\$ )?(crm [^`\n]+)$|(?<!`)`(crm [^`]+)`", re.MULTILINE)
MACHINE_PATH = re.compile(r"(?<![\w.~])/(work|farm|root|home|Users)/\w")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(read(page)):
        assert (page.parent / target).exists(), f"{name(page)}: {target} is not there"


def test_the_readme_shows_four_pictures() -> None:
    shown = re.findall(
        r"!\[[^\]]+\]\((docs/pictures/[^)]+)\)", (ROOT / "README.md").read_text("utf-8")
    )
    assert len(shown) == 4


def test_every_page_can_be_reached_from_the_readme() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in seen and page.suffix == ".md":
            seen.add(page)
            waiting += [(page.parent / target).resolve() for target in LINK.findall(read(page))]
    assert not set(PAGES) - seen


@pytest.mark.parametrize("page", reference.PAGES)
def test_a_generated_page_is_current(page: str) -> None:
    assert read(DOCS / page) == reference.PAGES[page](), "run `make docs`"


def test_every_command_has_its_help_on_the_page() -> None:
    page = read(DOCS / "commands.md")
    for words in reference.commands():
        assert f"## crm {words}\n" in page
        assert re.search(rf"^Usage: crm {words}\b", page, re.MULTILINE), f"crm {words} --help"


def test_every_key_is_on_the_page() -> None:
    page = read(DOCS / "keys.md")
    for owner in classes_with_bindings():
        for binding in own_bindings(owner):
            assert reference.key_row(binding) in page, f"{owner.__qualname__}: run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_that_a_page_shows_can_be_given_so(page: Path) -> None:
    for shown, named in COMMAND.findall(read(page)):
        told = shown or " ".join(named.split())
        words = shlex.split(re.split(" [|>] ", told)[0], comments=True)[1:]
        try:
            parse(words)
        except typer.Exit:
            continue  # --help and the like
        except Exception as error:
            if named and type(error).__name__ == "MissingParameter":
                continue  # its name alone is told
            pytest.fail(f"{name(page)}: {told.strip()}: {error}")


def parse(words: list[str]) -> None:
    """Read the words as the program would; whatever fails is raised, and nothing is carried out."""
    group = application(COMMANDS, Language())
    context = group.make_context("crm", words, obj=Invocation())
    while isinstance(context.command, Group) and context._protected_args:
        rest = [*context._protected_args, *context.args]
        word, command, rest = context.command.resolve_command(context, rest)
        context = command.make_context(word, rest, parent=context)


def test_every_page_for_users_is_a_topic_in_both_languages() -> None:
    pages = {page.stem for page in DOCS.glob("*.md")} - {manual.INDEX, "architecture"}
    for code in ("en", "ru"):
        named = {topic.name for topic in manual.topics(Language(code))}
        assert named == pages, "name the page in docs/README.md and docs/ru/README.md"


def test_no_tracked_file_names_a_path_of_one_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for file in filter(None, listed.stdout.split("\0")):
        path = ROOT / file
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            found = MACHINE_PATH.search(text)
            assert not found, f"{file}: {found and found[0]}"
