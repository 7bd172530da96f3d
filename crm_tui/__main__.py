"""The program `crm`: the screens when nothing else is asked for, else a command."""

import gc
import os
import sys

YOUNG_OBJECTS = 50_000
"""New objects between two searches for garbage: a start makes many, and hardly any garbage."""


def main() -> int:
    """Run what the command line says; returns the exit code."""
    open_missing_streams()
    try:
        return start(sys.argv[1:])
    except KeyboardInterrupt:
        return 130
    finally:
        gc.freeze()  # the end of the process frees everything without a search for garbage


def open_missing_streams() -> None:
    """Give a closed standard stream to nobody, so that no file of ours gets its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))


def start(arguments: list[str]) -> int:
    if arguments == ["--version"]:
        from crm_tui import __version__

        print(f"crm {__version__}")
        return 0
    gc.set_threshold(YOUNG_OBJECTS)
    completing = "_CRM_COMPLETE" in os.environ  # the shell asks without arguments
    options = None if completing else screen_options(arguments)
    if options is None:
        from crm_tui.cli.app import run

        return run(arguments)
    from crm_tui.cli.starting import open_screens

    return open_screens(options.get("--db"), options.get("--lang"))


def screen_options(arguments: list[str]) -> dict[str, str] | None:
    """The options of a bare `crm`, which starts without the command line's library.

    None where a command, another option or a mistake stands among them.
    """
    found, rest = {}, list(arguments)
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        if name not in ("--db", "--lang") or not (equals or rest):
            return None
        found[name] = value if equals else rest.pop(0)
    return found


if __name__ == "__main__":
    sys.exit(main())
