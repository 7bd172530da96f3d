"""Writes records and lists in the form that was asked for."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from crm_tui.cli.streams import say, shown, write
from crm_tui.cli.tables import write_table
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Field
from crm_tui.domain.listing import Listed
from crm_tui.domain.texts import _

if TYPE_CHECKING:
    from crm_tui.session import Session

NOTHING = _("nothing found")


class Terminal:
    """stdout for the writers of `exchange`: harmless on a terminal, unchanged elsewhere."""

    def write(self, text: str) -> None:
        sys.stdout.write(shown(text, sys.stdout))


def write_json(value: object) -> None:
    """JSON in several lines, for one object."""
    write(json.dumps(value, ensure_ascii=False, indent=2))


def write_objects(objects: Iterable[dict[str, object]], form: str) -> None:
    """An array, or an object a line; the objects are written as they come."""
    from crm_tui.exchange.json_writer import JsonLinesWriter, JsonWriter

    stream = Terminal()
    writer = JsonLinesWriter(stream) if form == "jsonl" else JsonWriter(stream)
    for found in objects:
        writer.row(found)
    writer.close()


def write_rows(session: "Session", titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table with translated titles; an empty one is told on stderr."""
    if not write_table([session.language.text(title) for title in titles], rows):
        say(session.language.text(NOTHING))


def table_row(
    session: "Session", entity: Entity, fields: Sequence[Field], record: Listed
) -> list[str]:
    """A record for the eye: labels, local times."""
    from crm_tui.services.readable import readable

    return [entity.shown_id(record.id), *(readable(session, field, record) for field in fields)]
