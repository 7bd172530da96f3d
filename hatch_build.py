"""What an installation needs beside the code: the compiled translations, and the manual."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledCataloguesAndManual(BuildHookInterface[Any]):
    """Hatchling finds the class by its base and calls `initialize` before it packs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        del version
        root = Path(self.root)
        for source in (root / "crm_tui" / "locale").glob("*/LC_MESSAGES/*.po"):
            with source.open("rb") as texts, source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(texts))
        for page in (root / "docs").rglob("*.md"):
            inside = page.relative_to(root / "docs")
            build_data["force_include"][str(page)] = f"crm_tui/manual/{inside}"
