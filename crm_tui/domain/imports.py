"""What an import is told and what it answers."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from crm_tui.domain import point_labels
from crm_tui.domain.fields import Labelled
from crm_tui.domain.import_samples import Sample
from crm_tui.domain.mapping import ACTIVITIES, CLIENTS, CONTACTS, DEALS, POINTS, Column
from crm_tui.domain.texts import _, counted

INTO = (CLIENTS, "leads", CONTACTS, DEALS, ACTIVITIES)
WHOLE_BASE = "all"
"""The word for everything there is, which goes out and comes in as a folder."""

TAX_ID = "tax_id"
MATCH = ("email", "phone", TAX_ID)
"""By what a row is compared with the records there are, in this order."""

OTHER_COLUMNS = _("sheets with other columns were not read: {others}")
ALL_SHEETS = "all"
"""In place of the name of a sheet: the first table of a workbook, and all with its columns."""

EXTERNAL_ID = "external_id"
"""When asked for: what another program calls the client, then what it calls the contact."""

MATCHABLE = (*MATCH, EXTERNAL_ID)


class Update(Labelled):
    """What becomes of the fields of a record that is there already."""

    FILL = "fill", _("fill empty fields")
    OVERWRITE = "overwrite", _("the file wins")
    SKIP = "skip", _("change nothing")


UNKNOWN = _("{column}: nothing here is called {names}, so the field stays empty")
NO_TAX_ID = _("{column}: no tax id looks like {names}, so the field stays empty")
BLANK = counted("{count} blank row was skipped", "{count} blank rows were skipped")
EMPTY = counted("{count} empty column fits no field", "{count} empty columns fit no field")
NEW_DEALS = counted("{count} new deal is among them", "{count} new deals are among them")
RECOGNISED = _("recognised as {program}")
RECOGNISED_NAMED = _("recognised as {program} (--map {preset})")
OWN_TABLE = _(
    "written by this program: rows are known by their ids where created_at agrees; what was changed"
    " in them comes in if the file wins (--update overwrite)"
)
READ_AS = _("read as {encoding}; between the columns: {delimiter}")
DELIMITERS = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("bar"), "^": _("caret"),
              ":": _("colon"), " ": _("space")}  # fmt: skip
MISSING = _("columns that were named, but that the file has not: {names}")
OLDER = counted(
    "{count} event is newer here than in the file, and stays as it is",
    "{count} events are newer here than in the file, and stay as they are",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a file is taken in; the same words as the options of `crm import`."""

    into: str | None = None
    """One of `INTO`; without it activities where the file holds them, else clients."""
    match: Sequence[str] = MATCH
    update: str = Update.FILL.value
    """One of `Update`."""
    rejects: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    """Of a workbook, or `ALL_SHEETS`; without it the first that has a table."""
    columns: Mapping[str, str | None] | None = None
    """What some columns are, as `column_matching.map_columns` wants it."""
    preset: str | None = None
    """The program whose export it is, where its columns do not tell."""
    dates: str | None = None
    """One of `date_order.ORDERS`, for columns of 03/04/2026; found out where they tell."""
    keep_unknown: bool = False
    """Whether columns that fit no field become fields of one's own."""
    kept: Collection[str] = ()
    """The titles of columns that become fields of one's own, whatever they fit."""
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many rows came out how; the five verdicts add up to `rows`.

    `blank` are further lines and rows of the file that hold nothing.
    """

    rows: int
    new: int
    updated: int
    same: int
    duplicate: int
    rejected: int
    blank: int = 0

    @classmethod
    def of(cls, staged: int, verdicts: Mapping[str, int], rejected: int, blank: int) -> Self:
        names = ("new", "updated", "same", "duplicate")
        found = {name: verdicts.get(name, 0) for name in names}
        return cls(rows=staged + rejected, rejected=rejected, blank=blank, **found)

    @property
    def changes(self) -> int:
        return self.new + self.updated


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What a file is taken for, before anything is read in."""

    into: str
    """What its rows are, one of `INTO`: as the user says, else as the file tells."""
    form: str
    """What kind of file it is: csv, xlsx, json, vcf."""
    sheets: tuple[str, ...]
    """Those of a workbook that hold cells."""
    sheet: str | None
    """The one that is read."""
    encoding: str
    delimiter: str
    notes: tuple[str, ...]
    """Lines above the table."""
    preset: str | None
    columns: tuple[Column, ...]
    added: tuple[Column, ...]
    """For what the cells of a column say beside its field."""
    kept: tuple[str, ...]
    """The titles of those that become new fields."""
    own: tuple[str, ...]
    """The titles of those that say which record a row is, in a table that we have written."""
    samples: tuple[tuple[str, ...], ...]
    """The first values of each column, cut short."""
    rows: tuple[tuple[str, ...], ...]
    """The first rows, cut short."""

    @property
    def activities(self) -> bool:
        """Whether its rows are activities, and no clients, people or deals."""
        return self.into == ACTIVITIES


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult(Counts):
    """What an import did; `transaction` is None when nothing was written."""

    transaction: int | None
    encoding: str
    delimiter: str
    mapping: Mapping[str, str | None]
    """The field of each column: `city`, `contact.email`; None for what was left out."""
    preset: str | None = None
    """The program whose export it is, as in `--map`."""
    rejects: str | None = None
    """The file with the refused rows."""
    reasons: tuple[tuple[int, str], ...] = ()
    """The lines of the first refused rows, and why."""
    unknown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By column, the names and words that mean nothing here, so that the field stayed empty; see
    `left_out`."""

    sheets: Sequence[str] = ()
    """Of a workbook of which nobody has named one sheet: what was read, then the others."""

    deals: int = 0
    """How many deals the rows make."""

    samples: tuple[Sample, ...] = ()
    """The first rows of each verdict but rejected."""

    empty: frozenset[str] = frozenset()
    """The columns in which nothing stands, as far as the whole file was looked at beforehand."""

    missing: tuple[str, ...] = ()
    """The columns that the user has named and the file has not."""

    own: tuple[str, ...] = ()
    """The columns that say which record a row is, in a table that we have written."""

    is_text: bool = False
    """Whether it is a table of text, which has an encoding and a delimiter."""

    older: int = 0
    """How many of those that stay the same are newer here than in the file."""

    def left_out(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """The columns with words that mean nothing here, and first what is to be said of them."""
        for column, words in self.unknown.items():
            is_tax_id = self.mapping.get(column) == TAX_ID
            yield NO_TAX_ID if is_tax_id else UNKNOWN, column, words

    @property
    def unmapped(self) -> tuple[str, ...]:
        """The columns from which nothing was taken, not even a label."""
        header = [*self.mapping]
        targets = [(target or "").rpartition(".")[2] for target in self.mapping.values()]
        points = [place for place, target in enumerate(targets) if target in POINTS]
        labels = {header[place] for place in point_labels.columns(header, points).values()}
        return tuple(
            header
            for header, target in self.mapping.items()
            if target is None and header not in labels and header not in self.own
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PastImport(Counts):
    """An import that was written; `undone_by` is the transaction that took it back."""

    transaction: int
    at: datetime
    user: str | None
    file: str
    """As it was called when it was read."""
    encoding: str
    delimiter: str
    mapping: Mapping[str, str | None]
    rejects: str | None
    """The file with the refused rows."""
    undone_by: int | None
