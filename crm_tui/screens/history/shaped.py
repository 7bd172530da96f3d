"""Changes of what is no record: settings, values of pick-lists, fields of one's own."""

from collections.abc import Mapping
from dataclasses import replace

from crm_tui.domain.fields import Field
from crm_tui.domain.history import Entry
from crm_tui.domain.settings import BY_KEY
from crm_tui.domain.texts import _
from crm_tui.i18n import Language

WHAT = {
    "settings": _("setting"),
    "lookups": _("value of a pick-list"),
    "custom_fields": _("field of your own"),
}
SHAPED = {
    "label": Field("label", _("Label")),
    "archived_at": Field("archived_at", _("In the archive")),
}


def title(language: Language, entry: Entry) -> str:
    """The label of the setting, value or field, where the change tells it, and what it is."""
    what = language.text(WHAT.get(entry.entity, entry.entity))
    named = [BY_KEY[name].field.label for name in entry.fields if name in BY_KEY]
    if entry.entity == "settings" and named:
        return f"{language.text(named[0])} · {what}"
    label = next((value for value in reversed(entry.fields.get("label", ())) if value), None)
    return f"{language.text(label)} · {what}" if label else what


def described(entry: Entry) -> Mapping[str, Field]:
    """The fields of which the change is told; what is set is shown as it is typed."""
    if entry.entity != "settings":
        return SHAPED
    known = (name for name in entry.fields if name in BY_KEY)
    return {name: Field(name, BY_KEY[name].field.label) for name in known}


def told(entry: Entry) -> Entry:
    """A first setting has a value before it, too: none."""
    return replace(entry, action="update") if entry.entity == "settings" else entry
