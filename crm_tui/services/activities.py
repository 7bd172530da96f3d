"""What a user can do with activities: log a contact, mark a planned one as done."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from crm_tui.data.journal import Journal
from crm_tui.domain.activities import Activity, ActivityStatus, Direction
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS, DEALS, Entity
from crm_tui.domain.fields import Link
from crm_tui.domain.texts import _
from crm_tui.domain.values import clean
from crm_tui.errors import InvalidInputError
from crm_tui.services import entering, quick_add, records
from crm_tui.services.writing import action
from crm_tui.session import Session

SUBJECT_LENGTH = 120
"""Characters of a logged text that become the subject; a longer text is the body as well."""

CHANNELS = {
    "call": "phone",
    "meeting": "in-person",
    "visit": "in-person",
    "letter": "post",
    "email": "e-mail",
    "message": "messenger",
}


def log(
    session: Session,
    party: Link | None,
    entity: Entity,
    kind: str,
    text: str,
    typed: Mapping[str, str],
) -> Activity:
    """Write down a contact that was held, now unless `start` is typed.

    `party` is a client, a contact or a deal, by `entity`; see `entering.with_whom`. What follows a
    `!` in the text is a task, `!send offer fri`, in the same action.
    """
    those_with = entering.with_whom(session, entity, party) if party else {}
    text, tasks = quick_add.follow_ups(session, clean(text, lines=True).strip(), those_with)
    if not text:
        raise InvalidInputError(_("say what happened: the text is empty"), field="subject")
    values: dict[str, Any] = {
        "kind": kind,
        "status": ActivityStatus.DONE.value,
        "direction": Direction.OUT.value,
        "channel": CHANNELS.get(kind),
        "start": session.now(),
        "owner": Link(session.user.id, session.user.name),
        **those_with,
        **entering.read(session, ACTIVITIES, {**summary(text), **typed}),
    }
    with action(session, _("add")) as journal:
        number = records.insert(journal, session, ACTIVITIES, values)
        quick_add.insert(journal, session, tasks)
    found: Activity = records.get(session, ACTIVITIES, number)
    return found


def summary(text: str) -> dict[str, str]:
    """The subject of a text, and the text as body where the subject does not say it all."""
    first = text.split("\n", 1)[0]
    if first == text and len(text) <= SUBJECT_LENGTH:
        return {"subject": text}
    subject = first if len(first) <= SUBJECT_LENGTH else first[: SUBJECT_LENGTH - 1] + "…"
    return {"subject": subject, "body": text}


def to_dial(session: Session, entity: Entity, number: int) -> str | None:
    """The phones of a client or a contact; of a deal those of its contact, else of its client."""
    record = records.get(session, entity, number)
    if entity != DEALS:
        return record.phone or None
    for party, link in ((CONTACTS, record.contact), (CLIENTS, record.client)):
        phone = records.get(session, party, link.id).phone if link else None
        if phone:
            return str(phone)
    return None


def lies_ahead(session: Session, moment: date | datetime) -> bool:
    if isinstance(moment, datetime):
        return moment > session.now()
    return moment > session.reading.today


def done(session: Session, number: int, outcome: str = "", original: Any = None) -> Activity:
    """Mark an activity as held, at its planned time or now where that lies ahead or is unknown.

    What repeats is planned for the next time in the same action, as by each change to "done".
    """
    typed = {"outcome": outcome} if outcome else {}
    values = entering.read(session, ACTIVITIES, typed)
    with action(session, _("done")) as journal:
        activity: Activity = records.get(session, ACTIVITIES, number)
        hold(journal, session, activity, values, original)
    found: Activity = records.get(session, ACTIVITIES, number)
    return found


def hold(
    journal: Journal,
    session: Session,
    activity: Activity,
    values: Mapping[str, Any],
    original: Any = None,
) -> None:
    """Mark an activity as held as a part of an action, see `done`, with more of its values."""
    given = {**values, **held(session, activity)}
    records.change(journal, session, ACTIVITIES, activity.id, given, original)


def held(session: Session, activity: Activity) -> dict[str, Any]:
    """The values of an activity once it was held."""
    given: dict[str, Any] = {"status": ActivityStatus.DONE.value}
    if activity.start is None or lies_ahead(session, activity.start):
        given["start"] = session.now()
    return given
