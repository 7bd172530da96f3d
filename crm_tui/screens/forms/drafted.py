"""A form that goes on with a draft: the record may have changed meanwhile, or be gone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from crm_tui.domain.drafts import Draft
from crm_tui.domain.entities import Entity
from crm_tui.domain.fields import Field, Kind, Link
from crm_tui.domain.money import Amount
from crm_tui.domain.texts import _
from crm_tui.domain.values import NewChoice
from crm_tui.errors import CrmError, NotFoundError
from crm_tui.screens.forms import questions
from crm_tui.screens.forms.questions import Questions
from crm_tui.services import entering
from crm_tui.session import Session

GONE = _("this record is not there any more; saving adds it anew")
ARCHIVED = _("this record was archived; x in its list takes it out of the archive")
CHANGED = _("somebody changed this record meanwhile; saving shows you where you differ")


@dataclass(frozen=True, slots=True)
class Drafted:
    """The questions, what was typed, and a marked sentence where the record is not what it was."""

    questions: Questions
    number: int | None
    typed: Mapping[str, str]
    changed: str = ""


def ask(session: Session, entity: Entity, number: int | None, draft: Draft | None) -> Drafted:
    """The questions of a form, with what the draft holds of it."""
    try:
        found = questions.ask(session, entity, number)
    except NotFoundError:
        if draft is None:
            raise
        new = questions.ask(session, entity, None)
        return Drafted(new, None, known(new, {**draft.before, **draft.texts}), GONE)
    if draft is None:
        return Drafted(found, number, {})
    typed = known(found, draft.texts)
    if found.record is None or found.record.version == draft.version:
        return Drafted(found, number, typed)
    archived = getattr(found.record, "archived_at", None) is not None
    seen = replace(found, record=as_it_was(session, found, draft))
    return Drafted(seen, number, typed, ARCHIVED if archived else CHANGED)


def known(found: Questions, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts for which the form still has a field."""
    return {field.name: texts[field.name] for field in found.fields if field.name in texts}


def as_it_was(session: Session, found: Questions, draft: Draft) -> Any:
    """The record as the draft knew it, so that saving notices what others have changed since."""
    record = found.record
    own: dict[str, Any] = {}
    custom = dict(record.extra)
    for field in found.fields:
        before = draft.before.get(field.name, "")
        if before != found.texts[field.name]:
            (custom if field.custom else own)[field.name] = read(session, field, before)
    return replace(record, version=draft.version, extra=custom, **own)


def read(session: Session, field: Field, text: str) -> Any:
    """The value that stood there; what cannot be read any more is shown as it was written."""
    try:
        value = entering.read_value(session, field, text)
    except CrmError:
        return Link(0, text) if field.kind is Kind.LINK else text
    if isinstance(value, NewChoice):
        return value.label
    return value.minor if isinstance(value, Amount) else value
