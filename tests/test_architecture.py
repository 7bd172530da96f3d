"""The rules of docs/architecture.md: who imports whom, and how long things are."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "crm_tui"
FILES = sorted(PACKAGE.rglob("*.py"))

MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "domain": {"errors", "domain"},
    "settings": {"errors", "domain", "i18n", "log"},
    "i18n": {"errors", "domain", "settings", "log"},
    "log": {"errors", "domain", "settings", "i18n"},
    "session": {"errors", "domain", "settings", "i18n"},
    "exchange": {"errors", "domain", "exchange"},
    "data": {"errors", "domain", "data"},
    "services": {
        *("errors", "domain", "session", "settings", "i18n", "data", "exchange", "services"),
    },
    "widgets": {"errors", "domain", "i18n", "widgets"},
    "screens": {
        *("errors", "domain", "session", "settings", "i18n", "log", "services", "widgets"),
        "screens",
    },
    "bootstrap": {
        *("errors", "domain", "session", "settings", "i18n", "log", "data", "exchange", "services"),
    },
    "cli": {"errors", "domain", "session", "settings", "i18n", "log", "cli"},
    "__main__": set(),
    "__init__": set(),
}
MAY_IMPORT_IN_FUNCTIONS = {
    "cli": {"services", "bootstrap", "exchange", "screens"},
    "__main__": {"cli", "bootstrap", "screens", "i18n", "errors"},
}
"""Loaded only when a command runs, so that `crm --help` and `crm --version` stay quick; for types
alone they may stand at the top."""

ONLY_IN = {
    "peewee": {"data"},
    "playhouse": {"data"},
    "textual": {"screens", "widgets"},
    "rich": {"screens", "widgets", "cli"},
    "typer": {"cli"},
    "babel": {"i18n", "settings", "log"},
    "platformdirs": {"data", "settings", "log"},
    "phonenumbers": {"domain"},
    "email_validator": {"domain"},
    "nameparser": {"domain"},
    "dateutil": {"domain"},
    "charset_normalizer": {"exchange"},
    "python_calamine": {"exchange"},
    "xlsxwriter": {"exchange"},
    "icalendar": {"exchange"},
    "rapidfuzz": {"domain"},
    "holidays": {"domain"},
    "sqlite3": set[str](),
    "pysqlite3": set[str](),
    "click": set[str](),
}
"""Two SQLite libraries on one file lose data: Peewee chooses one, and no other is loaded."""

HEAVY = {"textual", "peewee", "babel", "phonenumbers", "dateutil", "rich.table"}
EXTRAS = {"python_calamine", "xlsxwriter", "icalendar", "rapidfuzz", "holidays"}
"""Not everybody has them."""

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 50


@dataclass(frozen=True)
class Import:
    path: Path
    line: int
    name: str
    later: bool
    """Inside a function, or for types alone."""

    @property
    def layer(self) -> str:
        return self.path.relative_to(PACKAGE).parts[0].removesuffix(".py")

    @property
    def where(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}"


def relative(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> list[Import]:
    return list(imported(path))


def imported(path: Path) -> Iterator[Import]:
    for node, later in nodes(tree(path)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{relative(path)}:{node.lineno}: imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            yield Import(path, node.lineno, name, later)


def nodes(node: ast.AST, later: bool = False) -> Iterator[tuple[ast.AST, bool]]:
    for child in ast.iter_child_nodes(node):
        yield child, later
        function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
        types = isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"
        yield from nodes(child, later or function or types)


def every_import() -> Iterator[Import]:
    for path in FILES:
        yield from imports(path)


def test_a_layer_imports_only_what_its_row_allows() -> None:
    for found in every_import():
        top, _, rest = found.name.partition(".")
        target = rest.split(".")[0]
        if top != "crm_tui" or target in ("", "__version__"):
            continue
        assert found.layer in MAY_IMPORT, f"{found.where}: give {found.layer} a row in MAY_IMPORT"
        allowed = MAY_IMPORT[found.layer]
        if found.later:
            allowed = allowed | MAY_IMPORT_IN_FUNCTIONS.get(found.layer, set())
        place = "inside a function" if found.later else "at the top"
        assert target in allowed, f"{found.where}: {found.layer} may not import {target} {place}"


def test_a_library_is_used_only_in_its_layers() -> None:
    for found in every_import():
        library = found.name.split(".")[0]
        layers = ONLY_IN.get(library, {found.layer})
        assert found.layer in layers, (
            f"{found.where}: {library} belongs to {sorted(layers) or 'nobody'}, not {found.layer}"
        )


def test_an_extra_is_imported_where_its_absence_is_told() -> None:
    for found in every_import():
        if found.name.split(".")[0] in EXTRAS:
            assert found.line in told(found.path), (
                f'{found.where}: put it inside `with extra("...")`'
            )


@cache
def told(path: Path) -> set[int]:
    """The lines whose imports may fail, or are for types alone."""
    return {
        statement.lineno
        for node, _later in nodes(tree(path))
        if (isinstance(node, ast.With) and ast.unparse(node.items[0]).startswith("extra("))
        or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
        for statement in node.body
    }


def test_one_command_module_starts_the_screens() -> None:
    starters = {
        relative(path)
        for path in FILES
        for found in imports(path)
        if found.layer == "cli" and found.name.startswith("crm_tui.screens")
    }
    assert len(starters) <= 1, f"one of these should start the screens for all: {sorted(starters)}"


def test_no_module_imports_itself_in_a_circle() -> None:
    modules = {module(path) for path in FILES}
    graph = {
        module(path): {known(found.name, modules) for found in imports(path)} for path in FILES
    }
    for name, targets in graph.items():
        targets -= {"", name}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("a circle: " + " <- ".join(error.args[1]))


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def known(name: str, modules: set[str]) -> str:
    """The module that `name` is, or is in; packages hold no code and count for nothing."""
    if name in modules:
        return name
    parent = name.rpartition(".")[0]
    return parent if parent in modules else ""


def test_the_command_line_starts_without_heavy_libraries() -> None:
    code = "import sys, crm_tui.cli.app; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert loaded.returncode == 0, loaded.stderr
    assert not HEAVY & set(loaded.stdout.split()), "import these inside the function that needs it"


def test_a_file_is_short() -> None:
    for path in FILES:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= LINES_OF_A_FILE, f"{relative(path)}: split it"


def test_a_function_is_short() -> None:
    for path in FILES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                where = f"{relative(path)}:{node.lineno}"
                assert length <= LINES_OF_A_FUNCTION, f"{where}: {node.name} has {length} lines"


def test_a_package_holds_no_code_of_its_own() -> None:
    for path in PACKAGE.rglob("__init__.py"):
        for statement in tree(path).body:
            value = statement.value if isinstance(statement, ast.Expr) else None
            version = ast.unparse(statement).startswith("__version__ = ")
            where = f"{relative(path)}:{statement.lineno}"
            assert isinstance(value, ast.Constant) or version, f"{where}: move it to a module"
