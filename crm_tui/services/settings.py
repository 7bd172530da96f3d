"""What a user and the firm have set: read, set, given back to the default."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from crm_tui import i18n
from crm_tui.data.stores import settings, users
from crm_tui.domain import plain_values
from crm_tui.domain.permissions import check_may_shape
from crm_tui.domain.settings import BY_KEY, SETTINGS, Scope, Setting, complete, find
from crm_tui.domain.texts import _
from crm_tui.domain.users import User
from crm_tui.errors import CrmError, InvalidInputError
from crm_tui.services.writing import acting, action
from crm_tui.session import Session
from crm_tui.settings import zone


@dataclass(frozen=True, slots=True)
class Held:
    """A setting with the value that counts now; `is_set` where it is not the default."""

    setting: Setting
    value: Any
    is_set: bool


def everything(session: Session) -> tuple[Held, ...]:
    """Every setting, in the order of their description."""
    kept = _kept(_user(session))
    counting = complete(kept)
    return tuple(Held(one, counting[one.key], one.key in kept) for one in SETTINGS)


def get(session: Session, word: str) -> Held:
    """The setting of that key; InvalidInputError with the nearest for any other word."""
    wanted = find(word)
    return next(held for held in everything(session) if held.setting is wanted)


def written(session: Session, held: Held) -> str:
    """The value as it is typed; "" where nothing is set and there is no default."""
    return plain_values.plain(held.setting.field, held.value, None, session.zone)


def put(session: Session, word: str, typed: str) -> Held:
    """Set it to what was typed; an empty text gives the default back."""
    setting = find(word)
    value = read(session, setting, typed)
    if value is None:
        return reset(session, word)
    _keep(session, setting, value, _("change a setting"))
    return get(session, word)


def reset(session: Session, word: str) -> Held:
    """Give the default back."""
    setting = find(word)
    if setting.field.required:
        label = setting.field.label
        raise InvalidInputError(_("{label} is missing"), field=setting.key, label=label)
    _keep(session, setting, None, _("reset a setting"))
    return get(session, word)


def read(session: Session, setting: Setting, typed: str) -> str | None:
    """What is kept for a typed text, None for an empty one; InvalidInputError names the key."""
    from crm_tui.domain import values

    field = setting.field
    value: Any = values.parse(field, typed, session.reading, session.language.text)
    if value is None:
        return None
    text = plain_values.plain(field, value, None, session.zone)
    try:
        return setting.check(text) if setting.check else text
    except CrmError as error:
        error.field = field.name
        raise


def renewed(session: Session) -> Session:
    """The session with what is set now, by whomever; the same one where nothing has changed."""
    user = _user(session)
    now = complete(_kept(user))
    if user == session.user and now == session.settings:
        return session
    changed = {key for key, value in now.items() if value != session.settings.get(key)}
    found = replace(session, user=user, settings=now)
    if "time_zone" in changed:
        found = replace(found, zone=zone(user.time_zone))
    if "language" in changed:
        language = i18n.choose(session.asked_language, os.environ, user.language)
        found = replace(found, language=language)
    return found


def _user(session: Session) -> User:
    return users.by_login(session.user.login) or session.user


def _kept(user: User) -> Mapping[str, str]:
    columns = {key: getattr(user, key) for key, one in BY_KEY.items() if one.column}
    return settings.kept(user.id) | {key: text for key, text in columns.items() if text}


def _keep(session: Session, setting: Setting, value: str | None, label: str) -> None:
    if setting.scope is Scope.FIRM:
        check_may_shape(acting(session))
    with action(session, label) as journal:
        if setting.column:
            users.change(journal, session.user.id, setting.key, value)
        else:
            owner = settings.FIRM if setting.scope is Scope.FIRM else session.user.id
            settings.keep(journal, owner, setting.key, value)
