"""The first rows of each verdict of an import of activities, with what they are."""

from crm_tui.data.stores.links import title_of
from crm_tui.domain.activities import Activity
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS
from crm_tui.domain.import_samples import EACH, VERDICTS, Sample
from crm_tui.services.import_activity_rows import ReadRow


class Samples:
    """Takes every row with its verdict, and keeps a few of each."""

    def __init__(self) -> None:
        self._found: dict[str, list[Sample]] = {verdict: [] for verdict in VERDICTS}

    @property
    def all(self) -> tuple[Sample, ...]:
        return tuple(sample for found in self._found.values() for sample in found)

    def add(
        self, verdict: str, row: ReadRow, known: Activity | None = None, above: int | None = None
    ) -> None:
        """`known` is the activity that it is, `above` the line of the row that it repeats."""
        found = self._found[verdict]
        if len(found) < EACH:
            records = ((ACTIVITIES.shown_id(known.id), known.subject),) if known else ()
            lines = () if above is None else (above,)
            found.append(Sample(row.line, verdict, _name(row), records, lines))


def _name(row: ReadRow) -> str:
    """The subject, and with whom and about what it is."""
    entered = row.entered
    parties = [
        title_of(entity.name, entered[entity.one].id)
        for entity in (CLIENTS, CONTACTS, DEALS)
        if entity.one in entered
    ]
    return ", ".join(dict.fromkeys((entered["subject"], *parties)))
