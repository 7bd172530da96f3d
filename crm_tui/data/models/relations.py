"""The ties between clients and contacts: second jobs, partners, subsidiaries."""

from peewee import ForeignKeyField, TextField

from crm_tui.data.columns import DayField
from crm_tui.data.models.base import Stamped
from crm_tui.data.models.clients import Client
from crm_tui.data.models.contacts import Contact


class Relation(Stamped):
    """`subject` is `kind` of `object`: each of them is a client or a contact."""

    subject_client = ForeignKeyField(Client, null=True)
    subject_contact = ForeignKeyField(Contact, null=True)
    kind = TextField()
    object_client = ForeignKeyField(Client, null=True)
    object_contact = ForeignKeyField(Contact, null=True)
    note = TextField(null=True)
    since = DayField(null=True)
    until = DayField(null=True)
