"""What others have done that a user is told of."""

from peewee import ForeignKeyField, IntegerField, TextField

from crm_tui.data.columns import IdField, MomentField
from crm_tui.data.database import Table
from crm_tui.data.models.journal import Transaction


class Notification(Table):
    """The user is told of what a transaction did, once for each reason and kind of record.

    It follows from the change, so the journal does not hold it: it counts as long as its
    transaction does. `record` is empty where there are several. The user is no foreign key: an undo
    may take a user back.
    """

    id = IdField()
    transaction = ForeignKeyField(Transaction, index=False, column_name="txn")
    user = IntegerField()
    reason = TextField()
    entity = TextField()
    record = IntegerField(null=True)
    count = IntegerField()
    text = TextField()
    read_at = MomentField(null=True)

    class Meta:
        indexes = (
            (("transaction", "user", "reason", "entity"), True),
            (("user", "read_at"), False),
        )
