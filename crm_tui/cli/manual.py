"""`crm help`: the pages of the manual."""

import sys
from typing import Annotated

import typer

from crm_tui.cli.streams import say, write
from crm_tui.cli.tables import write_pairs
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

ENGLISH_ONLY = _("This page is there in English only.")
WIDEST = 100
"""Columns of a page on a wide terminal: longer lines are hard to read."""


def complete_topic(context: typer.Context, incomplete: str) -> list[str]:
    from crm_tui.services import manual

    topics = manual.topics(context.obj.language)
    return [topic.name for topic in topics if topic.name.startswith(incomplete)]


def run(
    context: typer.Context,
    topic: Annotated[
        str,
        typer.Argument(
            metavar="TOPIC",
            help=_("a page or a command; without it the list of pages"),
            autocompletion=complete_topic,
        ),
    ] = "",
) -> None:
    from crm_tui.services import manual

    language = context.obj.language
    if not topic:
        known = manual.topics(language)
        write_pairs([(one.name, one.title) for one in known])
        return
    try:
        page = manual.page(language, topic)
    except InvalidInputError:
        if is_command(topic):
            show_command(topic)
        raise
    if page.language != language.code:
        say(language.text(ENGLISH_ONLY))
    write_page(page.text)


def is_command(word: str) -> bool:
    from crm_tui.cli.app import COMMANDS

    return any(entry.name == word for entry in COMMANDS)


def show_command(word: str) -> None:
    from crm_tui.cli.app import run

    raise typer.Exit(run([word, "--help"]))


def write_page(text: str) -> None:
    """With headings and tables on a terminal; files and pipes get the Markdown."""
    if not sys.stdout.isatty():
        write(text.rstrip())
        return
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console()
    page = Markdown(text, code_theme="ansi_dark", hyperlinks=False)
    console.print(page, width=min(console.width, WIDEST))
