"""How widgets translate the few labels they paint themselves: keys, the notice of a small window.

The app has an attribute `language: crm_tui.i18n.Language`; without one the labels are English.
All other texts come to the widgets already translated.
"""

from textual.dom import DOMNode

from crm_tui.i18n import Language


def language_of(node: DOMNode) -> Language:
    language = getattr(node.app, "language", None)
    return language if isinstance(language, Language) else Language()
