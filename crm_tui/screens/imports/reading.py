"""A file that is to be imported as lines: the verdicts, its columns, how it is read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from crm_tui.domain import mapping, point_labels, presets
from crm_tui.domain.date_order import ORDERS
from crm_tui.domain.entities import CONTACTS, DEALS
from crm_tui.domain.fields import Kind, by_name
from crm_tui.domain.imports import (
    ALL_SHEETS,
    DELIMITERS,
    EXTERNAL_ID,
    INTO,
    MATCH,
    ImportResult,
    Inspection,
    Options,
    Update,
)
from crm_tui.domain.mapping import Column as FileColumn
from crm_tui.domain.mapping import Target
from crm_tui.domain.texts import _, counted
from crm_tui.i18n import Language
from crm_tui.screens.imports import outcome
from crm_tui.screens.imports.intake import FOUND, KEPT, Intake
from crm_tui.screens.settings.reading import KINDS
from crm_tui.widgets.columns import Column
from crm_tui.widgets.paint import Cell, Line
from crm_tui.widgets.rows import GAP, Flowing, Item, Row, Section
from crm_tui.widgets.signs import SIGN

COLUMNS = [
    Column("", 24, inks="strong"),
    Column("", 22, flex=1),
    Column("", 22, flex=1, inks="quiet"),
]
IMPORT, KEEP_MAP, TAKE_MAP = "import", "keep map", "take map"
SAMPLES = 3
"""Values of a column that are shown."""

ENCODINGS = ("utf-8", "utf-16", "cp1251", "cp1252", "koi8-r", "cp866")
TARGETS = {"clients": _("clients"), "leads": _("leads"), "contacts": _("people"),
           "deals": _("deals"), "activities": _("activities")}  # fmt: skip
KEYS = {
    "email": _("E-mail"),
    "phone": _("phone"),
    "tax_id": _("tax id"),
    "external_id": _("external id"),
}
DATES = {"dmy": _("the day first"), "mdy": _("the month first")}
AUTOMATIC = _("found out")
LEAVE, KEEP = _("left out"), _("a field of your own")
KEEP_AS = _("your own field, {kind}")
OWN = _("says which record it is")
LABELS = _("what they are for")
"""The column that says of phones or e-mails whether they are at work or at home."""
OF_ENTITY = {CONTACTS.name: _("Contact: {label}"), DEALS.name: _("Deal: {label}")}
DEAL = Target(DEALS.name, by_name(DEALS.fields)[DEALS.title])
"""Its label says already whose it is."""
CHANGES = counted("{count} row to write", "{count} rows to write")


@dataclass(slots=True)
class State:
    """What is known of the file so far; a thread that counts tells its share here."""

    found: Inspection | None
    """None before the file was looked at."""
    result: ImportResult | None = None
    mistake: str = ""
    share: float = 0.0

    @property
    def is_counting(self) -> bool:
        return self.result is None and not self.mistake

    def counting(self) -> "State":
        """The same file, to be counted anew."""
        return State(self.found)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about the file, with its answers as pairs of a key and a label."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str
    shown: str
    aside: str = ""
    """Where the answer is from."""


def items(language: Language, intake: Intake, state: State) -> list[Item | Flowing]:
    text, found = language.text, state.found
    if found is None:
        return first_lines(language, state)
    filled, empty = filled_and_empty(language, found)
    return [
        *first_lines(language, state),
        GAP,
        Section(text(_("Columns")), language.number(len(filled))),
        *filled,
        GAP,
        *(outcome.some_rows(language, state.result) if state.result else ()),
        Section(text(_("How it is read"))),
        *[Row([asked.label, asked.shown, asked.aside], asked.name, record=asked)
          for asked in questions(language, intake, found)],
        GAP,
        Section(text(_("The next file with these columns"))),
        Row([text(_("Keep the columns in a file")), "", "crm import --save-map"], KEEP_MAP),
        Row([text(_("Take kept columns")), "", "crm import --map"], TAKE_MAP),
        *section_of_empty(language, empty),
    ]  # fmt: skip


# The rows.


def first_lines(language: Language, state: State) -> list[Item | Flowing]:
    """The line whose Enter imports, the verdicts, and what is wrong with the first rows."""
    text, result = language.text, state.result
    if state.mistake:
        told: Line = [(text(_("not yet")), "late")]
    elif result is None:
        told = [(text(_("counting: {share}"), share=f"{state.share:.0%}"), "quiet")]
    else:
        told = [(language.count(CHANGES, result.changes), "plain")]
    sign = [(SIGN["right"], "accent")]
    return [
        Row([text(_("Import")), told, ""], IMPORT, sign=sign),
        *([outcome.verdicts(language, result)] if result else ()),
        *told_of(language, state),
    ]


def told_of(language: Language, state: State) -> list[Flowing]:
    if state.mistake:
        return [outcome.paragraph(state.mistake, "late")]
    return outcome.sentences(language, state.result) if state.result else []


# The columns.


def filled_and_empty(language: Language, found: Inspection) -> tuple[list[Row], list[Row]]:
    """The columns, and those of which most files of an address book have many."""
    rows: tuple[list[Row], list[Row]] = [], []
    for place, samples in enumerate(found.samples):
        rows[not samples].append(column_row(language, found, place))
    return rows


def section_of_empty(language: Language, rows: Sequence[Row]) -> list[Item]:
    """At the end, where it hides nothing that is asked."""
    title = language.text(_("Without a value in the first rows"))
    return [GAP, Section(title, language.number(len(rows))), *rows] if rows else []


def column_row(language: Language, found: Inspection, place: int) -> Row:
    """A title, the field, a few values."""
    column = found.columns[place]
    cells: list[Cell] = [
        column.header,
        target_of(language, found, column),
        some_values(found.samples[place]),
    ]
    return Row(cells, ("column", column.header), record=column.header)


def values_of(found: Inspection, title: str) -> str:
    """A few values of the column with that title."""
    titles = [column.header for column in found.columns]
    return some_values(found.samples[titles.index(title)])


def some_values(samples: Sequence[str]) -> str:
    return f" {SIGN['dot']} ".join([*dict.fromkeys(samples)][:SAMPLES])


def target_of(language: Language, found: Inspection, column: FileColumn) -> Line:
    if column.header in found.kept:
        kind = column.target.field.kind if column.target else Kind.TEXT
        if kind is Kind.TEXT:
            return [(language.text(KEEP), "accent")]
        return [(language.text(KEEP_AS, kind=language.text(KINDS[kind])), "accent")]
    if column.target is None:
        header, points = [one.header for one in found.columns], mapping.points(found.columns)
        labels = {header[place] for place in point_labels.columns(header, points).values()}
        if column.header in labels:
            return [(language.text(LABELS), "quiet")]
        if column.header in found.own:
            return [(language.text(OWN), "quiet")]
        return [(language.text(LEAVE), "faint")]
    targets = [column.target]
    if column.target.field.name == "tax_id":  # with which stands what the others say
        targets += [one.target for one in found.added if one.target]
    return [(", ".join(target_label(language, target) for target in targets), "plain")]


def target_label(language: Language, target: Target) -> str:
    field = target.field
    label = field.label if field.custom else language.text(field.label)
    whose = None if target == DEAL else OF_ENTITY.get(target.entity)
    return language.text(whose, label=label) if whose else label


# The questions.


def questions(language: Language, intake: Intake, found: Inspection) -> list[Asked]:
    text, options = language.text, intake.options
    asked = [
        guessed(language, "into", text(_("The new ones are")),
                [(word, text(TARGETS[word])) for word in INTO], options.into,
                found.into),
    ]  # fmt: skip
    if found.activities:
        asked.append(of_known(language, options))
    else:
        asked += of_clients(language, options, found)
    if found.form == "csv":
        encodings = [(name, name) for name in ENCODINGS]
        asked.append(guessed(language, "encoding", text(_("Encoding")), encodings,
                             options.encoding, found.encoding))  # fmt: skip
        delimiters = [(sign, text(label)) for sign, label in DELIMITERS.items()]
        asked.append(guessed(language, "delimiter", text(_("Between columns")), delimiters,
                             options.delimiter, found.delimiter))  # fmt: skip
    if len(found.sheets) > 1:
        sheets = [(sheet, sheet) for sheet in found.sheets]
        sheets.append((ALL_SHEETS, text(_("all with the same columns"))))
        asked.append(
            guessed(language, "sheet", text(_("Sheet")), sheets, options.sheet, found.sheet)
        )
    if any(column.target and column.target.field.kind in (Kind.DATE, Kind.MOMENT)
           for column in found.columns):  # fmt: skip
        orders = [(order, text(DATES[order])) for order in ORDERS]
        asked.append(guessed(language, "dates", text(_("Dates as 03/04/2026")), orders,
                             options.dates, None))  # fmt: skip
    return asked


def of_clients(language: Language, options: Options, found: Inspection) -> list[Asked]:
    """What is asked of clients and people only."""
    text = language.text
    return [
        question("match", text(_("Known again by")), ways_to_match(language),
                 ",".join(options.match)),
        of_known(language, options),
        question("keep_unknown", text(_("Other columns")),
                 [(FOUND, text(_("leave them out"))), (KEPT, text(_("fields of your own")))],
                 KEPT if options.keep_unknown else FOUND),
        written_by(language, options, found),
    ]  # fmt: skip


def written_by(language: Language, options: Options, found: Inspection) -> Asked:
    text = language.text
    programs = [(preset.name, preset.title(text)) for preset in presets.PRESETS]
    asked = guessed(
        language, "preset", text(_("Written by")), programs, options.preset, found.preset
    )
    if options.preset or found.preset:
        return asked
    unknown = _("this program") if found.own else _("no program that is known")
    return replace(asked, shown=text(unknown))


def of_known(language: Language, options: Options) -> Asked:
    text = language.text
    ways = [(update.value, text(update.label)) for update in Update]
    return question("update", text(_("Those known already")), ways, options.update)


def question(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str) -> Asked:
    shown = dict(options).get(chosen, chosen)
    return Asked(name, label, options, chosen, shown)


def guessed(
    language: Language,
    name: str,
    label: str,
    options: Sequence[tuple[str, str]],
    said: str | None,
    found: str | None,
) -> Asked:
    """A question that need not be answered: what is found out stands beside."""
    known, automatic = dict(options), language.text(AUTOMATIC)
    asked = question(name, label, [(FOUND, automatic), *options], said or FOUND)
    if said:
        return asked
    if not found:
        return replace(asked, shown=automatic)
    return replace(asked, shown=known.get(found, found), aside=automatic)


def ways_to_match(language: Language) -> list[tuple[str, str]]:
    several = [names for size in range(len(MATCH), 0, -1) for names in combinations(MATCH, size)]
    several[1:1] = [(EXTERNAL_ID, *MATCH), (EXTERNAL_ID,)]
    return [
        (",".join(names), ", ".join(language.text(KEYS[name]) for name in names))
        for names in several
    ]
