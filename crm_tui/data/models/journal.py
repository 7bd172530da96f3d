"""The journal: one Transaction a user action, its Changes, and what undid it."""

from peewee import ForeignKeyField, IntegerField, TextField

from crm_tui.data.columns import IdField, JsonField, MomentField
from crm_tui.data.database import Table
from crm_tui.data.models.users import User

REFUSED = "refused"
"""The kind of an undo that could take nothing back: it says which change is passed over now."""


class Transaction(Table):
    """`kind` is change, undo, redo, setup or refused; `label` names the action in users' words.

    `steps` are the entries of the journal with which its steps began, as long as more are to come.
    """

    id = IdField()
    at = MomentField()
    user = ForeignKeyField(User, null=True, index=False)
    source = TextField()
    label = TextField()
    kind = TextField()
    undoes = ForeignKeyField("self", null=True, index=False)
    undone_by = ForeignKeyField("self", null=True, index=False)
    steps = JsonField(null=True)

    class Meta:
        indexes = ((("user", "kind"), False),)


Transaction.add_index(
    Transaction.index(
        Transaction.id, where=Transaction.steps.is_null(False), name="transaction_running"
    )
)


class Change(Table):
    """What happened to one record, or to the records from `record` to `last` of a bulk insert.

    `op` is insert, update or delete. `before` and `after` hold the fields concerned as they stand
    in the database; custom fields are called "extra.NAME".
    """

    id = IdField()
    transaction = ForeignKeyField(Transaction, index=False, column_name="txn")
    entity = TextField()
    op = TextField()
    record = IntegerField()
    last = IntegerField()
    before = JsonField(null=True)
    after = JsonField(null=True)

    class Meta:
        indexes = (
            (("transaction", "entity", "op", "record"), True),
            (("entity", "record"), False),
        )


Change.add_index(
    Change.index(Change.entity, Change.last, where=Change.last > Change.record, name="change_range")
)
"""Finds the bulk inserts that a record may belong to; there are few."""
