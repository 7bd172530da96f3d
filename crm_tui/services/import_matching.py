"""Finds which records the staged rows of an import are, and what becomes of each row."""

from dataclasses import dataclass

from crm_tui.data import (
    staging,
    staging_again,
    staging_conflicts,
    staging_deals,
    staging_links,
    staging_matches,
    staging_merges,
    staging_samples,
)
from crm_tui.data.staging_matches import NAMELESS_ROW
from crm_tui.domain.import_samples import Sample
from crm_tui.domain.imports import Counts, Options
from crm_tui.domain.texts import _
from crm_tui.exchange.rejects import Rejects
from crm_tui.exchange.row_files import BrokenRow, RowFile
from crm_tui.services.import_columns import Columns
from crm_tui.services.import_rows import RowReader
from crm_tui.session import Session

TURNS = 8
"""How often rows that contradict each other are matched; two or three times are enough for most."""

NAMELESS = _("the row names no client, and none is known by what it says: import the clients first")


@dataclass(slots=True)
class Staged:
    """What was read: the file with its columns, how many rows wait, and how many hold nothing."""

    file: RowFile
    found: Columns
    reader: RowReader
    refused: Rejects
    rows: int
    blank: int


class Matching:
    """Matches the staged rows, those in doubt again after each writing, and counts."""

    def __init__(self, session: Session, staged: Staged, options: Options) -> None:
        self.session = session
        self.staged = staged
        self.options = options
        self.layout = staged.reader.layout
        self.bases: dict[str, int] = {}
        """The last ids there were: the plan gives new records higher ones."""
        self.unknown_links: dict[str, list[str]] = {}
        self.counts: Counts
        self.samples: tuple[Sample, ...] = ()
        """The first rows of each verdict, as they were matched first."""
        self.deals = 0
        """How many deals the rows make."""
        self._turns = 1

    def match(self) -> None:
        """Find which records the rows are, and what they change."""
        self.bases = staging_matches.match(self.options.match, self.layout)
        staging_again.keep(self.layout)
        self.unknown_links = staging_links.resolve(self.layout)
        self._merge()
        self._count()
        self.samples = staging_samples.read(self.layout, self.bases)

    def match_again(self) -> bool:
        """Whether the rows in doubt change anything more, now that all are written."""
        self._turns += 1
        if self._turns <= TURNS and staging_again.restore(self.layout):
            self.bases = staging_matches.match(self.options.match, self.layout)
            staging_links.resolve(self.layout)
            self._merge()
            if {"new", "updated"}.intersection(staging.verdicts()):
                return True
        staging_again.finish()
        self._count()
        return False

    def count_deals(self) -> None:
        """Once for each writing."""
        if self.layout.deals:
            self.deals += staging_deals.new()

    def close(self) -> None:
        """Refuse the rows that name nobody, whatever is written by now: that was the last turn."""
        if staging.UNNAMED in self.layout.staged:
            self.refuse(NAMELESS_ROW, NAMELESS)
            self._count()
        self.staged.refused.close()

    def refuse(self, verdict: str, message: str) -> None:
        """Put the rows aside that cannot be taken: they are in the file again."""
        lines = staging_conflicts.refused_lines(verdict)
        if not lines:
            return
        reason = self.session.language.text(message)
        for found in self.staged.file.rows():
            if found.line in lines and not isinstance(found, BrokenRow):
                self.staged.refused.add(found.line, found.cells, reason)

    def _merge(self) -> None:
        options = self.options
        staging_merges.merge(self.layout, self.bases, options.update, options.match)

    def _count(self) -> None:
        verdicts = staging.verdicts()
        refused = (staging_conflicts.REFUSED, NAMELESS_ROW)
        rows = self.staged.rows - sum(verdicts.get(verdict, 0) for verdict in refused)
        self.counts = Counts.of(rows, verdicts, self.staged.refused.count, self.staged.blank)
