"""Tells of changes that were cut off, and taken back when the database was opened."""

from crm_tui.domain.cut_off import CutOff
from crm_tui.domain.texts import _, counted
from crm_tui.session import Session

IMPORT = _("the import of {file} ({who}, {at}) was cut off, and {outcome}: import it again")
UNDO = _("taking back change {txn} ({who}, {at}) was cut off, and {outcome}: take it back again")
REDO = _("doing a change again ({who}, {at}) was cut off, and {outcome}: redo it once more")
EDIT = counted(
    "a change of many records ({who}, {at}) was cut off after {count} record, and {outcome}: "
    "do it again",
    "a change of many records ({who}, {at}) was cut off after {count} records, and {outcome}: "
    "do it again",
)
ALL = _("all that it had written was taken back")
NOT_ALL = counted(
    "all that it had written was taken back but for {count} record that others have changed since",
    "all that it had written was taken back but for {count} records that others have changed since",
)


def told(session: Session) -> list[str]:
    """A sentence for each that the opening of this session has found."""
    return [sentence(session, one) for one in session.cut_off]


def sentence(session: Session, one: CutOff) -> str:
    language, action = session.language, one.action
    at = action.at.astimezone(session.zone)
    known = {
        "who": action.user or action.source,
        "at": f"{language.date(at.date())} {at:%H:%M}",
        "outcome": language.count(NOT_ALL, one.kept) if one.kept else language.text(ALL),
    }
    if one.file is not None:
        return language.text(IMPORT, file=one.file, **known)
    if action.kind in ("undo", "redo"):
        return language.text(UNDO if action.kind == "undo" else REDO, txn=action.undoes, **known)
    return language.count(EDIT, one.written, **known)
