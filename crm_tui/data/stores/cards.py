"""What a card shows beside the record itself."""

from collections import Counter
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from crm_tui.data.contact_dates import LINKS
from crm_tui.data.models.activities import Activity
from crm_tui.data.models.relations import Relation
from crm_tui.data.stores import links
from crm_tui.domain.activities import CONTACT_KINDS, ActivityStatus
from crm_tui.domain.duplicates import NOT_DUPLICATE
from crm_tui.domain.entities import Entity
from crm_tui.domain.merging import MERGED

MONTHS = 12


def months(entity: Entity, number: int, today: date, zone: tzinfo) -> list[int]:
    """Held contacts by month in the zone, the oldest first, this month last."""
    first = today.year * 12 + today.month - MONTHS
    since = date(first // 12, first % 12 + 1, 1) - timedelta(days=1)  # a zone may be ahead
    rows: Any = Activity.select(Activity.start).where(
        getattr(Activity, LINKS[entity.name]) == number,
        Activity.status == ActivityStatus.DONE.value,
        Activity.kind.in_([kind.value for kind in CONTACT_KINDS]),
        Activity.start >= since,
        Activity.archived_at.is_null(),
    )
    days = (local_day(start, zone) for (start,) in rows.tuples())
    counts = Counter(day.year * 12 + day.month - 1 - first for day in days)
    return [counts[month] for month in range(MONTHS)]


def local_day(moment: date | datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date() if isinstance(moment, datetime) else moment


def relations(entity: Entity, number: int) -> list[tuple[str, int, str, str]]:
    """Entity, id, title of the other side, and the kind, of every tie of the record.

    A record that was merged leads to the one that stayed; what else says who is the same and who
    is not is no tie.
    """
    found = []
    for here, there in (("subject", "object"), ("object", "subject")):
        hidden = [NOT_DUPLICATE] if here == "subject" else [NOT_DUPLICATE, MERGED]
        kinds = Relation.kind.not_in(hidden)
        mine = getattr(Relation, f"{here}_{entity.one}") == number
        query: Any = Relation.select().where(mine, kinds, Relation.archived_at.is_null())
        for row in query.dicts():
            other = "clients" if row[f"{there}_client"] else "contacts"
            other_id = row[f"{there}_client"] or row[f"{there}_contact"]
            found.append((other, other_id, links.title_of(other, other_id), row["kind"]))
    return found
