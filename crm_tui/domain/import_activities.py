"""What the columns of a file of activities may be, beside the fields of an activity."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from crm_tui.domain import foreign_properties
from crm_tui.domain.activities import ActivityKind, ActivityStatus, Direction, is_overdue
from crm_tui.domain.entities import Entity, read_id
from crm_tui.domain.fields import Field, Kind, by_name
from crm_tui.domain.folding import title_key
from crm_tui.domain.mapping import ACTIVITIES, Column, Target
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

EVENT = (
    Field("sequence", _("Edition"), Kind.NUMBER),
    Field("replaces", _("Instead of"), Kind.MOMENT),
    foreign_properties.OF["activities"],
)
"""What only a calendar says: which edition of the event it is, for which time of its series it
stands, and what no field has."""

NO_COLUMNS = frozenset(("parent",))
"""Fields of an activity that no file can say."""

PARTIES = (
    Field("from", _("From"), Kind.EMAIL, headers=("sender", "отправитель", "от кого")),
    Field("to", _("To"), Kind.EMAIL, headers=("recipient", "recipients", "получатель", "кому")),
    Field("organizer", _("Organizer"), Kind.EMAIL, headers=("организатор",)),
    Field("attendees", _("Attendees"), Kind.EMAIL, headers=("participants", "участники")),
    Field("email", _("E-mail"), Kind.EMAIL, headers=("e-mail address", "адрес почты")),
    Field("phone", _("Phone"), Kind.PHONE, headers=("phone number", "номер телефона", "номер")),
)
"""Columns that say whom an activity is with, beside `client` and `contact`; the first that tells
decides."""

HOURS = {"start_time": "start", "end_time": "end"}
"""The columns of hours, and those of their days."""

ALL_DAY = "all_day"
TIMES = (
    Field("start_time", _("Start time"), Kind.TEXT, headers=("time", "время начала", "время")),
    Field("end_time", _("End time"), Kind.TEXT, headers=("время завершения", "время окончания")),
    Field(
        ALL_DAY,
        _("All day"),
        Kind.FLAG,
        headers=("all day event", "весь день", "целый день"),
    ),
)
"""What calendars that are tables say beside the day."""

TABLES = ({"subject", "startdate", "starttime"}, {"тема", "датаначала", "времяначала"})
"""Titles by which they are known, as `title_key` has them."""

ORDER = ("contact", "client", *(field.name for field in PARTIES))

HEADERS = {
    "client": ("company", "account", "organization", "компания", "организация", "контрагент"),
    "contact": ("contact name", "person", "контактное лицо", "контакт"),
    "subject": ("title", "summary", "topic", "название", "заголовок"),
    "start": ("start date", "дата начала"),
    "end": ("end date", "дата завершения", "дата окончания"),
    "organizer": ("meeting organizer", "организатор собрания"),
    "attendees": ("required attendees", "обязательные участники"),
    "place": ("расположение",),
    "tags": ("categories", "категории"),
    "kind": ("тип", "тип дела"),
    "outcome": ("result", "результат"),
    "owner": ("ответственный", "assigned to", "responsible"),
    "duration": ("duration", "длительность"),
    "body": ("comment", "note", "комментарий", "примечание", "описание"),
    "external_id": ("uid", "message-id", "record id"),
}
"""More titles under which other programs write the fields."""


class Party(NamedTuple):
    """Whom an activity is with, by the ids."""

    client: int | None = None
    contact: int | None = None


def columns(activity: Iterable[Field]) -> tuple[Field, ...]:
    """The fields that a column can be, from those of an activity that are in force."""
    read = (field for field in activity if not field.derived and field.name not in NO_COLUMNS)
    return (
        *(replace(field, headers=field.headers + HEADERS.get(field.name, ())) for field in read),
        *(replace(field, headers=field.headers + HEADERS.get(field.name, ())) for field in PARTIES),
        *TIMES,
    )


def with_days(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The same without the hours for whose day there is no column."""
    names = {column.target.field.name for column in columns if column.target}
    lost = {hour for hour, day in HOURS.items() if day not in names}
    return tuple(
        replace(one, target=None) if one.target and one.target.field.name in lost else one
        for one in columns
    )


def with_subject(
    columns: Sequence[Column], known: Iterable[Field], said: Collection[str]
) -> tuple[Column, ...]:
    """Where no column is the subject, the topic is, for many call it so; `said` are the titles of
    which the user says what they are."""
    places = {one.target.field.name: place for place, one in enumerate(columns) if one.target}
    place = places.get("topic")
    if "subject" in places or place is None or columns[place].header in said:
        return tuple(columns)
    subject = Target(ACTIVITIES, by_name(known)["subject"])
    return (*columns[:place], replace(columns[place], target=subject), *columns[place + 1 :])


def is_calendar(header: Collection[str]) -> bool:
    """Whether it is a calendar, or the refused rows of one."""
    return foreign_properties.OF["activities"].headers[0] in header


def holds_activities(header: Collection[str]) -> bool:
    """Whether it is a calendar, a mailbox, or a table of activities with their ids or hours."""
    keys = set(map(title_key, header))
    return {"external_id", "subject"} <= set(header) or any(keys >= table for table in TABLES)


def one_party(found: Collection[Party]) -> Party | None:
    """Whom an address means that several have: one contact, else the client they all are at."""
    contacts = {party for party in found if party.contact is not None}
    if len(contacts) == 1:
        return next(iter(contacts))
    clients = {party.client for party in found}
    client = next(iter(clients), None)
    return Party(client) if len(clients) == 1 and client is not None else None


def id_and_name(wanted: Entity, text: str) -> tuple[int | None, str]:
    """What our own calendars say: `C-12 Bright Lights`; without an id of that kind all is a name.

    The id tells apart what is called the same, and means nothing in another base.
    """
    first, _space, name = text.partition(" ")
    try:
        entity, number = read_id(first)
    except InvalidInputError:
        return None, text
    return (number, name) if entity == wanted and name else (None, text)


def with_whom(said: Mapping[str, Party]) -> Party:
    """The client that a column names, else that of the first known address; with a contact of it.

    `said` are those whom the columns mean, by the name of the column.
    """
    named = [said[name] for name in ORDER if name in said]
    clients = [party.client for party in named if party.client is not None]
    client = said["client"].client if "client" in said else next(iter(clients), None)
    contacts = (party.contact for party in named if party.contact and party.client == client)
    return Party(client, next(contacts, None))


def completed(
    values: Mapping[str, Any], said: Collection[str], now: datetime, today: date
) -> dict[str, Any]:
    """The values of a new activity with what follows from them.

    `said` are the columns that mean somebody we know: what a client sent us came in. An event with
    somebody we know is a meeting. What has been is done, and so is a letter without a date, unless
    it repeats or the file says more.
    """
    found = dict(values)
    kind = found.get("kind") or (ActivityKind.EVENT if found.get("start") else ActivityKind.TASK)
    if kind == ActivityKind.EVENT and said:
        kind = ActivityKind.MEETING
    if kind == ActivityKind.EMAIL and not {"from", "to"}.isdisjoint(said):
        found.setdefault("direction", (Direction.IN if "from" in said else Direction.OUT).value)
    found["kind"] = str(kind)
    if "status" not in found and kind != ActivityKind.TASK:
        planned = {**found, "status": ActivityStatus.PLANNED.value}
        undated = kind == ActivityKind.EMAIL and not (found.get("start") or found.get("due"))
        done = undated or (not found.get("recurrence") and is_overdue(planned, now, today))
        found["status"] = (ActivityStatus.DONE if done else ActivityStatus.PLANNED).value
    return found
