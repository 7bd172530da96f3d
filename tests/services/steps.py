"""What the tests of changes that are written in steps share."""

from crm_tui.data import running_changes
from crm_tui.data.database import database


class StoppedError(Exception):
    """The user has stopped the work."""


def stop():
    raise StoppedError


def small_steps(monkeypatch, *sizes):
    """Few records are many steps, without a pause; the sizes are modules, names and numbers."""
    monkeypatch.setattr(running_changes, "PAUSE", 0)
    for module, name, size in sizes:
        monkeypatch.setattr(module, name, size)


def during(work, place=2, above=0.0):
    """A progress that does the work once, when others can write: at the share of that place.

    Only shares above some count.
    """
    shares = []

    def progress(share):
        if share > above:
            shares.append(share)
            if len(shares) == place:
                assert not database.connection().in_transaction
                work()

    return progress


def cut_off(monkeypatch, work):
    """The work whose progress divides by zero is left as by a killed program."""
    with monkeypatch.context() as killed:
        killed.setattr(running_changes, "take_back", lambda transaction: None)
        try:
            work()
        except ZeroDivisionError:
            return
    raise AssertionError("it went on")
