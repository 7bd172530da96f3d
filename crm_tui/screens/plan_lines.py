"""A line that says how a plan is understood: kind, subject, when, how long, whose."""

from crm_tui.domain.fields import Field
from crm_tui.domain.quick_add import Quick
from crm_tui.domain.texts import _, counted
from crm_tui.screens.shown import Showing
from crm_tui.services.quick_add import Understood
from crm_tui.widgets.paint import Line
from crm_tui.widgets.signs import SIGN

MINUTES = counted("{count} min", "{count} min")


def plan_line(showing: Showing, known: dict[str, Field], understood: Understood) -> Line:
    """`call  send offer  ·  Fri 27 Nov 10:00  ·  30 min  ·  #hot  ·  Olga`."""
    text, quick = showing.language.text, understood.quick
    kind = showing.choice(known["kind"], understood.kind)
    line: Line = [(f"{kind}  ", "strong"), (quick.subject or SIGN["rule"], "plain")]
    parts = [when(showing, quick)]
    if quick.minutes:
        parts.append(showing.language.count(MINUTES, quick.minutes))
    if quick.rule:
        parts.append(text(_("repeats")))
    if quick.reminders:
        parts.append(f"{SIGN['bell']} {quick.reminders}")
    if quick.priority:
        parts.append(showing.choice(known["priority"], quick.priority.value))
    parts += [f"#{tag}" for tag in quick.tags]
    if understood.owner:
        parts.append(understood.owner.name)
    for part in filter(None, parts):
        line += [(f"  {SIGN['dot']}  ", "faint"), (part, "accent")]
    return line


def when(showing: Showing, quick: Quick) -> str:
    """The moment in full, and the end where there is one."""
    if quick.moment is None:
        return showing.language.text(_("no date"))
    begins = showing.moment(quick.moment)
    if quick.end is None:
        return begins
    local = showing.local(quick.end)
    return (
        f"{begins}{SIGN['dash']}{local:%H:%M}"
        if local
        else f"{begins} {SIGN['dash']} {showing.moment(quick.end)}"
    )
