"""E-mail addresses: a quick check for bulk work, a thorough one for forms."""

import re

from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

LONGEST = 254
SHAPE = re.compile(
    r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*"
    r"@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]"
)


USUAL = re.compile(
    r"[A-Za-z0-9_+-]++(?:\.[A-Za-z0-9_+-]++)*+@"
    r"(?:[A-Za-z0-9]++(?:-++[A-Za-z0-9]++)*+\.)++[A-Za-z]{2,63}"
)
"""Most addresses: one look tells that up to `LONGEST_USUAL` letters of this shape are one."""

LONGEST_USUAL = 63
PLAIN = re.compile(r"[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}", re.ASCII | re.IGNORECASE)
"""Of the addresses with the shape, those about which the library has nothing to add."""


IN_BRACKETS = re.compile(r"<\s*([^<>@\s]+@[^<>@\s]+)\s*>")


def is_email(text: str) -> bool:
    """Has the text the shape of one address? Reserved domains such as .example count."""
    return len(text) <= LONGEST and SHAPE.fullmatch(text) is not None


def normalise(text: str) -> str:
    """The form under which two spellings of one address meet."""
    return text.strip().casefold()


def split(text: str) -> list[str]:
    """The addresses of a text that holds several, as typed; one that stands there twice is one."""
    return list(dict.fromkeys(part.strip() for part in re.split("[,;\n]", text) if part.strip()))


def listed(text: str) -> str:
    """The same addresses with ; between them, of Anna <a@b.example>, mailto:a@b.example or a row of
    them with spaces, strokes or bars between. Any other text stays as it is."""
    bare = text.replace("mailto:", "")
    found = IN_BRACKETS.findall(bare)
    if found and len(found) == bare.count("@"):
        return ";".join(found)
    parts = re.split(r"[\s,;|/]+", bare.strip())
    return ";".join(parts) if len(parts) > 1 and all(map(is_email, parts)) else bare


def is_usual(text: str) -> bool:
    """Whether `check` surely takes the text as one address, as it is; quick."""
    return len(text) <= LONGEST_USUAL and USUAL.fullmatch(text) is not None


def check(text: str) -> str:
    """The address as typed; InvalidInputError when it is none. Nothing is asked of the network."""
    address = text.strip()
    if not (is_email(address) and (PLAIN.fullmatch(address) or _satisfies_library(address))):
        message = _("{text} is no e-mail address: give one like anna@example.com")
        raise InvalidInputError(message, text=address)
    return address


def _satisfies_library(address: str) -> bool:
    import email_validator

    try:
        email_validator.validate_email(
            address,
            check_deliverability=False,
            test_environment=True,
            globally_deliverable=False,
        )
    except email_validator.EmailNotValidError:
        return False
    return True
