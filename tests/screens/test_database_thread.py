"""The thread between the screens and the database."""

import asyncio

import pytest

from crm_tui.data.database import database
from crm_tui.errors import CannotStartError
from crm_tui.screens.database_thread import DatabaseThread


def delete_without_permission(session):
    database.connect(reuse_if_open=True)
    database.execute_sql("PRAGMA query_only = 1")
    database.execute_sql("DELETE FROM client")


async def test_what_the_database_refuses_is_an_error_for_people(session):
    thread = DatabaseThread(lambda: session)
    await thread.open()
    with pytest.raises(CannotStartError, match="cannot be written"):
        await thread.call(delete_without_permission)
    await thread.close()


async def test_what_is_asked_while_the_program_ends_reaches_no_closed_connection(session):
    thread = DatabaseThread(lambda: session)
    await thread.open()
    await thread.close()
    asked = []
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(thread.call(asked.append), 0.01)
    assert not asked
