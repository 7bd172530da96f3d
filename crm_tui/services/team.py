"""The desk of who leads a team: what each of us has to do today."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from crm_tui.data.stores import team, users
from crm_tui.domain.activities import ActivityKind, ActivityStatus
from crm_tui.domain.dates import day_bounds
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, DEALS
from crm_tui.domain.permissions import check_may_lead
from crm_tui.domain.query_nodes import And, Equal, Node, Period, Test
from crm_tui.domain.team import Desk
from crm_tui.domain.users import Role, User
from crm_tui.services import calendar, days, fields, sections
from crm_tui.services.writing import acting
from crm_tui.session import Session


def desks(session: Session) -> Sequence[Desk]:
    """A desk for each of us, by name, and one for what nobody owns.

    Those who work here no more are told only while something is theirs. ForbiddenError for who
    does not lead.
    """
    check_may_lead(acting(session))
    planned, held = ActivityStatus.PLANNED, ActivityStatus.DONE
    calls = Counter(team.count_by_owner(ACTIVITIES, _calls_of_today(session, planned, held)))
    counted = (
        calls + _repeated_calls(session),
        team.count_by_owner(ACTIVITIES, _calls_of_today(session, held)),
        team.count_by_owner(ACTIVITIES, sections.late(session)),
        team.count_by_owner(ACTIVITIES, _with_status(session, planned)),
        team.count_by_owner(CLIENTS, days.without_next_step(session)),
        team.count_by_owner(DEALS, days.deals_without_next_step(session)),
    )

    def desk(user: User | None) -> Desk:
        number = user.id if user else None
        return Desk(user, *(found.get(number, 0) for found in counted))

    everybody = [desk(user) for user in users.everybody() if user.role != Role.CLIENT]
    shown = [one for one in everybody if not _has_left(one) or not one.is_empty]
    nobody = desk(None)
    return [*sorted(shown, key=_has_left), *([] if nobody.is_empty else [nobody])]


def _calls_of_today(session: Session, *statuses: ActivityStatus) -> Node:
    known, today = fields.named(session, ACTIVITIES.name), session.reading.today
    whole_day = Period(today, today + timedelta(days=1), *day_bounds(today, session.zone))
    call = Test(known["kind"], (Equal(ActivityKind.CALL.value),))
    return And((call, _with_status(session, *statuses), Test(known["at"], (whole_day,))))


def _repeated_calls(session: Session) -> Counter[int | None]:
    """The calls of today, by the owner, of what repeats and began another day."""
    shown = sections.shown(fields.named(session, ACTIVITIES.name))
    people = [user.id for user in users.everybody()]
    happens = calendar.repeated_on(session, session.reading.today, shown, people)
    calls = (one for one in happens if one.record.kind == ActivityKind.CALL.value)
    again = (one.record for one in calls if one.begins != (one.record.start or one.record.due))
    return Counter(record.owner.id if record.owner else None for record in again)


def _with_status(session: Session, *statuses: ActivityStatus) -> Node:
    status = fields.named(session, ACTIVITIES.name)["status"]
    return Test(status, tuple(Equal(one.value) for one in statuses))


def _has_left(desk: Desk) -> bool:
    return desk.user is not None and desk.user.archived_at is not None
