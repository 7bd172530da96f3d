"""Keys on a Russian layout: the letter on the same key cap of a Latin one.

It overrides Textual's search for a binding, which is private: the test tells when that changes.
"""

from typing import Generic, TypeVar

from textual.app import App
from textual.keys import _character_to_key

Answer = TypeVar("Answer")

CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬЖБЮ.,"
LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.QWERTYUIOPASDFGHJKLZXCVBNM:<>/?"
LATIN_OF = dict(zip(CYRILLIC, LATIN, strict=True))
SPELLED = {"full_stop": ".", "comma": ","}


def latin_key(key: str) -> str | None:
    """The key that a Latin layout would have sent; None for one that is the same on both."""
    *modifiers, name = key.rsplit("+", 1)
    latin = LATIN_OF.get(SPELLED.get(name, name))
    return "+".join([*modifiers, _character_to_key(latin)]) if latin else None


class BothLayouts(App[Answer], Generic[Answer]):
    """Letters that nothing is bound to count as those of the other layout.

    Inputs keep their letters, since they take the key first.
    """

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        if await super()._check_bindings(key, priority):
            return True
        latin = latin_key(key)
        return latin is not None and await super()._check_bindings(latin, priority)
