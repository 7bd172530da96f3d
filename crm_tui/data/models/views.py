"""The views that users keep of their lists."""

from peewee import BooleanField, ForeignKeyField, TextField

from crm_tui.data.models.base import Stamped
from crm_tui.data.models.users import User


class SavedView(Stamped):
    """A filter as it was typed, and names of fields with commas between them.

    `entity` is the word of the list: leads are a list of their own.
    """

    entity = TextField()
    name = TextField()
    where = TextField(column_name="filter")
    columns = TextField()
    sort = TextField()
    grouping = TextField()
    owner = ForeignKeyField(User, index=False)
    shared = BooleanField(default=False)

    class Meta:
        table_name = "saved_view"
