"""Playbooks: chains of steps that everybody in the firm can start with a client or a person."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from crm_tui.data.stores import playbooks as stored
from crm_tui.domain import values
from crm_tui.domain.activities import Activity
from crm_tui.domain.entities import ACTIVITIES, Entity
from crm_tui.domain.fields import TEXT_LIMIT, Link
from crm_tui.domain.folding import fold
from crm_tui.domain.permissions import check_may_shape
from crm_tui.domain.playbooks import Playbook, Step, read_steps, working_day
from crm_tui.domain.quick_add import read
from crm_tui.domain.suggestions import nearest
from crm_tui.domain.texts import _
from crm_tui.errors import ConflictError, InvalidInputError, NotFoundError
from crm_tui.services import calendar, quick_add, records
from crm_tui.services.quick_add import Understood
from crm_tui.services.writing import acting, action
from crm_tui.session import Session

Party = tuple[Entity, Link]
MARGIN = 14
"""Days after the last step within which a day is found that is worked on."""


def everything(_session: Session) -> list[Playbook]:
    """All that can be started, by name."""
    return stored.everything()


def find(session: Session, name: str) -> Playbook:
    """The playbook called so; NotFoundError with the nearest name for any other."""
    found = called(session, name)
    if found is not None:
        return found
    close = nearest(name, [playbook.name for playbook in everything(session)])
    if close:
        message = _("there is no playbook {name}: did you mean {nearest}?")
        raise NotFoundError(message, name=name, nearest=close)
    raise NotFoundError(_("there is no playbook {name}"), name=name)


def called(session: Session, name: str) -> Playbook | None:
    """The playbook of exactly that name, whatever the case."""
    same = (found for found in everything(session) if fold(found.name) == fold(name.strip()))
    return next(same, None)


def save(session: Session, name: str, steps: str, before: Playbook | None = None) -> Playbook:
    """Keep the steps under the name; `before` is the one that is changed, else it is a new one.

    ConflictError where another is called so, ForbiddenError for who may not shape the firm.
    """
    title = _title(name)
    changed = Playbook(0, 1, title, _checked(session, steps))
    check_may_shape(acting(session))
    with action(session, _("save a playbook")) as journal:
        twin = called(session, title)
        if twin is not None and (before is None or twin.id != before.id):
            raise ConflictError(_("there is a playbook {name} already"), name=twin.name)
        if before is None:
            stored.insert(journal, changed)
        else:
            stored.update(journal, before, replace(changed, id=before.id, version=before.version))
    return find(session, title)


def archive(session: Session, playbook: Playbook) -> Playbook:
    """Start it no more; what was planned by it stays, and an undo brings it back."""
    check_may_shape(acting(session))
    with action(session, _("archive a playbook")) as journal:
        stored.archive(journal, playbook)
    return playbook


def plan(
    session: Session, steps: Sequence[Step], party: Party | None, begins: date | None = None
) -> list[Understood]:
    """What is planned for the party when the steps begin on that day, today if none is named.

    A step that falls on a weekend or a holiday of the firm's country waits for the next working
    day.
    """
    first = begins or session.reading.today
    last = max((step.days for step in steps), default=0)
    off = calendar.holidays_between(session, first, last + MARGIN)
    return [
        _planned(session, step, working_day(first + timedelta(days=step.days), off), party)
        for step in steps
    ]


def start(
    session: Session, playbook: Playbook, party: Party, begins: date | None = None
) -> list[Activity]:
    """Plan all steps for the party, as one change."""
    planned = plan(session, playbook.steps, party, begins)
    with action(session, _("start a playbook")) as journal:
        numbers = quick_add.insert(journal, session, planned)
    return [records.get(session, ACTIVITIES, number) for number in numbers]


def _planned(session: Session, step: Step, day: date, party: Party | None) -> Understood:
    """The step on that day, at the time of day that it names."""
    understood = quick_add.for_party(session, step.line, party)
    quick = understood.quick
    moment = quick.moment
    if not isinstance(moment, datetime):
        return replace(understood, quick=replace(quick, moment=day, end=None))
    clock = moment.astimezone(session.zone).time()
    begins = datetime.combine(day, clock, session.zone).astimezone(UTC)
    end = quick.end
    lasts = end - moment if isinstance(end, datetime) else None
    return replace(
        understood, quick=replace(quick, moment=begins, end=begins + lasts if lasts else None)
    )


def _checked(session: Session, text: str) -> tuple[Step, ...]:
    """The steps; InvalidInputError also for one that is no single plan."""
    found = read_steps(values.clean(text, lines=True))
    for step in found:
        quick = read(step.line, session.reading)
        if quick.follow_ups:
            message = _("{text}: write what follows as a step of its own")
            raise InvalidInputError(message, field="steps", text=step.line)
        if not quick.subject:
            message = _("{text}: say what is to be done, as in call +2")
            raise InvalidInputError(message, field="steps", text=step.line)
        if quick.moment and not quick.rule and not isinstance(quick.moment, datetime):
            message = _("{text}: leave the day out, + says after how many days")
            raise InvalidInputError(message, field="steps", text=step.line)
    return found


def _title(name: str) -> str:
    title = " ".join(values.clean(name).split())
    if not title:
        raise InvalidInputError(_("a playbook needs a name"), field="name")
    if len(title) > TEXT_LIMIT:
        raise InvalidInputError(_("a name has at most {limit} characters"), limit=TEXT_LIMIT)
    return title
