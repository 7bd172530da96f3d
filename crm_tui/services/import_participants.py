"""Who takes part in an event of a calendar becomes a participant where it is somebody we know.

What the file said when it was read last is kept with the activity. So what is new in it counts, and
what was changed here since stays.
"""

from collections.abc import Iterable
from functools import lru_cache

from crm_tui.data.journal import Journal
from crm_tui.data.stores import import_activities, users
from crm_tui.data.stores import participants as stored
from crm_tui.domain.entities import CONTACTS, USERS, Entity
from crm_tui.domain.fields import Link
from crm_tui.domain.import_activities import one_party
from crm_tui.domain.participants import Participant, Response
from crm_tui.exchange import ics_attendees
from crm_tui.services.notifications import Gathered

Who = tuple[Entity, int]


class Participants:
    """One run; who is meant is asked once."""

    def __init__(self, gathered: Gathered) -> None:
        self.gathered = gathered
        self.users = users.active()
        self.by_address = {
            mail: number for number, mails in users.addresses().items() for mail in mails
        }
        self.known = lru_cache(4096)(self._known)

    def take(
        self, journal: Journal, activity: int, before: str | None, properties: str | None
    ) -> bool:
        """Whether anything changed; `before` is what the file said of the event last time.

        A file that names nobody does not speak of people.
        """
        said, now = self._told(before), self._told(properties)
        if said == now or not ics_attendees.read(properties):
            return False
        past = stored.attending(activity)
        there = {_who(one.participant): one.participant for one in past if not one.gone}
        gone = {_who(one.participant) for one in past if one.gone} if before is None else set()
        changed = 0
        for who, response in now.items():
            participant = there.get(who)
            if participant is None:
                changed += self._add(journal, activity, who, response, {*said, *gone})
            elif response not in (said.get(who, Response.INVITED), participant.response):
                stored.answer(journal, participant, response)
                changed += 1
        for who in (said.keys() - now.keys()) & there.keys():
            stored.put_away(journal, there[who])
            changed += 1
        return changed > 0

    def strangers(self, properties: str | None) -> str:
        """The properties without those whom we know, for an event of our own."""
        people = ics_attendees.read(properties)
        ours = [one.line for one in people if self.known(one.address, one.name)]
        organizer = ics_attendees.organizer(properties)
        return ics_attendees.without(properties, [*ours, *([organizer] if organizer else [])])

    def _add(
        self, journal: Journal, activity: int, who: Who, response: Response, left_out: Iterable[Who]
    ) -> bool:
        """Not whom the file had named before, who was taken out here since."""
        if who in left_out:
            return False
        entity, number = who
        stored.insert(journal, Participant(0, 1, activity, entity, Link(number, ""), response))
        self.gathered.of_participant(entity, number, activity)
        return True

    def _told(self, properties: str | None) -> dict[Who, Response]:
        """The answers of those whom we know."""
        found: dict[Who, Response] = {}
        for attendee in ics_attendees.read(properties):
            who = self.known(attendee.address, attendee.name)
            if who is not None:
                found.setdefault(who, attendee.response)
        return found

    def _known(self, address: str, name: str) -> Who | None:
        """By e-mail or login; by the full name a colleague, and a contact who has no address."""
        if address in self.by_address:
            return USERS, self.by_address[address]
        party = one_party(import_activities.by_point(address)) if address else None
        if party is not None and party.contact is not None:
            return CONTACTS, party.contact
        called = [user.id for user in self.users if user.name == name]
        if len(called) == 1:
            return USERS, called[0]
        contact = import_activities.contact_called(name) if name and not address else None
        return None if contact is None else (CONTACTS, contact)


def _who(participant: Participant) -> Who:
    return participant.entity, participant.who.id
