"""The two options that make a shell complete commands and fields."""

import os
import sys
from typing import Any

import typer
from typer.core import TyperOption

from crm_tui.domain.texts import _

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")

MEANINGS = {
    "--install-completion": _("make your shell complete commands and fields"),
    "--show-completion": _("print the completion script of your shell"),
}


def completion_options() -> list[Any]:
    """Typer's own two options; their machinery is loaded only where one of them is used.

    A shell that is named is taken; else Typer looks which one runs the program.
    """
    used = any(word.partition("=")[0] in MEANINGS for word in sys.argv)
    if not used and "_CRM_COMPLETE" not in os.environ:
        return [option(name) for name in MEANINGS]
    return [
        option(name, callback=own.callback, expose_value=False)
        for name, own in zip(MEANINGS, typer.main.get_install_completion_arguments(), strict=True)
    ]


def option(name: str, **more: Any) -> TyperOption:
    named = any(shell_of(name, *pair) for pair in zip(sys.argv, [*sys.argv[1:], ""], strict=True))
    return TyperOption(param_decls=[name], is_flag=not named, help=MEANINGS[name], **more)


def shell_of(name: str, word: str, following: str) -> bool:
    """Whether the option called `name` is given with a shell: `--name=zsh` or `--name zsh`."""
    return (word == name and following in SHELLS) or word.startswith(f"{name}=")
