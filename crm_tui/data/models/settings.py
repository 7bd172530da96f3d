"""What users shape themselves: settings, pick-lists and custom fields."""

from peewee import IntegerField, TextField

from crm_tui.data.models.base import Stamped


class Lookup(Stamped):
    """A value of a pick-list. `shipped` labels are translated until a user renames them."""

    list = TextField()
    key = TextField()
    label = TextField()
    position = IntegerField()
    shipped = IntegerField(default=0)

    class Meta:
        indexes = ((("list", "key"), True),)


class CustomField(Stamped):
    """A field that users added to an entity; its values are in the records' `extra`."""

    entity = TextField()
    name = TextField()
    label = TextField()
    kind = TextField()
    list = TextField(null=True)
    position = IntegerField()

    class Meta:
        table_name = "custom_field"
        indexes = ((("entity", "name"), True),)


class Setting(Stamped):
    """What a user has set, or, where `user` is 0, the firm; without a value the default counts."""

    user = IntegerField(default=0)
    key = TextField()
    value = TextField(null=True)

    class Meta:
        indexes = ((("user", "key"), True),)
