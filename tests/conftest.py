import gc
import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

from crm_tui.data import files
from crm_tui.data.database import database, meaning
from crm_tui.data.stores import users
from crm_tui.session import Session

# A deadline would measure the machine; CI judges a change, so it tries the same examples each time.
settings.register_profile("machine", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("machine")

# The screens make many objects that live long; the collector would look at them again and again.
gc.set_threshold(50_000)

NOW = datetime(2026, 11, 24, 9, 41, tzinfo=UTC)


@pytest.fixture(scope="session")
def template(tmp_path_factory) -> bytes:
    """A new database, made once and copied for every test."""
    path = tmp_path_factory.mktemp("template") / "crm.db"
    files.open_file(path)
    database.close()
    return path.read_bytes()


@pytest.fixture
def database_path(template, tmp_path) -> Path:
    path = tmp_path / "crm.db"
    path.write_bytes(template)
    path.chmod(0o600)
    return path


@pytest.fixture(scope="session")
def template_of_olga(template, tmp_path_factory) -> bytes:
    """The same after Olga's first start, which makes her its admin."""
    path = tmp_path_factory.mktemp("template") / "crm.db"
    olga_on(path, template)
    database.close()
    return path.read_bytes()


def olga_on(path: Path, content: bytes) -> Session:
    """Olga in Moscow on a Tuesday morning, in English, at a database with this content."""
    if database.obj is not None:
        database.close()
    path.write_bytes(content)
    path.chmod(0o600)
    files.open_file(path)
    return Session(
        users.sign_in("olga", "Olga", NOW),
        now=lambda: NOW,
        zone=ZoneInfo("Europe/Moscow"),
        close=database.close,
        guard=meaning,
        database=str(path),
    )


@pytest.fixture
def session_on(database_path) -> Callable[[bytes], Session]:
    """Opens the test's own database anew with that content."""
    yield partial(olga_on, database_path)
    database.close()


@pytest.fixture
def session(session_on, template_of_olga) -> Session:
    """Olga with an empty database of her own."""
    return session_on(template_of_olga)


@pytest.fixture(scope="session")
def built(template_of_olga, tmp_path_factory) -> Callable[[Callable[[Session], object]], bytes]:
    """What the database holds after some work of Olga's, which is done once for all tests."""

    @cache
    def build(work: Callable[[Session], object]) -> bytes:
        path = tmp_path_factory.mktemp("built") / "crm.db"
        work(olga_on(path, template_of_olga))
        database.close()
        return path.read_bytes()

    return build
