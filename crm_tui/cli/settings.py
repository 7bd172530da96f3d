"""`crm set`: the settings of the user and of the firm."""

from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.invocations import opened
from crm_tui.cli.options import JsonOrTable, completing
from crm_tui.cli.output import write_json, write_objects, write_rows
from crm_tui.cli.streams import write
from crm_tui.domain.texts import _

if TYPE_CHECKING:
    from crm_tui.services.settings import Held
    from crm_tui.session import Session

TITLES = (_("Setting"), _("Value"), _("Whose"), _("Meaning"))


def complete_key(incomplete: str) -> list[str]:
    from crm_tui.domain.settings import BY_KEY

    return completing(BY_KEY)(incomplete)


def complete_value(context: typer.Context, incomplete: str) -> list[str]:
    from crm_tui.domain.settings import BY_KEY

    setting = BY_KEY.get(context.params.get("key") or "")
    return completing(setting.values() if setting else ())(incomplete)


def run(
    context: typer.Context,
    key: Annotated[
        str,
        typer.Argument(
            metavar="KEY", help=_("which one; without it all"), autocompletion=complete_key
        ),
    ] = "",
    value: Annotated[
        str | None,
        typer.Argument(
            metavar="VALUE",
            help=_('the new value; "" gives the default back'),
            autocompletion=complete_value,
        ),
    ] = None,
    output: JsonOrTable = "table",
) -> None:
    with opened(context) as session:
        from crm_tui.services import settings

        if not key:
            write_all(session, settings.everything(session), output)
            return
        held = settings.get(session, key)
        if value is not None:
            held = settings.put(session, key, value)
        if output == "json":
            write_json(as_object(settings.renewed(session), held))
        else:
            write(settings.written(session, held))


def write_all(session: "Session", found: "tuple[Held, ...]", form: str) -> None:
    from crm_tui.services import settings

    if form == "json":
        write_objects((as_object(session, held) for held in found), form)
        return
    text = session.language.text
    rows = (
        (
            held.setting.key,
            settings.written(session, held),
            text(held.setting.scope.label),
            text(held.setting.meaning),
        )
        for held in found
    )
    write_rows(session, TITLES, rows)


def as_object(session: "Session", held: "Held") -> dict[str, object]:
    setting = held.setting
    return {
        "key": setting.key,
        "value": held.value,
        "default": setting.default,
        "is_set": held.is_set,
        "scope": setting.scope.value,
        "kind": setting.field.kind.value,
        "choices": [choice.key for choice in setting.field.choices],
        "label": session.language.text(setting.field.label),
        "meaning": session.language.text(setting.meaning),
    }
