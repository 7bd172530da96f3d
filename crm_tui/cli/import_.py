"""`crm import`: clients with their contacts and deals, or activities, from a file."""

from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable, completing, one_of, words
from crm_tui.cli.progress import Progress
from crm_tui.cli.streams import say
from crm_tui.cli.tables import write_table
from crm_tui.domain.date_order import ORDERS
from crm_tui.domain.imports import (
    ALL_SHEETS,
    BLANK,
    DELIMITERS,
    EMPTY,
    INTO,
    MATCH,
    MISSING,
    NEW_DEALS,
    OLDER,
    OTHER_COLUMNS,
    OWN_TABLE,
    READ_AS,
    RECOGNISED_NAMED,
    WHOLE_BASE,
    ImportResult,
    Update,
)
from crm_tui.domain.texts import _, counted
from crm_tui.errors import InvalidInputError

if TYPE_CHECKING:
    from crm_tui.domain.import_samples import Sample
    from crm_tui.session import Session

REJECTED = 8
"""The exit code of an import that refused some rows."""

TOLD = 20
"""Unknown words of a column that are told."""

OTHER_SHEETS = _(
    "of the sheets only {name} was read, not {others}: choose another with --sheet, or all"
)

KNOWN = (*INTO, WHOLE_BASE)
MATCHED = ",".join(MATCH)
UPDATES = tuple(update.value for update in Update)
COUNTS = (
    ("rows", _("rows")),
    ("new", _("added")),
    ("updated", _("updated")),
    ("same", _("same")),
    ("duplicate", _("duplicate")),
    ("rejected", _("rejected")),
)


File = Annotated[
    str,
    typer.Argument(
        metavar="FILE|DIR", help=_("CSV, Excel, JSON, vCard, calendar or letters; - for the input")
    ),
]
Into = Annotated[
    str | None,
    typer.Option(
        "--into",
        metavar="clients|leads|contacts|deals|activities|all",
        help=_(
            "what the new ones are: as the file says, else clients; "
            "all for a folder that crm export all wrote"
        ),
        callback=one_of(KNOWN),
        autocompletion=completing(KNOWN),
    ),
]
Columns = Annotated[
    str | None,
    typer.Option(
        "--map",
        metavar="FILE|PRESET",
        help=_(
            'a JSON or TOML file that says what columns are: {"Firm": "name", "Fax": null}; '
            "or the program that wrote them, such as hubspot-contacts"
        ),
    ),
]
SaveMap = Annotated[
    str | None,
    typer.Option(
        "--save-map", metavar="FILE", help=_("where to write what columns are, for --map")
    ),
]
KeepUnknown = Annotated[
    bool,
    typer.Option("--keep-unknown", help=_("columns that fit no field become fields of your own")),
]
Dates = Annotated[
    str | None,
    typer.Option(
        "--dates",
        metavar="dmy|mdy",
        help=_("what comes first in 03/04/2026: found out where the column tells"),
        callback=one_of(ORDERS),
        autocompletion=completing(ORDERS),
    ),
]
Match = Annotated[
    str,
    typer.Option(
        "--match",
        metavar="FIELD,FIELD",
        help=_("by what a record is known again, the first that hits"),
    ),
]
Known = Annotated[
    str,
    typer.Option(
        "--update",
        metavar="fill|overwrite|skip",
        help=_("what becomes of known records: fill empty fields, overwrite, or skip"),
        callback=one_of(UPDATES),
        autocompletion=completing(UPDATES),
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=_("look and count, but write nothing"))]
Refused = Annotated[
    str | None,
    typer.Option("--rejects", metavar="FILE", help=_("where rows go that cannot be taken")),
]
Encoding = Annotated[
    str | None, typer.Option("--encoding", metavar="E", help=_("such as utf-8 or cp1251"))
]
Delimiter = Annotated[
    str | None, typer.Option("--delimiter", metavar="D", help=_("such as , or ; or tab"))
]
Sheet = Annotated[
    str | None,
    typer.Option(
        "--sheet",
        metavar="NAME|all",
        help=_("which sheet of an Excel file, or all with the same columns"),
    ),
]


def run(
    context: typer.Context,
    file: File,
    into: Into = None,
    columns: Columns = None,
    save_map: SaveMap = None,
    keep_unknown: KeepUnknown = False,
    dates: Dates = None,
    match: Match = MATCHED,
    update: Known = Update.FILL.value,
    dry_run: DryRun = False,
    rejects: Refused = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    sheet: Sheet = None,
    output: JsonOrTable = "table",
) -> None:
    if into == WHOLE_BASE:
        others = (columns, save_map, keep_unknown, dates, dry_run, rejects, encoding, delimiter)
        chosen = any((*others, sheet, match != MATCHED, update != Update.FILL.value))
        run_all(context, file, output, chosen=chosen)
        return
    from crm_tui.services import import_maps, imports

    said, preset = what_columns_are(columns)
    options = imports.Options(
        into=into,
        match=words(match),
        update=update,
        rejects=rejects,
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
        columns=said,
        preset=preset,
        keep_unknown=keep_unknown,
        dates=dates,
        dry_run=dry_run,
    )
    with opened(context) as session:
        with Progress(session.language, _("importing")) as progress:
            result = imports.run(session, file, options, progress=progress)
        if save_map:
            import_maps.write(save_map, import_maps.completed(result.mapping, said))
        tell(session, result, output)
    if result.rejected:
        raise typer.Exit(REJECTED)


