"""The program with a database of its own, keys pressed in it, and what stands on its screen."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from crm_tui.data.database import connect
from crm_tui.domain.catalogue import Catalogue
from crm_tui.domain.entities import ACTIVITIES, CLIENTS, CONTACTS
from crm_tui.domain.fields import Link
from crm_tui.i18n import Language
from crm_tui.screens.app import CrmApp
from crm_tui.services import activities, records
from crm_tui.session import Session
from tools.driving import Threads, key, settled, watched


@pytest.fixture(autouse=True)
def utf8_terminal(monkeypatch):
    monkeypatch.setenv("CRM_ASCII", "0")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(autouse=True)
def folders_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture(autouse=True)
def in_threads() -> Iterator[Threads]:
    with watched() as running:
        yield running


@pytest.fixture
def crm(session: Session) -> Callable[..., CrmApp]:
    """Makes the program on the database of `session`; it connects in a thread of its own."""

    def make(language: str = "en") -> CrmApp:
        def open_session() -> Session:
            connect()
            return replace(session, language=Language(language), catalogue=Catalogue())

        return CrmApp(open_session, Language(language))

    return make


@pytest.fixture
def settle(in_threads):
    """Waits until nothing loads, nothing is about to, and everything is painted."""

    async def wait(pilot) -> None:
        await settled(pilot.app, in_threads)

    return wait


@pytest.fixture
def press(settle):
    """Presses keys one after the other, and waits before and after each for quiet."""

    async def keys(pilot, *names: str) -> None:
        await settle(pilot)
        for name in names:
            pilot.app.post_message(key(name))
            await settle(pilot)

    return keys


@pytest.fixture
def seen():
    """What stands on the screen, as lines of text."""

    def lines(app: CrmApp) -> list[str]:
        strips = app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    return lines


@pytest.fixture
def toasts():
    """The texts of the notices that were shown, without the sign of those that warn."""

    def texts(app: CrmApp) -> list[str]:
        return [notice.message.removeprefix("! ") for notice in app._notifications]

    return texts


@pytest.fixture
def romashka(session: Session, session_on, built):
    """A client with two people, two contacts that were held and a call that is late."""
    session_on(built(fill))
    return records.get(session, CLIENTS, 1)


def fill(session: Session) -> None:
    typed = {
        "name": "Romashka LLC",
        "phone": "+7 495 555-12-34",
        "email": "info@romashka.example",
        "city": "Moscow",
        "street": "Tverskaya 7",
        "tax_id": "7701234567",
        "credit_limit": "500000",
        "owner": "me",
        "notes": "Ask for Ivan.",
    }
    client = records.add(session, CLIENTS, typed)
    works = {"client": f"C-{client.id}"}
    buyer = {"display_name": "Ivan Petrov", "title": "buyer", "phone": "+7 495 555-12-35"}
    ivan = records.add(session, CONTACTS, buyer | works)
    records.add(session, CONTACTS, {"display_name": "Anna Kovaleva", "title": "accounting"} | works)
    activities.log(session, Link(ivan.id, ""), CONTACTS, "call", "asked for 5 % more", {})
    mail = {"start": "2026-11-18 15:00", "direction": "in"}
    activities.log(session, Link(client.id, ""), CLIENTS, "email", "wants the 40 l model", mail)
    call = {"subject": "ask about the contract", "kind": "call", "due": "2026-11-22"}
    records.add(session, ACTIVITIES, call | works)
