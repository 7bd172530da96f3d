"""The deal table; `last_contact` and `next_contact` follow from the activities."""

from peewee import ForeignKeyField, IntegerField, TextField

from crm_tui.data.columns import DayField, MomentField, TagsField
from crm_tui.data.models.base import RecordTable
from crm_tui.data.models.clients import Client
from crm_tui.data.models.contacts import Contact
from crm_tui.data.models.users import User


class Deal(RecordTable):
    name = TextField()
    name_key = TextField(index=True)
    client = ForeignKeyField(Client)
    contact = ForeignKeyField(Contact, null=True)
    stage = TextField(null=True)
    status = TextField()
    amount = IntegerField(null=True)
    currency = TextField(null=True)
    expected_close = DayField(null=True)
    closed_at = MomentField(null=True)
    lost_reason = TextField(null=True)
    source = TextField(null=True)
    owner = ForeignKeyField(User, null=True)
    tags = TagsField(null=True)
    notes = TextField(null=True)
    external_id = TextField(null=True)
    last_contact = MomentField(null=True)
    next_contact = MomentField(null=True)

    class Meta:
        indexes = (
            (("archived_at", "name_key"), False),
            (("status", "archived_at", "next_contact", "owner"), False),
        )


Deal.add_index(Deal.index(Deal.tags, where=Deal.tags.is_null(False), name="deal_tags"))

Deal.add_index(
    Deal.index(Deal.external_id, where=Deal.external_id.is_null(False), name="deal_external_id")
)