def run_all(context: typer.Context, folder: str, output: str, *, chosen: bool) -> None:
    """A whole base from its folder; `chosen`: an option was given that says nothing here."""
    from pathlib import Path

    from crm_tui.services import bases

    if chosen:
        raise InvalidInputError(_("all takes the folder as it is: --format is its only option"))
    with opened(context) as session:
        with Progress(session.language, _("importing")) as progress:
            result = bases.read(session, Path(folder), progress)
        tell(session, result, output)


def what_columns_are(wanted: str | None) -> tuple[dict[str, str | None] | None, str | None]:
    """What `--map` names: the fields by titles that a file holds, or the name of a preset."""
    import os

    if wanted is None:
        return None, None
    if wanted == "-" or os.path.splitext(wanted)[1] or os.path.exists(wanted):
        return read_map(wanted), None
    return None, wanted


def read_map(file: str) -> dict[str, str | None]:
    """The fields of columns by their titles; InvalidInputError where the file does not say that."""
    import sys

    from crm_tui.services import import_maps

    return import_maps.understood(sys.stdin.read(), file) if file == "-" else import_maps.read(file)


def tell(session: "Session", result: ImportResult, output: str) -> None:
    """The counts on stdout; on stderr what was left out and where the refused rows are."""
    from crm_tui.cli.output import write_json
    from crm_tui.domain import presets

    language = session.language
    if output == "json":
        write_json(as_json(result))
    else:
        titles = [language.text(title) for _name, title in COUNTS]
        write_table(titles, [[str(getattr(result, name)) for name, _title in COUNTS]])
    if result.is_text and result.transaction is None:
        delimiter = language.text(DELIMITERS.get(result.delimiter, result.delimiter))
        say(language.text(READ_AS, encoding=result.encoding, delimiter=delimiter))
    if len(result.sheets) > 1:
        name, *others = result.sheets
        message = OTHER_COLUMNS if name == ALL_SHEETS else OTHER_SHEETS
        say(language.text(message, name=name, others=", ".join(others)))
    if result.preset:
        program = presets.named(result.preset).title(language.text)
        say(language.text(RECOGNISED_NAMED, program=program, preset=result.preset))
    if result.own:
        say(language.text(OWN_TABLE))
    if result.missing:
        say(language.text(MISSING, names=", ".join(result.missing)))
    left_out = [title for title in result.unmapped if title not in result.empty]
    if left_out:
        names = ", ".join(left_out)
        say(language.text(_("columns that fit no field were left out: {names}"), names=names))
    if empty := len(result.unmapped) - len(left_out):
        say(language.count(EMPTY, empty))
    for message, column, unknown in result.left_out():
        names = ", ".join(unknown[:TOLD]) + (" ..." if len(unknown) > TOLD else "")
        say(language.text(message, column=column, names=names))
    if result.deals:
        say(language.count(NEW_DEALS, result.deals))
    if result.blank:
        say(language.count(BLANK, result.blank))
    if result.older:
        say(language.count(OLDER, result.older))
    for sample in result.samples:
        if result.transaction is None or sample.is_duplicate:
            say(sample.told(language.text))
    for line, reason in result.reasons:
        say(language.text(_("line {line}: {reason}"), line=line, reason=reason))
    if result.rejects:
        forms = counted(
            "{count} row was refused: see {file}", "{count} rows were refused: see {file}"
        )
        say(language.count(forms, result.rejected, file=result.rejects))


def as_json(result: ImportResult) -> dict[str, object]:
    counts: dict[str, object] = {name: getattr(result, name) for name, _title in COUNTS}
    return counts | {
        "blank": result.blank,
        "deals": result.deals,
        "txn": result.transaction,
        "encoding": result.encoding,
        "delimiter": result.delimiter,
        "mapping": dict(result.mapping),
        "missing": list(result.missing),
        "samples": [as_sample(sample) for sample in result.samples],
    }


def as_sample(sample: "Sample") -> dict[str, object]:
    records = [{"id": number, "name": name} for number, name in sample.records]
    said = {"line": sample.line, "verdict": sample.verdict, "name": sample.name}
    return said | {"of": [*records, *({"line": line} for line in sample.lines)]}
