"""Who has lent her open work to whom."""

from peewee import ForeignKeyField, IntegerField

from crm_tui.data.columns import DayField
from crm_tui.data.models.base import Stamped
from crm_tui.data.models.users import User


class Loan(Stamped):
    """The lender's open work is the borrower's until the end of a day; archived when it is back.

    `lending` is the number of the transaction that lent it: its changes say what that was.
    """

    lender = ForeignKeyField(User)
    borrower = ForeignKeyField(User, index=False, backref=None)
    until = DayField()
    lending = IntegerField()
