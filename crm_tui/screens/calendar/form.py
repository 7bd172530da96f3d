"""The form of one time of a series, or of it and all later ones: saving it is one change."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from crm_tui.domain import plain_values
from crm_tui.domain.activities import Activity
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.domain.fields import by_name
from crm_tui.domain.series import Reach
from crm_tui.errors import CrmError
from crm_tui.screens.forms.questions import Questions
from crm_tui.screens.forms.screen import FormScreen
from crm_tui.services import occurrences
from crm_tui.session import Session


class OccurrenceForm(FormScreen):
    """`begins` is the time of the series, in ISO; `reach` a value of `Reach`."""

    def __init__(self, number: int, begins: str, reach: str) -> None:
        super().__init__(ACTIVITIES.name, number)
        self.begins: date | datetime = (
            datetime.fromisoformat(begins) if "T" in begins else date.fromisoformat(begins)
        )
        self.reach = next(known for known in Reach if known.value == reach)

    def opened_with(self) -> Sequence[Any]:
        return [self.number, self.begins.isoformat(), self.reach.value]

    async def _show(self, found: Questions, typed: Mapping[str, str]) -> None:
        """It stands at its own time, not at that of the series."""
        what = occurrences.occurrence(found.record, self.begins)
        known, zone = by_name(found.fields), self.crm.session.zone
        for name, value in occurrences.times(found.record, what, what.begins, what.ends).items():
            self.defaults[name] = plain_values.plain(known[name], value, None, zone)
        await super()._show(found, typed)

    async def put(self, typed: dict[str, str], original: Any) -> Any | CrmError:
        return await self.write(saved, original, self.begins, self.reach, typed)


def saved(
    session: Session,
    series: Activity,
    begins: date | datetime,
    reach: Reach,
    typed: Mapping[str, str],
) -> Activity | CrmError:
    """The activity that has these times now, or the failure itself."""
    try:
        return occurrences.edit(session, series, begins, reach, typed)
    except CrmError as error:
        return error
