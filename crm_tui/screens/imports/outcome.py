"""What would become of the rows of a file: the verdicts, and what is to be said of some rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from crm_tui.domain import presets
from crm_tui.domain.imports import (
    ALL_SHEETS,
    BLANK,
    MISSING,
    NEW_DEALS,
    OLDER,
    OTHER_COLUMNS,
    OWN_TABLE,
    RECOGNISED,
    Counts,
    ImportResult,
    Inspection,
)
from crm_tui.domain.texts import _, counted
from crm_tui.i18n import Language
from crm_tui.screens.card.wrapping import wrapped
from crm_tui.widgets.paint import Line, Span
from crm_tui.widgets.rows import GAP, Flowing, Item, Row, Section
from crm_tui.widgets.signs import SIGN

IMPORT = "import"
LONGEST = 112
"""Cells of a line in which a sentence is easily read, however wide the window is."""

INDENT: Span = ("   ", "plain")
BETWEEN: Span = ("  ", "plain")

WORDS = 8
"""Words without a meaning that are shown."""

VERDICTS = (
    ("new", _("added"), "good"),
    ("updated", _("updated"), "accent"),
    ("same", _("same"), "plain"),
    ("duplicate", _("duplicate"), "warn"),
    ("rejected", _("rejected"), "late"),
)
REFUSED = counted("{count} row was refused: see {file}", "{count} rows were refused: see {file}")
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


def outcome(language: Language, state: State) -> list[Item | Flowing]:
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
        *([Flowing(partial(verdict_lines, language, result))] if result else ()),
        *sentences(language, state),
    ]


def verdict_lines(language: Language, counts: Counts, width: int) -> list[Line]:
    """The five verdicts, which add up to the rows; what a line cannot hold in further ones."""
    lines: list[Line] = []
    room = 0
    for part in verdict_parts(language, counts):
        size = sum(len(words) for words, _inks in part)
        if size + len(BETWEEN[0]) <= room:
            lines[-1] += [BETWEEN, *part]
            room -= size + len(BETWEEN[0])
        else:
            lines.append([INDENT, *part])
            room = room_in(width) - size
    return lines


def verdict_parts(language: Language, counts: Counts) -> Iterator[Line]:
    for name, label, inks in VERDICTS:
        count = getattr(counts, name)
        yield [
            (language.number(count), inks if count else "faint"),
            (f" {language.text(label)}", "quiet" if count else "faint"),
        ]
    yield [(language.text(_("of {count}"), count=language.number(counts.rows)), "quiet")]


def sentences(language: Language, state: State) -> list[Item | Flowing]:
    if state.mistake:
        return [paragraph(state.mistake, "late")]
    found: list[Item | Flowing] = []
    if state.result:
        for sample in state.result.samples:
            if sample.is_duplicate:
                found.append(paragraph(sample.told(language.text), "warn"))
        for line, reason in state.result.reasons:
            told = language.text(_("line {line}: {reason}"), line=line, reason=reason)
            found.append(paragraph(told, "late"))
        if state.result.preset:
            program = presets.named(state.result.preset).title(language.text)
            told = language.text(RECOGNISED, program=program)
            found.append(paragraph(told, "quiet"))
        if state.result.own:
            found.append(paragraph(language.text(OWN_TABLE), "quiet"))
        if state.result.missing:
            told = language.text(MISSING, names=", ".join(state.result.missing))
            found.append(paragraph(told, "warn"))
        if state.result.deals:
            found.append(paragraph(language.count(NEW_DEALS, state.result.deals), "quiet"))
        if state.result.blank:
            found.append(paragraph(language.count(BLANK, state.result.blank), "quiet"))
        if state.result.older:
            found.append(paragraph(language.count(OLDER, state.result.older), "quiet"))
        if state.result.sheets[:1] == (ALL_SHEETS,) and state.result.sheets[1:]:
            told = language.text(OTHER_COLUMNS, others=", ".join(state.result.sheets[1:]))
            found.append(paragraph(told, "warn"))
        for message, column, words in state.result.left_out():
            names = ", ".join(words[:WORDS]) + (" ..." if len(words) > WORDS else "")
            found.append(paragraph(language.text(message, column=column, names=names), "warn"))
    return found


def some_rows(language: Language, state: State) -> list[Item | Flowing]:
    """What becomes of the first rows; those that are several records are told above."""
    samples = state.result.samples if state.result else ()
    told = [paragraph(one.told(language.text), "plain") for one in samples if not one.is_duplicate]
    return [Section(language.text(_("What becomes of some rows"))), *told, GAP] if told else []


def paragraph(text: str, inks: str) -> Flowing:
    return Flowing(partial(paragraph_lines, text, inks))


def paragraph_lines(text: str, inks: str, width: int) -> list[Line]:
    return [[INDENT, (line, inks)] for line in wrapped(text, room_in(width))]


def room_in(width: int) -> int:
    """Cells for words in a line of that width."""
    return min(LONGEST, width - len(INDENT[0]))


def refused(language: Language, count: int, file: str) -> str:
    return language.count(REFUSED, count, file=file)
