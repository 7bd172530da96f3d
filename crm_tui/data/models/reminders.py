"""Which reminders somebody was told, where."""

from peewee import IntegerField, TextField

from crm_tui.data.columns import IdField, MomentField
from crm_tui.data.database import Table


class Told(Table):
    """The reminder of an activity at that moment was told to that user, by that channel.

    No change of a user's, so the journal does not hold it, and no foreign key: the activity may be
    taken back and come again.
    """

    id = IdField()
    activity = IntegerField()
    user = IntegerField()
    at = MomentField()
    channel = TextField()
    sent_at = MomentField()

    class Meta:
        table_name = "reminder"
        indexes = ((("user", "channel", "activity", "at"), True),)
