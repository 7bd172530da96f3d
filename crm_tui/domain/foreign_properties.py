"""What a vCard says that no field has: kept with the record, and written again when it leaves.

It is changed, journalled and undone like a custom field, but is in no form and no column. No user's
field can have these names, which begin with a line.
"""

from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.texts import _

LABEL = _("Other properties of the vCard")
OF = {
    "clients": Field("_company_vcard", LABEL, Kind.NOTE, custom=True),
    "contacts": Field("_vcard", LABEL, Kind.NOTE, custom=True),
}
"""By the name of the entity."""
