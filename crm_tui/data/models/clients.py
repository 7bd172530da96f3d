"""The client table. `name_key` is the folded name, for order and for look-alikes;
`last_contact` and `next_contact` follow from the activities (`contact_dates`)."""

from peewee import SQL, ForeignKeyField, IntegerField, TextField

from crm_tui.data.columns import MomentField, TagsField
from crm_tui.data.models.base import RecordTable
from crm_tui.data.models.users import User
from crm_tui.data.tax_keys import tax_key


class Client(RecordTable):
    name = TextField()
    name_key = TextField(index=True)
    legal_name = TextField(null=True)
    kind = TextField()
    relation = TextField()
    lifecycle = TextField(index=True)
    tax_id = TextField(null=True)
    industry = TextField(null=True)
    segment = TextField(null=True, index=True)
    size = TextField(null=True)
    country = TextField(null=True)
    region = TextField(null=True)
    city = TextField(null=True)
    postcode = TextField(null=True)
    street = TextField(null=True)
    currency = TextField(null=True)
    turnover = IntegerField(null=True)
    budget = IntegerField(null=True)
    credit_limit = IntegerField(null=True)
    payment_terms = TextField(null=True)
    source = TextField(null=True)
    referrer = ForeignKeyField("self", null=True, backref=None)
    first_touch_at = MomentField(null=True)
    owner = ForeignKeyField(User, null=True)
    rating = TextField(null=True)
    cadence = IntegerField(null=True)
    tags = TagsField(null=True)
    website = TextField(null=True)
    notes = TextField(null=True)
    external_id = TextField(null=True)
    last_contact = MomentField(null=True)
    next_contact = MomentField(null=True)

    class Meta:
        indexes = (
            (("archived_at", "name_key"), False),
            (("archived_at", "next_contact", "last_contact", "owner"), False),
        )


Client.add_index(Client.index(Client.tags, where=Client.tags.is_null(False), name="client_tags"))


Client.add_index(
    Client.index(
        Client.external_id, where=Client.external_id.is_null(False), name="client_external_id"
    )
)


Client.add_index(
    Client.index(
        SQL(tax_key('"tax_id"')), where=Client.tax_id.is_null(False), name="client_tax_key"
    )
)


Client.add_index(
    Client.index(Client.cadence, where=Client.cadence.is_null(False), name="client_cadence")
)
