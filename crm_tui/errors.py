"""Every failure a user can cause or must hear about.

The message is an English sentence, marked with `_` for the catalogue, with the values' names in
braces; the edge translates it and fills the values in (`i18n.Language.error`). Anything else that
is raised is a bug.
"""


class CrmError(Exception):
    """The base of all expected failures.

    `field` names the field of the record, `line` the line of the file that is at fault.
    """

    exit_code = 1
    code = "error"

    def __init__(
        self, message: str, *, field: str | None = None, line: int | None = None, **values: object
    ) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.line = line
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values)


class InvalidInputError(CrmError):
    """What was typed or given breaks a rule."""

    exit_code = 2
    code = "invalid"


class MissingExtraError(CrmError):
    """A library is not installed that only some people need."""

    exit_code = 2
    code = "missing_extra"


class NotFoundError(CrmError):
    exit_code = 3
    code = "not_found"


class ForbiddenError(CrmError):
    exit_code = 4
    code = "forbidden"


class ConflictError(CrmError):
    """Someone else changed the record since it was read."""

    exit_code = 5
    code = "conflict"


class DatabaseBusyError(CrmError):
    exit_code = 6
    code = "busy"


class CannotStartError(CrmError):
    """The settings or the database do not allow a start: newer, damaged, foreign, read-only."""

    exit_code = 7
    code = "cannot_start"
