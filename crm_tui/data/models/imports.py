"""The imports: which file became what."""

from peewee import ForeignKeyField, IntegerField, TextField

from crm_tui.data.columns import IdField, OrderedJsonField
from crm_tui.data.database import Table
from crm_tui.data.models.journal import Transaction


class ImportBatch(Table):
    """One run of an import; the five verdicts add up to `rows`.

    `mapping` has the columns as they stand in the file, of old imports by the alphabet.
    `rejects` is the file with the refused rows, known only once all others are written. `blank` are
    rows that hold nothing, unknown of old imports.
    """

    id = IdField()
    transaction = ForeignKeyField(Transaction, column_name="txn")
    file = TextField()
    sha256 = TextField(index=True)
    encoding = TextField()
    delimiter = TextField()
    mapping = OrderedJsonField()
    rows = IntegerField()
    new = IntegerField()
    updated = IntegerField()
    same = IntegerField()
    duplicate = IntegerField()
    rejected = IntegerField()
    rejects = TextField(null=True)
    blank = IntegerField(null=True)

    class Meta:
        table_name = "import_batch"
