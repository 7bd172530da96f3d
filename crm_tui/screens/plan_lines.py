"""A line that says how a plan is understood: kind, subject, when, how long, whose."""

from crm_tui.domain.fields import Field
from crm_tui.domain.quick_add import Quick
from crm_tui.domain.repeat_words import in_words
from crm_tui.domain.texts import _, counted
from crm_tui.screens.shown import Showing
from crm_tui.services.quick_add import Understood
from crm_tui.widgets.paint import Line
from crm_tui.widgets.signs import SIGN

MINUTES = counted("{count} min", "{count} min")


def plan_line(showing: Showing, known: dict[str, Field], understood: Understood) -> Line:
    """`call  Fri 27 Nov 10:00  ·  30 min  ·  #hot  ·  Olga  ·  every week  ·  send offer`.

    The subject, which stands in the line that is typed, is cut first, then the repetition.
    """
    quick = understood.quick
    kind = showing.choice(known["kind"], understood.kind)
    parts = [when(showing, quick)]
    if quick.minutes:
        parts.append(showing.language.count(MINUTES, quick.minutes))
    if quick.reminders:
        parts.append(f"{SIGN['bell']} {quick.reminders}")
    if quick.priority:
        parts.append(showing.choice(known["priority"], quick.priority.value))
    parts += [f"#{tag}" for tag in quick.tags]
    if understood.owner:
        parts.append(understood.owner.name)
    if quick.rule:
        parts.append(in_words(quick.rule, showing.language))
    line: Line = [(f"{kind}  ", "strong")]
    for part in parts:
        line += [(part, "accent"), (f"  {SIGN['dot']}  ", "faint")]
    return [*line, (quick.subject or SIGN["rule"], "plain")]


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
