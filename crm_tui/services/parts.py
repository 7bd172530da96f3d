"""An activity that consists of smaller ones, and how far they are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from crm_tui.data.rows import read
from crm_tui.data.stores import parts as stored
from crm_tui.domain.activities import Activity
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.listing import Listed
from crm_tui.services import fields, records, sections
from crm_tui.session import Session

Progress = tuple[int, int]
"""How many parts are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Whole:
    """`inner` says of parts that have parts themselves how far those are."""

    activity: Activity
    rows: Sequence[Listed]
    progress: Progress
    inner: Mapping[int, Progress]


def get(session: Session, number: int) -> Whole:
    """The activity with its parts, planned ones first."""
    activity: Activity = records.get(session, ACTIVITIES, number)
    ids = stored.of(number)
    shown = sections.shown(fields.named(session, ACTIVITIES.name))
    rows = read(ACTIVITIES, shown, ids)
    progress = stored.progress([number]).get(number, (0, 0))
    return Whole(activity, rows, progress, stored.progress(ids))


def progress(_session: Session, numbers: Collection[int]) -> Mapping[int, Progress]:
    """How far the parts of each are; only of those that have any."""
    return stored.progress(numbers)
