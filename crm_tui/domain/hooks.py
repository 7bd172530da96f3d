"""The moments at which programs of the user's are called."""

from enum import StrEnum


class Moment(StrEnum):
    """The name of a program is `pre-` or `post-` and one of these."""

    IMPORT = "import"
    CLIENT = "client"
    DEAL_STAGE = "deal-stage"


PRE, POST = "pre", "post"
