"""The imports: which file became what."""

from peewee import ForeignKeyField, IntegerField, TextField

from crm_tui.data.columns import IdField, JsonField
from crm_tui.data.database import Table
from crm_tui.data.models.journal import Transaction

RUNNING, DONE = "running", "done"


class ImportBatch(Table):
    """One run of an import; the five verdicts add up to `rows`.

    `status` is running as long as further steps are to be written, then done.
    `steps` are the entries of the journal with which the steps of a running one began. `rejects`
    is the file with the refused rows, known only once all others are written. `blank` are rows that
    hold nothing, unknown of old imports.
    """

    id = IdField()
    transaction = ForeignKeyField(Transaction, column_name="txn")
    file = TextField()
    sha256 = TextField(index=True)
    encoding = TextField()
    delimiter = TextField()
    mapping = JsonField()
    rows = IntegerField()
    new = IntegerField()
    updated = IntegerField()
    same = IntegerField()
    duplicate = IntegerField()
    rejected = IntegerField()
    status = TextField()
    rejects = TextField(null=True)
    steps = JsonField(null=True)
    blank = IntegerField(null=True)

    class Meta:
        table_name = "import_batch"


ImportBatch.add_index(
    ImportBatch.index(
        ImportBatch.status, where=ImportBatch.steps.is_null(False), name="import_batch_running"
    )
)
