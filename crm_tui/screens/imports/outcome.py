"""What becomes of the rows of a file as lines: the verdicts, what is wrong, some examples."""

from collections.abc import Iterator
from textwrap import wrap

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
from crm_tui.widgets.paint import Line
from crm_tui.widgets.rows import GAP, Item, Section

WRAP = 72
"""Cells of a sentence in a line of its own, so that it fits the narrowest window."""

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


def verdict_lines(language: Language, counts: Counts) -> list[Item]:
    """The five verdicts, which add up to the rows; what the first line cannot hold in a second."""
    lines: list[Line] = []
    room = 0
    for part in verdict_parts(language, counts):
        width = sum(len(words) for words, _inks in part)
        if width > room:
            lines.append([("   ", "plain")])
            room = WRAP
        else:
            lines[-1].append(("  ", "plain"))
        lines[-1] += part
        room -= width + 2
    return list(lines)


def verdict_parts(language: Language, counts: Counts) -> Iterator[Line]:
    for name, label, inks in VERDICTS:
        count = getattr(counts, name)
        yield [
            (language.number(count), inks if count else "faint"),
            (f" {language.text(label)}", "quiet" if count else "faint"),
        ]
    yield [(language.text(_("of {count}"), count=language.number(counts.rows)), "quiet")]


def sentences(language: Language, result: ImportResult) -> list[Item]:
    """What is to be known of the file beside the verdicts."""
    found: list[Item] = []
    for sample in result.samples:
        if sample.is_duplicate:
            found += paragraph(sample.told(language.text), "warn")
    for line, reason in result.reasons:
        told = language.text(_("line {line}: {reason}"), line=line, reason=reason)
        found += paragraph(told, "late")
    if result.preset:
        program = presets.named(result.preset).title(language.text)
        told = language.text(RECOGNISED, program=program)
        found += paragraph(told, "quiet")
    if result.own:
        found += paragraph(language.text(OWN_TABLE), "quiet")
    if result.missing:
        told = language.text(MISSING, names=", ".join(result.missing))
        found += paragraph(told, "warn")
    if result.deals:
        found += paragraph(language.count(NEW_DEALS, result.deals), "quiet")
    if result.blank:
        found += paragraph(language.count(BLANK, result.blank), "quiet")
    if result.older:
        found += paragraph(language.count(OLDER, result.older), "quiet")
    if result.sheets[:1] == (ALL_SHEETS,) and result.sheets[1:]:
        told = language.text(OTHER_COLUMNS, others=", ".join(result.sheets[1:]))
        found += paragraph(told, "warn")
    for message, column, words in result.left_out():
        names = ", ".join(words[:WORDS]) + (" ..." if len(words) > WORDS else "")
        found += paragraph(language.text(message, column=column, names=names), "warn")
    return found


def some_rows(language: Language, result: ImportResult) -> list[Item]:
    """What becomes of the first rows; those that are several records are told above."""
    told = [
        line
        for one in result.samples
        if not one.is_duplicate
        for line in paragraph(one.told(language.text), "plain")
    ]
    return [Section(language.text(_("What becomes of some rows"))), *told, GAP] if told else []


def paragraph(text: str, inks: str) -> list[Item]:
    return [[("   ", "plain"), (line, inks)] for line in wrap(text, WRAP)]


def refused(language: Language, count: int, file: str) -> str:
    return language.count(REFUSED, count, file=file)
