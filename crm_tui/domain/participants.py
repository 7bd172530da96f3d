"""Who takes part in an activity, and what they have answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Field, Kind, Labelled, Link
from crm_tui.domain.texts import _


class Response(Labelled):
    INVITED = "invited", _("invited")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    TENTATIVE = "tentative", _("tentative")


PEOPLE = Field("_participants", _("Participants"), Kind.TEXT, custom=True)
"""Those who take part as one text, names with commas between them: how a form asks for them.

No record has it and no list shows it; a form keeps the text among the values of the user's own
fields, none of which can have this name.
"""


@dataclass(frozen=True, slots=True)
class Participant:
    """A colleague or a contact, by `entity`, in an activity."""

    id: int
    version: int
    activity: int
    entity: Entity
    who: Link
    response: Response


@dataclass(frozen=True, slots=True)
class Attending:
    """A participant as a calendar tells her; who is `gone` was taken out again."""

    participant: Participant
    addresses: tuple[str, ...]
    """In lower case, the one to write to first; those that she has no more come last."""
    gone: bool
    changed_at: datetime


def accepted(participants: Iterable[Participant]) -> tuple[int, int]:
    """How many have accepted, and how many there are."""
    answers = [one.response for one in participants]
    return answers.count(Response.ACCEPTED), len(answers)
