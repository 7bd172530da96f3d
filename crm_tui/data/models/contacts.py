"""The contact table, and the phones and addresses of clients and contacts."""

from peewee import SQL, BooleanField, Check, ForeignKeyField, IntegerField, TextField, fn

from crm_tui.data.columns import DayField, MomentField, TagsField
from crm_tui.data.models.base import RecordTable, Stamped
from crm_tui.data.models.clients import Client
from crm_tui.data.models.users import User


class Contact(RecordTable):
    display_name = TextField()
    name_key = TextField(index=True)
    first = TextField(null=True)
    middle = TextField(null=True)
    last = TextField(null=True)
    title = TextField(null=True)
    department = TextField(null=True)
    client = ForeignKeyField(Client, null=True)
    birthday = DayField(null=True)
    language = TextField(null=True)
    preferences = TextField(null=True)
    do_not_contact = BooleanField(null=True)
    tags = TagsField(null=True)
    source = TextField(null=True)
    owner = ForeignKeyField(User, null=True)
    external_id = TextField(null=True)
    last_contact = MomentField(null=True)

    class Meta:
        indexes = ((("archived_at", "name_key"), False),)


Contact.add_index(
    Contact.index(Contact.tags, where=Contact.tags.is_null(False), name="contact_tags")
)


Contact.add_index(
    Contact.index(
        Contact.external_id, where=Contact.external_id.is_null(False), name="contact_external_id"
    )
)


BIRTHDAY = fn.SUBSTR(Contact.birthday, SQL("6"))
"""The month and the day; a parameter would keep the index from serving it."""

Contact.add_index(Contact.index(BIRTHDAY, name="contact_birthday"))


class ContactPoint(Stamped):
    """A phone, an e-mail or another way to reach one client or one contact.

    `normalised` is E.164 or the e-mail in lower case, None where it could not be read (status
    `bad`); `tail` is the digits backwards, so that the last digits of a phone find it.
    """

    client = ForeignKeyField(Client, null=True)
    contact = ForeignKeyField(Contact, null=True)
    kind = TextField()
    value = TextField()
    normalised = TextField(null=True, index=True)
    tail = TextField(null=True, index=True)
    label = TextField(null=True)
    position = IntegerField(default=0)
    status = TextField(default="ok")

    class Meta:
        table_name = "contact_point"
        constraints = [Check("(client_id IS NULL) <> (contact_id IS NULL)")]
