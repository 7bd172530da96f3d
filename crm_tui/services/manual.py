"""The manual: the pages of `docs/`, which the program brings with it.

The index says which topics there are, `- [Title](topic.md): what it tells`. A page that is not
there in the language of the reader is there in English.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from crm_tui.domain.folding import fold
from crm_tui.domain.suggestions import nearest
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError
from crm_tui.i18n import Language

PACKAGE = Path(__file__).parents[1]
INDEX = "README"
TOPIC = re.compile(r"^- \[(.+?)\]\((?:\.\./)?(\w+)\.md\): (.+(?:\n  .+)*)", re.MULTILINE)
PICTURE = re.compile(r"!\[.*?\]\(.*?\)\n*")
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


@dataclass(frozen=True, slots=True)
class Topic:
    """`name` is what one types after `crm help`."""

    name: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Page:
    topic: Topic
    text: str
    """Markdown, whose links say what to type."""
    language: str
    """In which it is, `en` where it is not there in the wanted one."""


def folder() -> Path:
    """Where the pages are: in the package once it is installed, else beside its source."""
    packed = PACKAGE / "manual"
    return packed if packed.is_dir() else PACKAGE.parent / "docs"


def topics(language: Language) -> list[Topic]:
    """All topics, in the order of the index."""
    text, _code = _read(language, INDEX)
    return [
        Topic(name, title, " ".join(about.split())) for title, name, about in TOPIC.findall(text)
    ]


def page(language: Language, word: str) -> Page:
    """The page of that topic or title; InvalidInputError with the nearest for any other word."""
    known = topics(language)
    for topic in known:
        if fold(word) in (topic.name, fold(topic.title)):
            text, code = _read(language, topic.name)
            return Page(topic, LINK.sub(_told, PICTURE.sub("", text)), code)
    close = nearest(word, [topic.name for topic in known])
    if close:
        message = _("there is no page {word}: did you mean {nearest}?")
        raise InvalidInputError(message, field="topic", word=word, nearest=close)
    raise InvalidInputError(
        _("there is no page {word}: see crm help for all of them"), field="topic", word=word
    )


def _read(language: Language, name: str) -> tuple[str, str]:
    """The page as it stands, and the code of its language."""
    own = folder() / language.code / f"{name}.md"
    if own.is_file():
        return own.read_text(encoding="utf-8"), language.code
    return (folder() / f"{name}.md").read_text(encoding="utf-8"), "en"


def _told(link: re.Match[str]) -> str:
    """A link as a reader can follow it in a terminal."""
    text, target = link[1], Path(link[2].partition("#")[0])
    told = target.suffix == ".md" and target.stem not in (INDEX, "architecture")
    return f"{text} (`crm help {target.stem}`)" if told else text
