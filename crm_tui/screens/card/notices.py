"""What the empty tabs of a card say."""

from crm_tui.domain.texts import _
from crm_tui.i18n import Language
from crm_tui.widgets.notice import Notice

NOTICES = {
    "history": Notice(
        _("Nothing yet"),
        [_("Calls, letters, meetings and what is planned stand here.")],
        [("l", _("log a contact")), ("n", _("plan something"))],
    ),
    "deals": Notice(
        _("No deals yet"),
        [_("What may be sold stands here, with what was won and lost.")],
        [("n", _("add a deal"))],
    ),
    "people": Notice(
        _("Nobody yet"),
        [_("The people to talk to, and ties to other clients.")],
        [("n", _("new contact"))],
    ),
    "changes": Notice(_("No changes are known"), [_("The record came with an import.")]),
}


def notice(language: Language, tab: str) -> Notice:
    """Translated."""
    found = NOTICES[tab]
    return Notice(
        language.text(found.title),
        [language.text(text) for text in found.texts],
        [(key, language.text(does)) for key, does in found.keys],
    )
