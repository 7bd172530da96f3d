"""The activity table and who takes part."""

from peewee import SQL, ForeignKeyField, IntegerField, TextField, fn

from crm_tui.data.columns import MomentField, TagsField
from crm_tui.data.models.base import RecordTable, Stamped
from crm_tui.data.models.clients import Client
from crm_tui.data.models.contacts import Contact
from crm_tui.data.models.deals import Deal
from crm_tui.data.models.users import User


class Activity(RecordTable):
    subject = TextField()
    kind = TextField()
    direction = TextField(null=True)
    channel = TextField(null=True)
    status = TextField()
    start = MomentField(null=True)
    end = MomentField(null=True)
    due = MomentField(null=True)
    duration = IntegerField(null=True)
    client = ForeignKeyField(Client, null=True, index=False)
    contact = ForeignKeyField(Contact, null=True, index=False)
    deal = ForeignKeyField(Deal, null=True, index=False)
    outcome = TextField(null=True)
    priority = TextField(null=True)
    topic = TextField(null=True)
    tags = TagsField(null=True)
    owner = ForeignKeyField(User, null=True, index=False)
    body = TextField(null=True)
    reference = TextField(null=True)
    external_id = TextField(null=True, unique=True)
    recurrence = TextField(null=True)
    repeat_from = TextField(null=True)
    reminders = TextField(null=True)
    parent = ForeignKeyField("self", null=True, backref=None)
    except_on = TextField(null=True)
    place = TextField(null=True)
    replaces = MomentField(null=True)
    time_zone = TextField(null=True)

    class Meta:
        indexes = (
            (("client", "status", "start"), False),
            (("contact", "start"), False),
            (("owner", "status", "start"), False),
        )


AT = fn.COALESCE(Activity.start, Activity.due)
"""Lists and days are in the order of start or, without one, of due."""

Activity.add_index(
    Activity.index(Activity.archived_at, AT, name="activity_archived_at_at"),
)
Activity.add_index(
    Activity.index(Activity.status, AT, Activity.owner, name="activity_status_at_owner_id")
)


Activity.add_index(
    Activity.index(Activity.tags, where=Activity.tags.is_null(False), name="activity_tags")
)

Activity.add_index(
    Activity.index(
        Activity.owner, where=Activity.reminders.is_null(False), name="activity_reminders"
    )
)


Activity.add_index(
    Activity.index(
        Activity.deal,
        Activity.start,
        where=Activity.deal.is_null(False),
        name="activity_deal_id_start",
    )
)

UNINDEXED_STATUS = SQL('+"status"')
"""So that the few that repeat or remind are found by their own index, not among all planned."""

CROSSES = fn.SUBSTR(Activity.start, 1, 10) < fn.SUBSTR(Activity.end, 1, 10)
"""Ends on a later day, by UTC, than it begins: the few that may begin before a window."""

Activity.add_index(Activity.index(Activity.end, where=CROSSES, name="activity_crosses"))
Activity.add_index(
    Activity.index(
        Activity.owner, where=Activity.recurrence.is_null(False), name="activity_repeats"
    )
)


class Participant(Stamped):
    """A colleague or a contact who was invited to an activity."""

    activity = ForeignKeyField(Activity)
    user = ForeignKeyField(User, null=True)
    contact = ForeignKeyField(Contact, null=True)
    response = TextField()
