"""What every table that people change has: version, stamps, archive, custom fields."""

from peewee import IntegerField

from crm_tui.data.columns import IdField, JsonField, MomentField
from crm_tui.data.database import Table


class Stamped(Table):
    """A row that says who made and changed it, and counts its versions.

    The users' ids are no foreign keys: only the program writes them, and an import would pay for
    a check of each.
    """

    id = IdField()
    version = IntegerField(default=1)
    created_at = MomentField()
    created_by = IntegerField(null=True)
    changed_at = MomentField()
    changed_by = IntegerField(null=True)
    archived_at = MomentField(null=True)


class RecordTable(Stamped):
    """A row that is a record of the trade; `extra` holds its custom fields."""

    extra = JsonField(default=dict)
