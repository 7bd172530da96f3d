"""The chains of steps that are planned together."""

from peewee import TextField

from crm_tui.data.models.base import Stamped


class Playbook(Stamped):
    """`steps` as they are typed, in the order of their days."""

    name = TextField()
    steps = TextField()
