"""`crm check` and `crm info`: is the database sound, and what does it hold."""

from dataclasses import asdict

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable, Plain
from crm_tui.cli.output import write_json
from crm_tui.cli.streams import write
from crm_tui.cli.tables import write_pairs
from crm_tui.domain.entities import entity
from crm_tui.domain.texts import _

PROBLEMS = 9
"""The exit code of `crm check` where something is wrong."""


def run(context: typer.Context, output: JsonOrTable = "table") -> None:
    with opened(context) as session:
        from crm_tui.services import checking

        problems = checking.check(session)
        if output == "json":
            write_json({"ok": not problems, "problems": problems})
        else:
            for problem in problems or [session.language.text(_("the database is sound"))]:
                write(problem)
    if problems:
        raise typer.Exit(PROBLEMS)


def info(context: typer.Context, plain: Plain = False, output: JsonOrTable = "table") -> None:
    with opened(context) as session:
        from crm_tui.services import checking

        found = checking.info(session)
        if output == "json":
            write_json(asdict(found))
            return
        text = session.language.text
        counts = [(text(entity(name).label), str(n)) for name, n in found.counts.items()]
        rows = [
            (text(_("Database")), found.database),
            (text(_("Size")), text(_("{size} KiB"), size=found.size // 1024)),
            (text(_("Schema")), str(found.schema)),
            ("SQLite", found.sqlite),
            (text(_("User")), found.user),
            (text(_("Language")), found.language),
            (text(_("Time zone")), found.zone),
        ]
        write_pairs([*rows, *counts])
