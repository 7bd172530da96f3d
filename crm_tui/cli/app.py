"""The command line: which commands there are, and where each of them lives.

A command is a function `run` in its own module, or the one that its entry names. Its first
parameter is `context: typer.Context`, the others are `Annotated` as usual, with texts marked by
`_` of `domain.texts`; the group translates them, and adds `--db` and `--lang`. A module imports
typer, errors and domain names at its top; services and bootstrap only inside functions:

    def run(
        context: typer.Context,
        file: Annotated[str, typer.Argument(metavar="FILE", help=_("a CSV file"))],
        output: JsonOrTable = "table",          # cli/options.py
    ) -> None:
        with opened(context) as session:        # cli/invocations.py
            ...
            write(...)                          # cli/streams.py: stdout; `say` is for talk

A CrmError that leaves it is printed, and ends the program with its code; `raise typer.Exit(8)` ends
it with a code of the command's own.
"""

from collections.abc import Sequence

from crm_tui.cli.failures import guarded
from crm_tui.cli.groups import Entry, application
from crm_tui.cli.invocations import Invocation
from crm_tui.cli.streams import prepare
from crm_tui.domain.texts import _

COMMANDS = (
    Entry("demo", _("Build a made-up company and open it"), "demo"),
    Entry("list", _("List clients, contacts, leads, deals or activities"), "listings"),
    Entry("show", _("Show one record with all that belongs to it"), "cards"),
    Entry("find", _("Find by name, phone, e-mail, id or words of a note"), "search"),
    Entry("add", _("Add a client, a contact, a deal, a task ..."), "adding"),
    Entry("edit", _("Change fields of a record, or of all that a filter finds"), "editing"),
    Entry("handover", _("Give records to a colleague, with open work and a note"), "handover"),
    Entry("lend", _("Lend all your open work to a colleague until a day, and back"), "loans"),
    Entry("archive", _("Put records away; nothing is deleted"), "archiving"),
    Entry(
        "tags",
        _("The tags in use: list, rename, merge"),
        entries=(
            Entry("list", _("List the tags and how often they are used"), "tags"),
            Entry("rename", _("Give a tag another name, or that of another tag"), "tags", "rename"),
        ),
    ),
    Entry("log", _("Write down a call, a meeting, a letter ..."), "activities"),
    Entry("today", _("The day: agenda, overdue, whom to call"), "days"),
    Entry("team", _("What each of your team has to do today"), "team"),
    Entry("notifications", _("What colleagues have done that concerns you"), "notifications"),
    Entry("remind", _("Reminders that are due, each once: for cron or a prompt"), "reminders"),
    Entry("done", _("Mark a planned activity as done"), "activities", "done"),
    Entry("history", _("Who changed what, and when"), "history"),
    Entry("undo", _("Take back your last change, or the one of that number"), "history", "undo"),
    Entry("redo", _("Make your last undo undone"), "history", "redo"),
    Entry("dupes", _("Find clients or contacts that may be the same"), "duplicates"),
    Entry("merge", _("Make one record of two that are the same"), "merging"),
    Entry("import", _("Read records from CSV, Excel, JSON, vCard, calendar, mail"), "import_"),
    Entry("export", _("Write records to a file: CSV, Excel, JSON, vCard, calendar"), "exports"),
    Entry(
        "field",
        _("Your own fields: add, list, rename, move, archive"),
        entries=(
            Entry(
                "add", _("Give clients, contacts, activities or deals a new field"), "fields", "add"
            ),
            Entry("list", _("List the fields of clients, contacts, activities or deals"), "fields"),
            Entry("rename", _("Call a field of your own something else"), "fields", "rename"),
            Entry("archive", _("Hide a field of your own"), "fields", "archive"),
            Entry("restore", _("Show a hidden field again"), "fields", "restore"),
            Entry("move", _("Put a field of your own in another place"), "fields", "move"),
        ),
    ),
    Entry(
        "choice",
        _("The values of the pick-lists: add, rename, merge ..."),
        entries=(
            Entry("list", _("List the values of the pick-lists"), "choices"),
            Entry("add", _("Add a value to a list"), "choices", "add"),
            Entry("rename", _("Call a value something else; records keep it"), "choices", "rename"),
            Entry("move", _("Put a value in another place"), "choices", "move"),
            Entry("merge", _("Give records another value, archive theirs"), "choices", "merge"),
            Entry("archive", _("Offer a value no more; records keep it"), "choices", "archive"),
            Entry("restore", _("Offer an archived value again"), "choices", "restore"),
        ),
    ),
    Entry(
        "user",
        _("Who works here: list, add, role, archive"),
        entries=(
            Entry("list", _("List your colleagues and their roles"), "users"),
            Entry("add", _("Make a colleague known before she first starts"), "users", "add"),
            Entry("role", _("Give a colleague another role"), "users", "role"),
            Entry("archive", _("Let a colleague in no more; her work stays"), "users", "archive"),
            Entry("restore", _("Let a colleague in again"), "users", "restore"),
        ),
    ),
    Entry("set", _("See and change your settings and those of the firm"), "settings"),
    Entry(
        "view",
        _("Views of your lists: list, save, rename, archive"),
        entries=(
            Entry("list", _("List the views that you may open"), "views"),
            Entry("save", _("Keep a filter, columns and an order under a name"), "views", "save"),
            Entry("rename", _("Call a view something else"), "views", "rename"),
            Entry("archive", _("Take a view out of the menus"), "views", "archive"),
        ),
    ),
    Entry(
        "playbook",
        _("Chains of steps that are planned at once: list, save, start"),
        entries=(
            Entry("list", _("List the playbooks with their steps"), "playbooks"),
            Entry("save", _("Keep steps under a name, for everybody"), "playbooks", "save"),
            Entry("start", _("Plan all steps for a client or a person"), "playbooks", "start"),
            Entry("archive", _("Offer a playbook no more"), "playbooks", "archive"),
        ),
    ),
    Entry(
        "participant",
        _("Who takes part in an activity: list, invite, answer, remove"),
        entries=(
            Entry("list", _("List who takes part, with their answers"), "participants"),
            Entry("invite", _("Invite a colleague or a contact"), "participants", "invite"),
            Entry("answer", _("Write down what somebody answered"), "participants", "answer"),
            Entry("remove", _("Take somebody out again"), "participants", "remove"),
        ),
    ),
    Entry("help", _("The manual, a page a task: crm help day"), "manual"),
    Entry("keys", _("The keys of the screens, as they are for you"), "keys"),
    Entry("check", _("Look for damage in the database"), "checking"),
    Entry("info", _("Where the database is, and what it holds"), "checking", "info"),
)


def run(arguments: Sequence[str]) -> int:
    """Carry out the command line and return the exit code."""
    invocation = Invocation.of(arguments)

    def carry_out() -> int:
        group = application(COMMANDS, invocation.language)
        try:
            code = group.main(
                list(arguments), prog_name="crm", standalone_mode=False, obj=invocation
            )
        except SystemExit as ended:
            if isinstance(ended.__context__, BrokenPipeError):  # Typer would end with 1
                raise ended.__context__ from None
            raise
        return code if isinstance(code, int) else 0

    prepare()
    return guarded(carry_out, invocation)
