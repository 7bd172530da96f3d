"""What becomes of the rows of a file as lines: the verdicts, what is wrong, some examples."""

from collections.abc import Iterator
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
)
from crm_tui.domain.texts import _, counted
from crm_tui.i18n import Language
from crm_tui.screens.card.wrapping import wrapped
from crm_tui.widgets.paint import Line, Span
from crm_tui.widgets.rows import GAP, Flowing, Item, Section

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


def verdicts(language: Language, counts: Counts) -> Flowing:
    """The five verdicts, which add up to the rows; what a line cannot hold in further ones."""
    return Flowing(partial(verdict_lines, language, counts))


def verdict_lines(language: Language, counts: Counts, width: int) -> list[Line]:
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


def sentences(language: Language, result: ImportResult) -> list[Flowing]:
    """What is to be known of the file beside the verdicts."""
    found: list[Flowing] = []
    for sample in result.samples:
        if sample.is_duplicate:
            found.append(paragraph(sample.told(language.text), "warn"))
    for line, reason in result.reasons:
        told = language.text(_("line {line}: {reason}"), line=line, reason=reason)
        found.append(paragraph(told, "late"))
    if result.preset:
        program = presets.named(result.preset).title(language.text)
        told = language.text(RECOGNISED, program=program)
        found.append(paragraph(told, "quiet"))
    if result.own:
        found.append(paragraph(language.text(OWN_TABLE), "quiet"))
    if result.missing:
        told = language.text(MISSING, names=", ".join(result.missing))
        found.append(paragraph(told, "warn"))
    if result.deals:
        found.append(paragraph(language.count(NEW_DEALS, result.deals), "quiet"))
    if result.blank:
        found.append(paragraph(language.count(BLANK, result.blank), "quiet"))
    if result.older:
        found.append(paragraph(language.count(OLDER, result.older), "quiet"))
    if result.sheets[:1] == (ALL_SHEETS,) and result.sheets[1:]:
        told = language.text(OTHER_COLUMNS, others=", ".join(result.sheets[1:]))
        found.append(paragraph(told, "warn"))
    for message, column, words in result.left_out():
        names = ", ".join(words[:WORDS]) + (" ..." if len(words) > WORDS else "")
        found.append(paragraph(language.text(message, column=column, names=names), "warn"))
    return found


def some_rows(language: Language, result: ImportResult) -> list[Item | Flowing]:
    """What becomes of the first rows; those that are several records are told above."""
    told = [
        paragraph(one.told(language.text), "plain")
        for one in result.samples
        if not one.is_duplicate
    ]
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
