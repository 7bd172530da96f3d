"""Our own people."""

from peewee import BooleanField, TextField

from crm_tui.data.columns import JsonField
from crm_tui.data.models.base import RecordTable


class User(RecordTable):
    login = TextField(unique=True)
    name = TextField()
    role = TextField()
    time_zone = TextField(null=True)
    language = TextField(null=True)
    active = BooleanField(default=True)
    preferences = JsonField(default=dict)
