"""Changes of what is no record: settings, values of pick-lists, own fields, playbooks."""

from collections.abc import Mapping
from dataclasses import replace

from crm_tui.domain.fields import Choice, Field, Kind
from crm_tui.domain.history import Entry
from crm_tui.domain.participants import Response
from crm_tui.domain.settings import BY_KEY
from crm_tui.domain.texts import _
from crm_tui.i18n import Language
from crm_tui.widgets.signs import SIGN

WHAT = {
    "settings": _("setting"),
    "lookups": _("value of a pick-list"),
    "custom_fields": _("field of your own"),
    "playbooks": _("playbook"),
    "participants": _("who takes part"),
    "loans": _("lent work"),
}
ANSWERS = tuple(Choice(response.value, response.label) for response in Response)
SHAPED = {
    "label": Field("label", _("Label")),
    "name": Field("name", _("Name")),
    "steps": Field("steps", _("Steps")),
    "response": Field("response", _("Answer"), Kind.CHOICE, choices=ANSWERS),
    "until": Field("until", _("Until")),
    "archived_at": Field("archived_at", _("In the archive")),
}


def title(language: Language, entry: Entry) -> str:
    """The label of the setting, value, field or playbook, where it is told, and what it is."""
    what = language.text(WHAT.get(entry.entity, entry.entity))
    labels = [BY_KEY[name].field.label for name in entry.fields if name in BY_KEY]
    if entry.entity == "settings" and labels:
        return f"{language.text(labels[0])} {SIGN['dot']} {what}"
    named = entry.fields.get("label", entry.fields.get("name", ()))
    label = next((value for value in reversed(named) if value), None)
    return f"{language.text(label)} {SIGN['dot']} {what}" if label else what


def described(entry: Entry) -> Mapping[str, Field]:
    """The fields of which the change is told; what is set is shown as it is typed."""
    if entry.entity != "settings":
        return SHAPED
    known = (name for name in entry.fields if name in BY_KEY)
    return {name: Field(name, BY_KEY[name].field.label) for name in known}


def told(entry: Entry) -> Entry:
    """A first setting has a value before it, too: none."""
    return replace(entry, action="update") if entry.entity == "settings" else entry
