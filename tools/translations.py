"""Brings the Russian catalogue up to date with the texts that the code marks.

`make translations` runs it. New texts come in empty, vanished ones go; the file changes only
where a text changed: no dates, no line numbers.
"""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
RUSSIAN = ROOT / "crm_tui" / "locale" / "ru" / "LC_MESSAGES" / "crm_tui.po"
KEYWORDS = {"_": None, "counted": (1, 2)}
"""The two functions of crm_tui/domain/texts.py; `counted` takes the singular and the plural."""

HEADER = """\
# The Russian texts of crm-tui. `make translations` adds what is new in the code.
msgid ""
msgstr ""
"Project-Id-Version: crm-tui\\n"
"Language: ru\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
"(n%100<10 || n%100>=20) ? 1 : 2);\\n"
"""


def extract() -> Catalog:
    """Every marked text of the package, with the files that hold it."""
    catalog = Catalog(charset="utf-8")
    for file, _line, message, comments, context in extract_from_dir(
        ROOT / "crm_tui", [("**.py", "python")], keywords=KEYWORDS
    ):
        catalog.add(
            message, locations=[(f"crm_tui/{file}", 0)], auto_comments=comments, context=context
        )
    return catalog


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="ru")


def update(path: Path) -> None:
    """Rewrites the catalogue: what is translated stays, also when its file moved."""
    catalog = read(path) if path.exists() else Catalog(locale="ru")
    catalog.update(extract(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    body = io.BytesIO()
    write_po(body, catalog, width=100, omit_header=True, sort_by_file=True, include_lineno=False)
    path.write_text(f"{HEADER}\n{body.getvalue().decode().strip()}\n", encoding="utf-8")


if __name__ == "__main__":
    update(RUSSIAN)
