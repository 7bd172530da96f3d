"""What a user is told that others have done: what is hers now, and where she is mentioned."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from crm_tui.domain.fields import Labelled
from crm_tui.domain.folding import fold
from crm_tui.domain.texts import _, counted

MENTION = re.compile(r"(?<![\w.@+-])@(\w[\w.-]*)")
"""Not the middle of an address."""

LONGEST = 200
"""Characters that are told of the line with a mention."""


SEVERAL = {
    "clients": counted("{count} client", "{count} clients"),
    "contacts": counted("{count} contact", "{count} contacts"),
    "deals": counted("{count} deal", "{count} deals"),
    "activities": counted("{count} activity", "{count} activities"),
}
"""What a notification of more than one record is about."""


class Reason(Labelled):
    ASSIGNED = "assigned", _("yours now")
    MENTIONED = "mentioned", _("mentions you")
    INVITED = "invited", _("invites you")
    HANDED_OVER = "handed_over", _("handed over")
    LENT = "lent", _("lent to you")
    RETURNED = "returned", _("yours again")


@dataclass(frozen=True, slots=True)
class Notification:
    """`record` is None, and `title` empty, where there are `count` of them.

    `text` is the line that mentions the user, the note of who handed something over, or the last
    day, in ISO, of what is lent; see `services.notifications.said`. `who` is None where the program
    did it by itself.
    """

    id: int
    at: datetime
    transaction: int
    who: str | None
    reason: Reason
    entity: str
    record: int | None
    count: int
    text: str
    read_at: datetime | None
    title: str = ""


def mentions(text: str) -> Iterator[tuple[str, str]]:
    """The folded logins that stand in the text after `@`, each with the line around it."""
    for line in text.splitlines():
        for match in MENTION.finditer(line):
            yield fold(match[1].rstrip(".-")), line.strip()[:LONGEST]
