"""What the documents say is so: commands, keys and links exist, and no path is of one machine."""

import re
import subprocess
from pathlib import Path

import pytest

from tools import reference
from tools.keys import classes_with_bindings, own_bindings

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"(?:^|`|\$ )crm (?:--\w+ [^\s`]+ )?([a-z]+(?: [a-z]+)?)", re.MULTILINE)
MACHINE_PATH = re.compile(r"(?<![\w.~])/(work|farm|root|home|Users)/\w")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(read(page)):
        assert (page.parent / target).exists(), f"{name(page)}: {target} is not there"


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
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    known = reference.commands()
    groups = {words.split()[0] for words in known if " " in words}
    for words in COMMAND.findall(read(page)):
        first = words.split()[0]
        found = words in known if first in groups and " " in words else first in {*known, *groups}
        assert found, f"{name(page)}: there is no `crm {words}`"


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
