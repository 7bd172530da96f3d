"""Which table holds what the journal tells of, and all tables; every start can do without it."""

from crm_tui.data.models.activities import Activity, Participant
from crm_tui.data.models.base import Stamped
from crm_tui.data.models.clients import Client
from crm_tui.data.models.contacts import Contact, ContactPoint
from crm_tui.data.models.deals import Deal
from crm_tui.data.models.imports import ImportBatch
from crm_tui.data.models.journal import Change, Transaction
from crm_tui.data.models.loans import Loan
from crm_tui.data.models.notifications import Notification
from crm_tui.data.models.playbooks import Playbook
from crm_tui.data.models.relations import Relation
from crm_tui.data.models.reminders import Told
from crm_tui.data.models.settings import CustomField, Lookup, Setting
from crm_tui.data.models.users import User
from crm_tui.data.models.views import SavedView

JOURNALLED: dict[str, type[Stamped]] = {
    "users": User,
    "clients": Client,
    "contacts": Contact,
    "points": ContactPoint,
    "relations": Relation,
    "deals": Deal,
    "activities": Activity,
    "participants": Participant,
    "lookups": Lookup,
    "custom_fields": CustomField,
    "settings": Setting,
    "saved_views": SavedView,
    "playbooks": Playbook,
    "loans": Loan,
}
"""By the word in `Change.entity`; what refers to others stands after them."""

MODELS = (*JOURNALLED.values(), Transaction, Change, ImportBatch, Told, Notification)
