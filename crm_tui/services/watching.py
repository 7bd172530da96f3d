"""Notices that somebody else has changed the database."""

from crm_tui.data.database import data_version
from crm_tui.session import Session


def stamp(session: Session) -> int:
    """A number that moves when another connection has committed something; cheap to ask for."""
    return data_version()
