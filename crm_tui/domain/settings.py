"""The settings of a user and of the firm: each is described here once.

`crm set`, the screen of settings, completion and the manual read the descriptions. What is set is
kept as text that reads back; `restored` and `complete` give the values that count.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from crm_tui.domain.fields import Choice, Field, Kind, Labelled, Value
from crm_tui.domain.suggestions import nearest
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError


class Scope(Labelled):
    """Whom a setting concerns."""

    USER = "user", _("Mine")
    FIRM = "firm", _("The firm's")


class Notifications(Labelled):
    """How the screens tell a due reminder; each does what the ones before it do."""

    OFF = "off", _("off")
    SCREEN = "screen", _("on the screen")
    BELL = "bell", _("with a sound")
    TERMINAL = "terminal", _("by the terminal")


NOTIFICATIONS = tuple(Choice(one.value, one.label) for one in Notifications)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `field` says what it holds; its name is the key."""

    scope: Scope
    field: Field
    meaning: str
    """One marked line that says what changes with it."""
    default: Value = None
    """What counts until it is set; None: something outside decides, as `meaning` says."""
    check: Callable[[str], str] | None = None
    """Reads a typed text as the value that is kept, or raises InvalidInputError."""
    offered: Callable[[], Iterable[str]] | None = None
    """Values for completion, where they are no choices."""
    column: bool = False
    """Kept in a column of the user of that name."""

    @property
    def key(self) -> str:
        return self.field.name

    def values(self) -> list[str]:
        """What can be typed, for completion; empty where it can be anything."""
        if self.field.kind is Kind.FLAG:
            return ["yes", "no"]
        return [*(choice.key for choice in self.field.choices), *(self.offered or tuple)()]


def described(scope: Scope, key: str, label: str, meaning: str, **more: Any) -> Setting:
    """A setting; `choices` make it one of them, `kind` something else than a text."""
    choices: tuple[Choice, ...] = more.pop("choices", ())
    kind = more.pop("kind", Kind.CHOICE if choices else Kind.TEXT)
    required = more.pop("required", False)
    return Setting(scope, Field(key, label, kind, choices=choices, required=required), meaning,
                   **more)  # fmt: skip


def _asked(module: str, name: str) -> Callable[..., Any]:
    """A function of `domain`, imported when it is called.

    Every start reads the settings, and hardly any sets one.
    """

    def call(*given: str) -> Any:
        return getattr(import_module(f"crm_tui.domain.{module}"), name)(*given)

    return call


SETTINGS = (
    described(
        Scope.USER, "name", _("Full name"), _("How your colleagues see you"),
        column=True, required=True,
    ),
    described(
        Scope.USER, "email", _("E-mail"),
        _("By which calendars know you"),
        check=_asked("emails", "check"),
    ),
    described(
        Scope.USER, "language", _("Language"),
        _("Not set: as your terminal says"),
        choices=(Choice("en", "English", shipped=False), Choice("ru", "Русский", shipped=False)),
        column=True,
    ),
    described(
        Scope.USER, "time_zone", _("Time zone"),
        _("Not set: that of this machine"),
        check=_asked("zones", "read_zone"), offered=_asked("zones", "words"), column=True,
    ),
    described(
        Scope.USER, "phone_region", _("Phone region"),
        _("Of phones without +; not set: the firm's"),
        check=_asked("phones", "read_region"), offered=_asked("phones", "regions"),
    ),
    described(
        Scope.USER, "day_begins", _("Day begins"), _("From when Today tells free time"),
        default="09:00", check=_asked("agenda", "read_hour"),
    ),
    described(
        Scope.USER, "day_ends", _("Day ends"), _("Until when Today tells free time"),
        default="18:00", check=_asked("agenda", "read_hour"),
    ),
    described(
        Scope.USER, "reminder", _("Reminder"),
        _("Before an hour comes: 15m, 1h, none"),
        default="15m", check=_asked("reminders", "read_default"),
    ),
    described(
        Scope.USER, "notifications", _("Notifications"),
        _("What a reminder does when it is due"),
        default=Notifications.SCREEN.value, choices=NOTIFICATIONS,
    ),
    described(
        Scope.USER, "theme", _("Colours"),
        _("Not set: dark, as many as the terminal has"),
        choices=(
            Choice("ink", _("dark")), Choice("paper", _("light")),
            Choice("contrast", _("high contrast")),
            Choice("ansi-dark", _("dark, the terminal's sixteen colours")),
            Choice("ansi-light", _("light, the terminal's sixteen colours")),
        ),
    ),
    described(
        Scope.USER, "ascii", _("Plain signs"),
        _("Letters instead of lines and signs"), kind=Kind.FLAG,
    ),
    described(
        Scope.USER, "mouse", _("Mouse"),
        _("No: the terminal selects text itself"),
        kind=Kind.FLAG, default=True,
    ),
    described(
        Scope.FIRM, "cadence", _("Keep in touch"),
        _("Days between contacts: key 14, retail 60"),
        check=_asked("cadence", "read_segments"),
    ),
    described(
        Scope.FIRM, "currency", _("Currency"), _("Of sums that are typed without one"),
        default="RUB",
        check=_asked("money", "read_currency"), offered=_asked("money", "currencies"),
    ),
    described(
        Scope.FIRM, "country", _("Country"),
        _("Of phones that are typed without +"),
        default="RU", check=_asked("phones", "read_region"), offered=_asked("phones", "regions"),
    ),
)  # fmt: skip

BY_KEY: Mapping[str, Setting] = {setting.key: setting for setting in SETTINGS}


def find(word: str) -> Setting:
    """The setting of that key; InvalidInputError with the nearest for any other word."""
    key = word.strip().lower().replace("-", "_")
    if key in BY_KEY:
        return BY_KEY[key]
    close = nearest(key, BY_KEY)
    if close:
        message = _("there is no setting {word}: did you mean {nearest}?")
        raise InvalidInputError(message, field=word, word=word, nearest=close)
    raise InvalidInputError(
        _("there is no setting {word}: see crm set for all of them"), field=word, word=word
    )


def restored(setting: Setting, kept: str) -> Value:
    """The value that a kept text stands for."""
    match setting.field.kind:
        case Kind.FLAG:
            return kept == "yes"
        case Kind.NUMBER:
            from crm_tui.domain import numbers

            return numbers.parse(kept)
    return kept


def complete(kept: Mapping[str, str]) -> dict[str, Value]:
    """The value of every setting, by its key: what is kept, else the default."""
    return {
        key: restored(setting, kept[key]) if key in kept else setting.default
        for key, setting in BY_KEY.items()
    }
